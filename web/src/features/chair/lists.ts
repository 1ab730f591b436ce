// The lists behind the chair's page: what each asks for, shows and opens.
import type { RouteLocationRaw } from 'vue-router'
import { api, type AttendanceLine, type ClaimLine, type GradedLine, type MemberLine, type ObjectionLine, type RecordLine, type SilentGroup } from '@/api'
import { dayOf } from '@/composables/days'
import { can } from '@/composables/session'
import type { Page } from '@/composables/useList'
import { typeLabel } from '@/features/dossier/facts'
import { label, t } from '@/locales'
import { router } from '@/router'
import { to, type Status } from './page'

export type Query = Record<string, string | undefined>

export interface Cell {
  text: string | number
  to?: RouteLocationRaw
  number?: boolean
}
interface Column<T> {
  head: string
  number?: boolean
  /** Never broken into two lines. */
  whole?: boolean
  /** Left out on a narrow screen. */
  minor?: boolean
  cell: (row: T, query: Query) => Cell
}
export interface List<T> {
  /** Filters without which there is no such list. */
  needs: string[]
  id: (row: T) => string
  columns: Column<T>[]
  ask: (query: Query, cursor?: string) => Promise<Page<T>>
}

const LIMIT = 50
const yearOf = (query: Query): number | undefined => Number(query.year) || undefined
const opens = (permission: string, path: string): string | undefined => (can(permission) ? path : undefined)
const member = (id: string): string | undefined => opens('member:view', `/desk/members/${id}`)
const there = (path: string): boolean => router.resolve(path).matched.some((one) => !one.path.includes(':rest'))
/** The desk's page of a record, or the phone's where the desk has none. */
const record = (id: string): string | undefined => opens('claim:view', [`/desk/records/${id}`].find(there) ?? `/records/${id}`)
const activity = (id: string): string | undefined => opens('activity:view', `/desk/activities/${id}`)
const about = (one: RecordLine): string | undefined => (one.fact === 'event' ? activity(one.claim_id) : record(one.claim_id))
const waitsAt = (one: ClaimLine): string | undefined => (one.sitting_id ? roll(one.sitting_id) : one.kind === 'activity' ? activity(one.id) : record(one.id))
const roll = (id: string): string | undefined => opens('attendance:view', `/desk/sittings/${id}/roll`)
const level = (one: RecordLine): string => label('word', one.level) || '—'

const recordColumns: Column<RecordLine>[] = [
  { head: 'chair.day', cell: (one) => ({ text: dayOf(one.occurred_on) }) },
  { head: 'chair.piece', cell: (one) => ({ text: one.title, to: about(one) }) },
  { head: 'chair.type', minor: true, cell: (one) => ({ text: typeLabel(one.fact, one.type) || label('fact', one.fact) }) },
]
const claimColumns: Column<ClaimLine>[] = [
  { head: 'chair.since', cell: (one) => ({ text: dayOf(one.since) }) },
  { head: 'chair.piece', cell: (one) => ({ text: one.title, to: waitsAt(one) }) },
  { head: 'chair.section', minor: true, cell: (one) => ({ text: one.section }) },
  { head: 'chair.waited', number: true, cell: (one) => ({ text: t('chair.days', { n: one.days }) }) },
]

const attendance: List<AttendanceLine> = {
  needs: [],
  id: (one) => one.id,
  columns: [
    { head: 'chair.day', cell: (one) => ({ text: dayOf(one.occurred_on) }) },
    { head: 'chair.member', whole: true, cell: (one) => ({ text: one.name, to: member(one.member_id) }) },
    { head: 'chair.what', cell: (one) => ({ text: one.title, to: roll(one.sitting_id) }) },
    { head: 'chair.type', minor: true, cell: (one) => ({ text: typeLabel(one.fact, one.type) }) },
    { head: 'unit_kind.sector', minor: true, cell: (one) => ({ text: one.sector ?? '—' }) },
    { head: 'chair.status', whole: true, cell: (one) => ({ text: label('attendance', one.status) }) },
  ],
  ask: (query, cursor) =>
    api('GET /dashboard/attendance', {
      query: { year: yearOf(query), kind: query.kind as never, unit_id: query.unit_id, unplaced: query.unplaced === 'true', status: (query.status ?? 'due') as Status, cursor, limit: LIMIT },
    }),
}
const contributions: List<RecordLine> = {
  needs: ['family'],
  id: (one) => one.id,
  columns: recordColumns,
  ask: (query, cursor) => api('GET /dashboard/contributions', { query: { year: yearOf(query), family: query.family as never, month: query.month, cursor, limit: LIMIT } }),
}
const opinions: List<RecordLine> = { ...contributions, columns: [...recordColumns.slice(0, 2), { head: 'chair.adopted', cell: (one) => ({ text: level(one) }) }] }
const records: List<RecordLine> = {
  needs: ['unit_id'],
  id: (one) => one.id,
  columns: recordColumns,
  ask: (query, cursor) => api('GET /dashboard/records', { query: { year: yearOf(query), unit_id: query.unit_id ?? '', cursor, limit: LIMIT } }),
}
const members: List<MemberLine> = {
  needs: ['unit_id'],
  id: (one) => one.id,
  columns: [
    { head: 'chair.member', whole: true, cell: (one) => ({ text: one.name, to: member(one.id) }) },
    { head: 'chair.number', cell: (one) => ({ text: one.number }) },
    { head: 'chair.role', cell: (one) => ({ text: label('place_role', one.role) }) },
  ],
  ask: (query, cursor) => api('GET /dashboard/members', { query: { year: yearOf(query), unit_id: query.unit_id ?? '', cursor, limit: LIMIT } }),
}
const silent: List<SilentGroup> = {
  needs: [],
  id: (one) => one.unit_id,
  columns: [
    { head: 'chair.group', cell: (one, query) => ({ text: one.name, to: to('records', { year: query.year, unit_id: one.unit_id }) }) },
    { head: 'chair.size', number: true, cell: (one, query) => ({ text: one.members, to: to('members', { year: query.year, unit_id: one.unit_id }) }) },
    { head: 'chair.who', minor: true, cell: (one) => ({ text: one.convener?.name ?? '—', to: one.convener ? member(one.convener.id) : undefined }) },
    { head: 'chair.newest', cell: (one) => (one.last ? { text: `${dayOf(one.last.occurred_on)} ${one.last.title}`, to: activity(one.last.claim_id) } : { text: t('chair.never') }) },
    { head: 'chair.quiet', number: true, cell: (one) => ({ text: one.days === null ? '—' : t('chair.days', { n: one.days }) }) },
  ],
  ask: (query, cursor) => api('GET /dashboard/silent', { query: { year: yearOf(query), cursor, limit: LIMIT } }),
}
const waiting: List<ClaimLine> = {
  needs: [],
  id: (one) => one.id,
  columns: claimColumns,
  ask: (query, cursor) => api('GET /dashboard/waiting', { query: { section_id: query.section_id, cursor, limit: LIMIT } }),
}
const returned: List<ClaimLine> = { ...waiting, ask: (query, cursor) => api('GET /dashboard/returned', { query: { section_id: query.section_id, cursor, limit: LIMIT } }) }
const objections: List<ObjectionLine> = {
  needs: [],
  id: (one) => one.id,
  columns: [
    { head: 'chair.due_on', cell: (one) => ({ text: dayOf(one.due_on) }) },
    { head: 'chair.member', whole: true, cell: (one) => ({ text: one.name, to: member(one.member_id) }) },
    { head: 'chair.doubted', cell: (one) => ({ text: t('chair.year_item', { year: one.year, title: one.title }), to: opens('objection:view', `/desk/objections?at=${one.id}`) }) },
    { head: 'chair.answers', minor: true, cell: (one) => ({ text: one.section }) },
    { head: 'chair.late', number: true, cell: (one) => ({ text: t('chair.days', { n: one.days }) }) },
  ],
  ask: (_, cursor) => api('GET /dashboard/objections', { query: { cursor, limit: LIMIT } }),
}
const grades: List<GradedLine> = {
  needs: ['grade'],
  id: (one) => one.id,
  columns: [
    { head: 'chair.member', whole: true, cell: (one) => ({ text: one.name, to: member(one.id) }) },
    { head: 'chair.number', cell: (one) => ({ text: one.number }) },
    { head: 'unit_kind.sector', minor: true, cell: (one) => ({ text: one.sector ?? '—' }) },
    { head: 'chair.grade', cell: (one) => ({ text: one.grade }) },
  ],
  ask: (query, cursor) => api('GET /dashboard/grades', { query: { year: yearOf(query), grade: query.grade ?? '', unit_id: query.unit_id, unplaced: query.unplaced === 'true', cursor, limit: LIMIT } }),
}

const all = { attendance, contributions, silent, members, records, waiting, returned, objections, grades } as unknown as Record<string, List<unknown> | undefined>

/** The list of this name, if this seat may see it; opinions also say who adopted them. */
export const listNamed = (name: string, query: Query): List<unknown> | undefined =>
  name === 'grades' && !can('standings:view') ? undefined : name === 'contributions' && query.family === 'opinions' ? (opinions as unknown as List<unknown>) : all[name]
