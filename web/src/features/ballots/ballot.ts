// The states of a ballot in words and marks, as its voter sees them.
import type { MyPollRow } from '@/api'
import { label, t } from '@/locales'

type Seen = Pick<MyPollRow, 'state' | 'mine'>

export const wordOf = ({ state, mine }: Seen): string => (mine && (state === 'open' || state === 'closed') ? t(`ballot.mine_${mine}`) : label('ballot_state', state))

export const markOf = ({ state, mine }: Seen): string => (state === 'void' ? 'withdrawn' : state === 'counted' || mine ? 'verified' : state === 'open' ? 'submitted' : 'withdrawn')
