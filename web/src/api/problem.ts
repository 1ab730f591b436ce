// A refusal as the reader sees it: one sentence, and sentences at the fields.
import { t } from '@/locales'
import type { ProblemField } from './types'

export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly word: string,
    readonly sentence: string,
    readonly fields: ProblemField[] = [],
    /** The whole answer, for those who read more of it. */
    readonly said: Record<string, unknown> = {},
  ) {
    super(sentence)
  }

  /** Whether trying again later may succeed without changing anything. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }
}

export async function problemOf(answer: Response): Promise<ApiProblem> {
  try {
    const said = await answer.json()
    return new ApiProblem(answer.status, String(said.word), String(said.detail), said.errors ?? [], said)
  } catch {
    return new ApiProblem(answer.status, 'unreadable', t('problem.unreadable'))
  }
}

export function noAnswer(): ApiProblem {
  return new ApiProblem(0, 'no_answer', t(navigator.onLine ? 'problem.no_answer' : 'problem.off_line'))
}

export function asProblem(thrown: unknown): ApiProblem {
  return thrown instanceof ApiProblem ? thrown : new ApiProblem(-1, 'defect', t('problem.defect'))
}
