// Whose record it is, as the form holds it and as the server wants it.
import type { KindOut } from '@/api'
import type { Person } from '@/features/records/kinds'
import { t } from '@/locales'

export interface Subject {
  kind: string
  people: Person[]
  unit_id: string | null
}

export const subjectsOf = (kind: string, light?: KindOut): string[] => (kind === 'proposal' || kind === 'opinion' ? ['member', 'unit'] : [...(light?.subjects ?? [])])

export function checkSubject(subject: Subject): Record<string, string> {
  if (subject.kind === 'member' && !subject.people.length) return { member_id: t('subject.member_missing') }
  return subject.kind === 'unit' && !subject.unit_id ? { unit_id: t('subject.unit_missing') } : {}
}

/** What a body says about its subject; a proposal of a group is a collective one. */
export function subjectBody(kind: string, subject: Subject): Record<string, unknown> {
  if (subject.kind === 'member') return { member_id: subject.people[0]!.id }
  if (subject.kind !== 'unit') return {}
  return { unit_id: subject.unit_id, ...(kind === 'proposal' ? { form: 'collective' } : {}) }
}
