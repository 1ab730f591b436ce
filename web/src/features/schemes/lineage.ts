// Which of the council's rule books came from which, and which has been replaced.
import type { SchemeOut } from '@/api'
import { t } from '@/locales'

/** One sentence about where a document comes from and what has taken its place. */
export function lineage(one: SchemeOut, all: SchemeOut[]): string {
  const from = all.find((other) => other.id === one.copied_from)
  const next = all.find((other) => other.copied_from === one.id && other.state === 'adopted')
  return [from ? t('adoption.copied_from', { title: from.title, years: from.years.join('、') || t('adoption.no_year') }) : '', next ? t('adoption.replaced_by', { years: next.years.join('、') }) : ''].filter(Boolean).join('，')
}
