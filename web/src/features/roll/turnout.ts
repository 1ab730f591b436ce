// The tables of attendance: what they may be asked for, and the address of each.
import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { Routes, TurnoutRow } from '@/api'
import { today } from '@/composables/days'

export type TurnoutQuery = Routes['GET /turnout']['query']
export type By = NonNullable<TurnoutQuery['by']>
export const BYS: By[] = ['sitting', 'kind', 'sector', 'special_committee', 'activity_group', 'area_group', 'member']
export const NUMBERS = ['due', 'attended', 'late', 'left_early', 'excused', 'absent', 'excused_not_counted'] as const
export type Counted = (typeof NUMBERS)[number]

const one = (said: unknown): string | undefined => (typeof said === 'string' && said ? said : undefined)

/** What an address asks for; a span that is not said is this year up to today. */
export function asked(query: LocationQuery) {
  const until = one(query.until) ?? today()
  return { by: (BYS.find((by) => by === query.by) ?? 'sitting') as By, since: one(query.since) ?? `${until.slice(0, 4)}-01-01`, until, kind: one(query.kind) as TurnoutQuery['kind'] }
}

/** The list behind a number; the sum has no key, who is in no unit an empty one. */
export const linesOf = (query: object, status: Counted, row?: TurnoutRow): RouteLocationRaw => ({ path: '/desk/turnout/lines', query: { ...query, status, ...(row ? { key: row.key } : {}) } as Record<string, string> })
