// Units as choices, and the kinds they come in.
import { ref, type Ref } from 'vue'
import { api, type UnitOut } from '@/api'
import { label } from '@/locales'

export type UnitKind = UnitOut['kind']
export const kinds: UnitKind[] = ['sector', 'special_committee', 'activity_group', 'area_group', 'party_branch', 'section', 'liaison_office', 'venue']
/** The kinds into which members are placed, each member once. */
export const placed: UnitKind[] = ['sector', 'special_committee', 'activity_group', 'area_group', 'party_branch']
export const kindLabel = (kind: string): string => label('unit_kind', kind)

export interface Choice {
  value: string
  label: string
}

/** All units of the council, in the office's order; a page holds a hundred, no council has ten of them. */
export async function allUnits(): Promise<UnitOut[]> {
  const found: UnitOut[] = []
  let cursor: string | undefined
  do {
    const page = await api('GET /units', { query: { limit: 100, cursor } })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}

/** The units as choices, kind by kind; empty until they are here, and where they cannot come. */
export function useUnits(): { units: Ref<UnitOut[]>; choices: (kind: string) => Choice[] } {
  const units = ref<UnitOut[]>([])
  allUnits().then((found) => (units.value = found), () => undefined)
  const choices = (kind: string): Choice[] => units.value.filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: one.name }))
  return { units, choices }
}
