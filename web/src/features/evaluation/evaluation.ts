// An evaluation year: what is asked for, and where each thing that blocks it is done.
import { api, type BlockerOut, type YearOut } from '@/api'

/** The eleven steps, in order. */
export const STEPS = ['intake', 'lists', 'signatures', 'statements', 'run', 'objections', 'proposal', 'decision', 'publication', 'letters', 'sealing'] as const

/** The evaluation of a year; undefined when it was not opened. The list says so: no failed request. */
export async function evaluationOf(year: number): Promise<YearOut | undefined> {
  const known = await api('GET /evaluation-years')
  return known.some((one) => one.year === year) ? api('GET /evaluation-years/{year}', { path: { year } }) : undefined
}

/** Where one does what a step waits for; undefined: on this page. */
export function placeOf(blocker: BlockerOut, year: number): string | undefined {
  const places: Record<string, string> = {
    inbox: '/desk/inbox',
    schemes: '/desk/schemes',
    pledges: '/desk/pledge-templates',
    ballots: '/desk/ballots',
    runs: `/desk/runs?year=${year}`,
    objections: '/desk/objections',
  }
  return places[blocker.where]
}
