// A month as weeks of days, Monday first, all in plain dates.
import type { ActivityOut } from '@/api'
import { momentOf } from '@/composables/days'

export interface Day {
  date: string
  number: number
  activities: ActivityOut[]
}

const iso = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

/** The month `by` months away from one given as YYYY-MM. */
export function monthBeside(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return iso(year, number + by, 1).slice(0, 7)
}

export function rangeOf(month: string): { since: string; until: string } {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return { since: iso(year, number, 1), until: iso(year, number + 1, 0) }
}

/** Weeks of a month; places before its first and after its last day are empty. */
export function weeksOf(month: string, activities: ActivityOut[]): Array<Array<Day | undefined>> {
  const { since, until } = rangeOf(month)
  const last = Number(until.slice(8))
  const lead = (new Date(`${since}T00:00:00Z`).getUTCDay() + 6) % 7
  const found = new Map<string, ActivityOut[]>()
  for (const one of activities) for (const date of datesOf(one)) found.set(date, [...(found.get(date) ?? []), one])
  const days = Array.from({ length: last }, (_, place): Day => {
    const date = `${month}-${String(place + 1).padStart(2, '0')}`
    return { date, number: place + 1, activities: found.get(date) ?? [] }
  })
  const cells: Array<Day | undefined> = [...Array<undefined>(lead).fill(undefined), ...days]
  while (cells.length % 7) cells.push(undefined)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** An activity of several sittings stands on each of their days. */
function datesOf(activity: ActivityOut): string[] {
  const days = activity.sittings.map((sitting) => {
    const { year, month, day } = momentOf(sitting.starts_at)
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  })
  return [...new Set(days.length ? days : [activity.occurred_on])]
}

/** The word of a day: what asks for something comes first. */
export function markOf(activities: ActivityOut[]): 'pending' | 'accepted' | 'declined' | 'cancelled' | 'held' | 'other' | '' {
  if (!activities.length) return ''
  const live = activities.filter((one) => one.state !== 'cancelled')
  if (!live.length) return 'cancelled'
  if (live.some((one) => one.state === 'planned' && one.my_response === 'pending')) return 'pending'
  if (live.some((one) => one.state === 'planned' && one.my_response === 'accepted')) return 'accepted'
  if (live.some((one) => one.state === 'planned' && one.my_response === 'declined')) return 'declined'
  return live.some((one) => one.state === 'held' && one.my_response) ? 'held' : 'other'
}
