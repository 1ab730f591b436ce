// The words of measures, and what the office may record about one.
import { label } from '@/locales'

export const STATES = ['draft', 'hearing', 'ready', 'decided', 'reconsidering', 'upheld', 'lifted', 'not_adopted', 'dropped'] as const
export type SanctionState = (typeof STATES)[number]
export const KINDS = ['remind', 'talk', 'circulate', 'warn', 'advise_resign', 'order_resign', 'revoke', 'resignation'] as const
export type SanctionKind = (typeof KINDS)[number]
export const kindOptions = (): Array<{ value: string; label: string }> => KINDS.map((value) => ({ value, label: label('sanction_kind', value) }))

/** Act of the server → words of its button, in the order of the course. */
export const ACTS: Record<string, string> = { edit: 'edit', send: 'send', state: 'record_statement', close_hearing: 'close_hearing', decide: 'decide', reconsider: 'reconsider', settle: 'settle', drop: 'drop' }
