// How each kind of record is read, written and called.
import { api, type ClaimOut, type KindOut } from '@/api'
import type { Entry } from '@/offline/store'
import { label, t } from '@/locales'

export interface Person {
  id: string
  name: string
}

export interface RecordValues extends Record<string, unknown> {
  title: string
  occurred_on: string
  section_id: string | null
  others: Person[]
  body: string
  topic: string
  urgent: boolean
  category: string
  livelihood: boolean
  plenary: boolean
  data: Record<string, unknown>
}

export type FullRecord = ClaimOut & { body?: string; topic?: string; urgent?: boolean; category?: string; livelihood?: boolean; plenary?: boolean; data?: Record<string, unknown>; number?: string | null; filing_label?: string; filing_reason?: string; handling_unit?: string; adopted?: string[] }

/** Kinds with a table of their own come first; the light kinds follow from the server's list. */
export const OWN_KINDS = ['proposal', 'opinion']

export function kindLabel(claim: ClaimOut): string {
  if (claim.kind === 'contribution') return label('contribution', claim.type)
  if (claim.kind === 'activity') return label('activity_kind', claim.type)
  return t(`claim.${claim.kind}`)
}

/** What a member may enter about themselves. */
export const forMembers = (kinds: KindOut[]): KindOut[] => kinds.filter((one) => one.subjects.includes('member') && !one.office_only)

export const kindOf = (claim: ClaimOut): string => (claim.kind === 'contribution' ? claim.type : claim.kind)

export function routeOf(kind: string): Entry['route'] {
  if (kind === 'opinion') return 'POST /opinions'
  return kind === 'proposal' ? 'POST /proposals' : 'POST /contributions'
}

export function emptyValues(day: string): RecordValues {
  return { title: '', occurred_on: day, section_id: null, others: [], body: '', topic: '', urgent: false, category: '', livelihood: false, plenary: false, data: {} }
}

/** The request body that creates or changes a record of a kind. */
export function bodyOf(kind: string, values: RecordValues, fresh: boolean): Record<string, unknown> {
  const shared = { title: values.title.trim(), occurred_on: values.occurred_on, section_id: values.section_id }
  const others = fresh ? { others: values.others.map((one) => one.id) } : {}
  if (kind === 'opinion') return { ...shared, ...others, body: values.body, topic: values.topic, urgent: values.urgent }
  if (kind === 'proposal') {
    const form = fresh ? { form: values.others.length ? 'joint' : 'personal' } : {}
    return { ...shared, ...others, ...form, body: values.body, category: values.category, livelihood: values.livelihood, plenary: values.plenary }
  }
  const filled = Object.entries(values.data).filter(([, value]) => value !== '' && value !== null && value !== undefined)
  return { ...shared, ...others, kind, data: Object.fromEntries(filled) }
}

export async function readFull(claim: ClaimOut): Promise<FullRecord> {
  if (claim.kind === 'opinion') return api('GET /opinions/{opinion_id}', { path: { opinion_id: claim.id } })
  if (claim.kind === 'proposal') return api('GET /proposals/{proposal_id}', { path: { proposal_id: claim.id } })
  if (claim.kind === 'contribution') return api('GET /contributions/{contribution_id}', { path: { contribution_id: claim.id } })
  return claim
}

export async function change(claim: ClaimOut, values: RecordValues): Promise<FullRecord> {
  const body = bodyOf(kindOf(claim), values, false) as never
  const version = claim.version
  if (claim.kind === 'opinion') return api('PATCH /opinions/{opinion_id}', { path: { opinion_id: claim.id }, body, version })
  if (claim.kind === 'proposal') return api('PATCH /proposals/{proposal_id}', { path: { proposal_id: claim.id }, body, version })
  return api('PATCH /contributions/{contribution_id}', { path: { contribution_id: claim.id }, body, version })
}

export function valuesOf(full: FullRecord): RecordValues {
  const start = emptyValues(full.occurred_on)
  return { ...start, title: full.title, section_id: full.section_id, body: full.body ?? '', topic: full.topic ?? '', urgent: full.urgent ?? false, category: full.category ?? '', livelihood: full.livelihood ?? false, plenary: full.plenary ?? false, data: { ...full.data } }
}
