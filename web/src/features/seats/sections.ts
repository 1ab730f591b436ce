// The offices that a seat may belong to, and what else every page of seats needs.
import { api, type SeatOut, type UnitOut } from '@/api'
import { everyPage } from '@/composables/everyPage'
import { label } from '@/locales'

export type Role = SeatOut['roles'][number]

/** Roles in the order of a week's work; the system administrator's is given elsewhere. */
export const ROLES: Role[] = ['secretariat', 'section_clerk', 'verifier', 'scheme_author', 'convener', 'chair', 'auditor', 'council_admin', 'member']

export async function sections(): Promise<UnitOut[]> {
  const kinds = ['section', 'liaison_office', 'special_committee'] as const
  const found = await Promise.all(kinds.map((kind) => everyPage((cursor) => api('GET /units', { query: { kind, cursor, limit: 100 } }))))
  return found.flat()
}

export const rolesOf = (seat: { roles: string[] }): string => seat.roles.map((one) => label('seat_role', one)).join('、')
