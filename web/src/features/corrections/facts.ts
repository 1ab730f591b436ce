// Base facts by their stable words, as they stand and as they are asked for.
import type { CorrectionOut, MemberOut } from '@/api'
import { dayOf } from '@/composables/days'
import { label } from '@/locales'

export type Fact = CorrectionOut['field']
export const FACTS: Fact[] = ['name', 'sex', 'birth_date', 'ethnic_group', 'party', 'education', 'employer', 'title', 'speciality', 'mobile']
const MARKS = { open: 'waiting', accepted: 'verified', refused: 'returned', withdrawn: 'withdrawn' } as const
export const markOf = (one: CorrectionOut): string => MARKS[one.state]

/** A value as people read it. */
export const factText = (field: Fact, value: string): string => (value ? (field === 'sex' ? label('fact_sex', value) : field === 'birth_date' ? dayOf(value) : value) : '—')

/** The fact as it stands on one's own row. */
export function standing(member: MemberOut, field: Fact): string {
  if (field === 'name') return member.name
  return factText(field, member.particulars?.[field] ?? '')
}
