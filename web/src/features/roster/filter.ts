// The roster's filter lives in the address, so that a list can be sent on and come back to.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

export const names = ['q', 'on', 'sector', 'special_committee', 'group', 'area_group', 'party_branch', 'post'] as const
export type Filter = Record<(typeof names)[number], string>

export function useFilter(): { filter: ComputedRef<Filter>; set: (name: keyof Filter, value: unknown) => void; narrowed: ComputedRef<boolean>; clear: () => void } {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => Object.fromEntries(names.map((name) => [name, one(route.query, name)])) as Filter)
  const narrowed = computed(() => names.some((name) => name !== 'on' && filter.value[name]))
  const go = (query: Partial<Filter>): void => void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) })
  const set = (name: keyof Filter, value: unknown): void => go({ ...filter.value, [name]: value ? String(value) : '' })
  return { filter, set, narrowed, clear: () => go({ on: filter.value.on }) }
}

const one = (query: LocationQuery, name: string): string => String(query[name] ?? '')
