// Base facts between the form and the server.
import type { MemberEdit, MemberOut } from '@/api'
import { t } from '@/locales'

export interface FactValues {
  [name: string]: string | null
  name: string
  number: string
  sex: string
  birth_date: string | null
  ethnic_group: string
  party: string | null
  mobile: string
  education: string | null
  employer: string
  title: string
  speciality: string
  pinyin_override: string
}

export const blank = (): FactValues => ({ name: '', number: '', sex: '0', birth_date: '', ethnic_group: '', party: null, mobile: '', education: null, employer: '', title: '', speciality: '', pinyin_override: '' })

/** The facts as they are; the mobile stays out, for only its mask is here. */
export function valuesOf(member: MemberOut): FactValues {
  const { mobile: _, ...facts } = { ...member.particulars! }
  return { ...blank(), ...facts, birth_date: facts.birth_date ?? '', party: facts.party || null, education: facts.education || null, name: member.name, number: member.number ?? '' }
}

export const checkFacts = (values: FactValues): Record<string, string> => ({
  name: values.name.trim() ? '' : t('form.missing', { label: t('person.name') }),
  number: values.number.trim() ? '' : t('form.missing', { label: t('person.number') }),
  mobile: !values.mobile || /^1[3-9]\d{9}$/.test(values.mobile.trim()) ? '' : t('person.mobile_wrong'),
})

/** What the form says, as the server takes it. */
export const cleaned = (values: FactValues): Record<string, string | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'birth_date' ? value || null : (value ?? '').trim()]))

/** Only what differs; an untouched mobile is left alone. */
export function changed(before: FactValues, now: FactValues): MemberEdit {
  const [was, is] = [cleaned(before), cleaned(now)]
  return Object.fromEntries(Object.entries(is).filter(([name, value]) => value !== was[name])) as MemberEdit
}
