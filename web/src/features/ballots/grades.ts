// Own grades, typed one a line, with a weight if the council has one.
import type { BallotGradeIn } from '@/api'

/** `好 100` is the grade 好 with weight 100; keys are given by place. */
export const gradesOf = (text: string): BallotGradeIn[] =>
  text
    .split('\n')
    .map((line) => /^(.*?)(?:[^\p{L}\p{N}]+(\d{1,4}))?$/u.exec(line.trim()))
    .filter((found): found is RegExpExecArray => Boolean(found?.[1]))
    .map((found, at) => ({ key: `g${at + 1}`, label: found[1]!, weight: found[2] ? Number(found[2]) : null }))
