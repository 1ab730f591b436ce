// Duty years: which one is asked for, and how far its scoring has come.
import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { api, type AdoptionOut, type DutyYearOut, type RunOut, type SchemeOut } from '@/api'
import { today } from '@/composables/days'
import { useOne, type One } from '@/composables/useOne'

export interface YearState {
  adoption?: AdoptionOut
  runs: RunOut[]
  inForce?: RunOut
}

/** The years of the council, and the one that the address or the calendar names. */
export function useYears(): { years: One<DutyYearOut[]>; year: ComputedRef<number | undefined>; dutyYear: ComputedRef<DutyYearOut | undefined> } {
  const route = useRoute()
  const years = useOne(() => '', () => api('GET /duty-years'))
  const year = computed(() => {
    const asked = Number(route.query.year)
    if (asked) return asked
    const known = years.data.value
    return (known?.find((one) => one.starts_on <= today()) ?? known?.[0])?.year
  })
  const dutyYear = computed(() => years.data.value?.find((one) => one.year === year.value))
  return { years, year, dutyYear }
}

/** What is asked for is known to be there: a year without a rule book is no failed request. */
export async function stateOf(year: number): Promise<YearState> {
  const [adopted, page] = await Promise.all([isAdopted(year, 'member'), api('GET /runs', { query: { year, limit: 50 } })])
  const adoption = adopted ? await api('GET /duty-years/{year}/scheme', { path: { year } }) : undefined
  return { adoption, runs: page.items, inForce: page.items.find((one) => one.state === 'in_force') }
}

/** Whether a year has a rule book for its members, or for its groups. */
export async function isAdopted(year: number, subject: 'member' | 'group'): Promise<boolean> {
  const holds = (one: SchemeOut): boolean => one.years.includes(year) && one.group_years.includes(year) === (subject === 'group')
  let cursor: string | undefined
  do {
    const page = await api('GET /schemes', { query: { limit: 100, cursor } })
    if (page.items.some(holds)) return true
    cursor = page.next ?? undefined
  } while (cursor)
  return false
}

/** The first figures of a digest, enough to compare two by eye. */
export const short = (digest: string): string => digest.slice(0, 12)
