// The chair's page: what it asks for, and where its numbers lead.
import type { RouteLocationRaw } from 'vue-router'
import { api, type Dashboard, type FamilyCount, type SectorTurnout, type Turnout } from '@/api'
import { label, t } from '@/locales'

export type View = 'chart' | 'table'
export type Status = 'due' | 'attended' | 'excused' | 'absent' | 'not_counted'
export const STATUSES: Status[] = ['due', 'attended', 'excused', 'absent', 'not_counted']

export const dashboard = (year?: number): Promise<Dashboard> => api('GET /dashboard', { query: { year } })

/** The list behind a number. */
export const to = (list: string, query: Record<string, string | number | undefined>): RouteLocationRaw => ({ path: `/chair/${list}`, query })

/** One row of attendance: a kind or a sector, with the filter that its lists take. */
export interface TurnoutRow {
  id: string
  name: string
  turnout: Turnout
  filter: Record<string, string | undefined>
  per?: string
}

export const kindRows = (page: Dashboard): TurnoutRow[] =>
  page.attendance.kinds.map((one) => ({ id: one.kind, name: label('chair_kind', one.kind), turnout: one, filter: { kind: one.kind } }))

export const sectorRows = (page: Dashboard): TurnoutRow[] =>
  page.attendance.sectors.map((one) => ({
    id: one.unit_id ?? '',
    name: nameOf(one),
    turnout: one,
    filter: one.unit_id ? { unit_id: one.unit_id } : { unplaced: 'true' },
    per: one.per_member === '—' ? one.per_member : t('chair.per_times', { n: one.per_member }),
  }))

export const nameOf = (sector: SectorTurnout): string => sector.name || t('chair.unplaced')

/** Per cent of those due who came; undefined when nobody was due. */
export const percent = (one: Turnout): number | undefined => (one.due ? (one.attended * 100) / one.due : undefined)

/** Where the scale of all dots begins: at 60, lower only when somebody lies lower. */
export function scaleFrom(page: Dashboard): number {
  const rates = [...page.attendance.kinds, ...page.attendance.sectors].map(percent).filter((one) => one !== undefined)
  return Math.min(60, ...rates.map((one) => Math.floor(one / 20) * 20))
}

export const highest = (family: FamilyCount): number => Math.max(1, ...family.months.map((one) => one.count))

export const monthLabel = (month: string): string => t('chair.month_short', { m: Number(month.slice(5)) })
