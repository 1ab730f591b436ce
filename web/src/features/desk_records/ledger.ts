// Lines of the ledger in words.
import type { DutyRecordOut } from '@/api'
import { label, t } from '@/locales'

const known = (family: string, word: string): string => label(family, word, ' ').trim()

/** A fact by its name; what the council received is called by the kind of piece. */
export function nameOf(fact: string): string {
  const piece = fact.replace(/_received$/, '')
  const name = known('fact', fact) || known('ledger_fact', fact) || known('contribution', piece) || known('claim', piece)
  return piece === fact ? name : t('ledger.received', { name })
}

/** The fact, its type and how it stands, in the words that a member's dossier uses. */
export function factOf(one: DutyRecordOut): string {
  const type = known('fact_type', one.type) || known('activity_kind', one.type) || known('contribution', one.type) || known('word', one.type)
  const status = known('attendance', one.status) || known('filing', one.status) || known('word', one.status)
  return [...new Set([nameOf(one.fact), type, status, known('word', one.level)].filter((said) => said && said !== one.type && said !== one.status))].join('，')
}

/** Where a line's record is looked at: a roll for attendance, else the record itself. */
export const placeOf = (one: DutyRecordOut): string => (typeof one.attrs.sitting === 'string' ? `/desk/sittings/${one.attrs.sitting}/roll` : `/desk/records/${one.claim_id}`)

export function markOf(one: DutyRecordOut): string {
  if (one.reverses_id) return t('ledger.reversal', { reason: one.reason })
  return one.reversed ? t('ledger.reversed') : ''
}

export const FACTS = ['meeting', 'activity', 'training', 'proposal', 'opinion', 'opinion_adoption', 'opinion_instruction', 'speech', 'research_report', 'history_article', 'publicity', 'study_note', 'suggestion', 'award', 'charity', 'special_task', 'contribution', 'group_fact', 'event'] as const
