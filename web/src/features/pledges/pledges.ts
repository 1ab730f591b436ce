// Pledges as marks, boxes and sentences.
import { api, type PledgeOut, type PledgeProgress, type RecordOut } from '@/api'
import { download, save } from '@/api/download'

const marks: Record<PledgeOut['state'], string> = {
  draft: 'draft',
  signed: 'submitted',
  countersigned: 'submitted',
  closing: 'waiting',
  fulfilled: 'verified',
  partly: 'returned',
  unfulfilled: 'refused',
  waived: 'withdrawn',
}
export const markOf = (one: { state: PledgeOut['state'] }): string => marks[one.state]

const itemMarks: Record<PledgeProgress['state'], string> = {
  done: 'verified',
  confirmed: 'verified',
  on_track: 'submitted',
  waiting: 'submitted',
  nothing: 'draft',
  slipping: 'returned',
  returned: 'returned',
  impossible: 'refused',
}
export const itemMarkOf = (one: PledgeProgress): string => itemMarks[one.state]

/** A box for each piece that was asked for, filled or not; none where they would be too many to see. */
export const boxesOf = (one: PledgeProgress): boolean[] =>
  one.target && one.target <= 10 ? Array.from({ length: one.target }, (_, at) => at < (one.count ?? 0)) : []

export const own = (): Promise<PledgeOut[]> => api('GET /me/pledges')

export type Paper = 'paper.docx' | 'paper.pdf' | 'kept.docx' | 'kept.pdf'

export async function fetchPaper(id: string, paper: Paper = 'paper.docx'): Promise<void> {
  save(await download(`GET /pledges/{pledge_id}/${paper}`, { path: { pledge_id: id } }, () => undefined))
}

/** Records that may be named as evidence: one's own deeds, each once; what rolls and people's judgements post is none. */
export function provable(records: RecordOut[]): RecordOut[] {
  const none = ['meeting', 'activity', 'training', 'pledge', 'ballot', 'assessed']
  const found = new Map(records.filter((one) => !none.includes(one.fact)).map((one) => [one.claim_id, one]))
  return [...found.values()]
}
