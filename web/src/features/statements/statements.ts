// Statements as marks and sentences that say what to do next.
import { api, type StatementLine, type StatementSentence } from '@/api'
import { download, save } from '@/api/download'
import { dayOf, daysUntil } from '@/composables/days'
import { t } from '@/locales'

const marks: Record<StatementLine['state'], string> = { draft: 'draft', submitted: 'submitted', returned: 'returned', accepted: 'verified', presented: 'verified', filed: 'verified' }
export const markOf = (one: Pick<StatementLine, 'state'>): string => marks[one.state]

export const own = (): Promise<StatementLine[]> => api('GET /me/statements')

/** Whether something is to be done by its author. */
export const asks = (one: StatementLine): boolean => one.round_state === 'open' && !one.excuse && (one.state === 'draft' || one.state === 'returned')

/** Until when, and how many days are left. */
export function dueOf(one: StatementLine): string {
  const day = dayOf(one.due_on), left = daysUntil(one.due_on)
  if (left < 0) return t('own_statement.late_by', { day, n: -left })
  return t(left ? 'own_statement.due' : 'own_statement.due_today', { day, n: left })
}

/** What is to be done next, in one sentence. */
export function nextOf(one: StatementLine & { remark?: string }): string {
  if (one.state === 'draft' || one.state === 'returned') {
    if (one.round_state === 'closed') return t(one.excuse ? 'own_statement.next_excused' : 'own_statement.next_closed', { reason: one.excuse })
    if (one.state === 'returned') return t('own_statement.next_returned')
    return t(one.number ? 'own_statement.next_draft' : 'own_statement.next_begin')
  }
  return t(one.state === 'accepted' ? `own_statement.next_accepted_${one.form}` : `own_statement.next_${one.state}`)
}

export interface Bit {
  text: string
  /** The records that this figure counts. */
  ids?: string[]
  label?: string
}

/** A sentence cut at its figures, each with the records behind it. */
export function bitsOf(sentence: StatementSentence): Bit[] {
  const bits: Bit[] = []
  let rest = sentence.text
  for (const one of sentence.numbers) {
    const before = `${one.label} `
    const at = rest.indexOf(`${before}${one.value} ${one.unit}`)
    if (at < 0) continue
    bits.push({ text: rest.slice(0, at + before.length) }, { text: String(one.value), ids: one.record_ids, label: `${one.label} ${one.value} ${one.unit}` })
    rest = rest.slice(at + before.length + String(one.value).length)
  }
  return [...bits, { text: rest }]
}

export const lengthOf = (parts: Record<string, string>): number => Object.values(parts).reduce((sum, text) => sum + [...text].length, 0)

const ORDER = '一二三四五六七八九十'
export const ordinal = (at: number): string => (at < 10 ? ORDER[at]! : at === 10 ? '十一' : '十二')

export async function fetchPaper(id: string, pdf = false): Promise<void> {
  save(await download(`GET /statements/{statement_id}/paper.${pdf ? 'pdf' : 'docx'}`, { path: { statement_id: id } }, () => undefined))
}
