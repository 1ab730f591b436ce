// The fourteen lines: which figures stand large, which in the sentence below.
import { api, type Counted, type Rate, type TermOut, type TermReview } from '@/api'
import { today } from '@/composables/days'

export type Figure = Counted | Rate

/** How many figures of a line stand large; narrow cells hold one, the line beside the fourteen none. */
export const largeOf = (line: number): number => ({ 0: 0, 3: 1 })[line] ?? 2

export async function terms(): Promise<TermOut[]> {
  return (await api('GET /terms')).slice().sort((a, b) => b.number - a.number)
}

/** The term asked for, else the one that runs, else the newest. */
export function chosenTerm(all: TermOut[], asked: number): TermOut | undefined {
  const day = today()
  return all.find((one) => one.number === asked) ?? all.find((one) => one.starts_on <= day && day <= one.ends_on) ?? all[0]
}

export const review = (term: number): Promise<TermReview> => api('GET /term-review', { query: { term } })

export const isKnown = (figure: Figure): boolean => ('value' in figure ? figure.value !== null : figure.denominator !== null)
