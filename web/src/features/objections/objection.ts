// How an objection's state looks, and what came of it in one line.
import type { ObjectionFull, ObjectionOut } from '@/api'
import { isZero, written } from '@/features/score/points'
import { t } from '@/locales'

const MARKS = { open: 'waiting', upheld: 'verified', rejected: 'returned', withdrawn: 'withdrawn' } as const

export const markOf = (one: ObjectionOut): string => MARKS[one.state]

/** The line of the receipt before and now, or why there is nothing new. */
export function cameOf(one: ObjectionFull): string {
  if (one.line_now && one.line_now.points !== one.line.points)
    return t('objection.came', { before: written(one.line.points), now: written(one.line_now.points) })
  if (one.state !== 'upheld') return ''
  return t(one.run_now === one.run_id || one.line_now ? 'objection.not_yet' : 'objection.line_gone')
}

export const gained = (one: ObjectionFull): boolean => Boolean(one.line_now && !isZero(one.line_now.points) && one.line_now.points !== one.line.points)
