// The days of a series, counted as calendar days; no time zone takes part.

const DAY = 86_400_000
const text = (day: Date): string => day.toISOString().slice(0, 10)

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())

/** The first day and those after it; a month without the day (the 31st) takes its last one. */
export function series(first: string, every: string, times: number): string[] {
  const start = new Date(`${first}T00:00Z`)
  if (Number.isNaN(start.getTime())) return []
  const count = every === 'once' ? 1 : Math.min(53, Math.max(1, Math.trunc(times) || 1))
  return Array.from({ length: count }, (_, at) => {
    if (every !== 'month') return text(new Date(start.getTime() + at * 7 * DAY))
    const month = start.getUTCMonth() + at
    const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
    return text(new Date(Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), last))))
  })
}
