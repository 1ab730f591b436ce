// Rounds as lists: who lacks what, and the headings that most rounds have.
import type { RoundOut, StatementHeading, StatementLine } from '@/api'
import { dayOf, today } from '@/composables/days'
import { t } from '@/locales'

export const STATES = ['unbegun', 'draft', 'submitted', 'returned', 'accepted', 'presented', 'filed'] as const
export type Where = (typeof STATES)[number]

/** Not begun is a state of its own to whoever waits for a statement. */
export const whereOf = (one: StatementLine): Where => (one.state === 'draft' && !one.number ? 'unbegun' : one.state)
export const lacks = (one: StatementLine): boolean => one.round_state === 'open' && (one.state === 'draft' || one.state === 'returned')

export const overdue = (one: Pick<RoundOut, 'state' | 'due_on'>): boolean => one.state === 'open' && one.due_on < today()

export const countsOf = (lines: StatementLine[]): string =>
  STATES.map((one) => [one, lines.filter((line) => whereOf(line) === one).length] as const)
    .filter(([, n]) => n)
    .map(([one, n]) => t('statement_desk.count', { state: t(`statement_state.${one}`), n }))
    .join('，')

export const stateOf = (one: RoundOut): string => t(one.state === 'closed' ? 'statement_desk.round_closed' : overdue(one) ? 'statement_desk.round_overdue' : 'statement_desk.round_open', { day: dayOf(one.due_on) })

export const usualHeadings = (): StatementHeading[] => [
  { id: 'meetings', title: t('statement_desk.usual_meetings'), about: ['meetings'] },
  { id: 'advice', title: t('statement_desk.usual_advice'), about: ['proposals'] },
  { id: 'people', title: t('statement_desk.usual_people'), about: ['contacts'] },
  { id: 'next', title: t('statement_desk.usual_next'), about: [] },
]

/** A name that no other heading has. */
export function newHeading(had: StatementHeading[]): StatementHeading {
  let turn = had.length + 1
  while (had.some((one) => one.id === `part_${turn}`)) turn += 1
  return { id: `part_${turn}`, title: '', about: [] }
}
