// Templates as forms: items picked from the usual measures, or said in words.
import { api, type PledgeDocument, type PledgeItemIn, type PledgeMeasureOut } from '@/api'
import { today } from '@/composables/days'

export interface Row {
  id: string
  heading: string
  text: string
  /** The usual measure that it counts by; empty for a qualitative item. */
  measure: string
  target: number
  unit: string
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The rows of a document; a measure that is none of the usual ones keeps its own way of counting. */
export const rowsOf = (document: PledgeDocument, usual: PledgeMeasureOut[]): Row[] =>
  document.items.map((one) => ({
    id: one.id,
    heading: one.heading ?? '',
    text: one.text,
    measure: one.counts ? (usual.find((each) => same(each.counts, one.counts))?.word ?? 'own') : '',
    target: one.target ?? 1,
    unit: one.unit ?? '',
  }))

export function itemOf(row: Row, usual: PledgeMeasureOut[], before: PledgeItemIn[]): PledgeItemIn {
  const said = { id: row.id, heading: row.heading.trim(), text: row.text.trim() }
  if (!row.measure) return said
  const known = usual.find((one) => one.word === row.measure)
  const kept = before.find((one) => one.id === row.id)
  return { ...said, counts: known?.counts ?? kept?.counts, remainder: known?.remainder ?? kept?.remainder, target: Number(row.target), unit: row.unit || known?.unit || kept?.unit }
}

export function newRow(rows: Row[], measure: PledgeMeasureOut | undefined): Row {
  let id = measure?.word ?? 'promise'
  for (let turn = 2; rows.some((one) => one.id === id); turn += 1) id = `${measure?.word ?? 'promise'}_${turn}`
  return { id, heading: '', text: measure?.label ?? '', measure: measure?.word ?? '', target: 1, unit: measure?.unit ?? '' }
}

export const measures = (): Promise<PledgeMeasureOut[]> => api('GET /pledge-measures')

/** The days that a new template of a year usually has. */
export function usualDays(): { year: number; sign_by: string; amend_until: string; intake_until: string } {
  const year = Number(today().slice(0, 4))
  return { year, sign_by: `${year}-03-31`, amend_until: `${year}-09-30`, intake_until: `${year}-12-20` }
}
