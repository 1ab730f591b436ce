// What every list of records is narrowed by.
import { reactive, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ClaimOut } from '@/api'

export const STATES = ['submitted', 'returned', 'verified', 'withdrawn'] as const
export interface Narrowed {
  q: string
  state: ClaimOut['state'] | null
  section_id: string | null
}

/** Start from the words of a search that led here, and again when another one does. */
export function useNarrowed(): Narrowed {
  const route = useRoute()
  const narrowed = reactive<Narrowed>({ q: String(route.query.q ?? ''), state: null, section_id: null })
  watch(() => route.query.q, (q) => q && Object.assign(narrowed, { q: String(q), state: null, section_id: null }))
  return narrowed
}
export const asked = (narrowed: Narrowed): { q?: string; state: Narrowed['state']; section_id: string | null } => ({ q: narrowed.q || undefined, state: narrowed.state, section_id: narrowed.section_id })
