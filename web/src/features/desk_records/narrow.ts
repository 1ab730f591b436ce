// What every list of records is narrowed by.
import { reactive } from 'vue'
import { useRoute } from 'vue-router'
import type { ClaimOut } from '@/api'

export const STATES = ['submitted', 'returned', 'verified', 'withdrawn'] as const
export interface Narrowed {
  q: string
  state: ClaimOut['state'] | null
  section_id: string | null
}

/** Start from the words of a search that led here. */
export const useNarrowed = (): Narrowed => reactive<Narrowed>({ q: String(useRoute().query.q ?? ''), state: null, section_id: null })
export const asked = (narrowed: Narrowed): { q?: string; state: Narrowed['state']; section_id: string | null } => ({ q: narrowed.q || undefined, state: narrowed.state, section_id: narrowed.section_id })
