// An activity as its form holds it, and as the server wants it.
import { api, type ActivityIn, type ActivityOut, type DueRule, type SittingIn, type SittingOut, type UnitOut } from '@/api'
import { today } from '@/composables/days'
import { me } from '@/composables/session'
import type { Person } from '@/features/records/kinds'
import { t } from '@/locales'

export const KINDS = ['plenary', 'plenary_group', 'standing_committee', 'chairpersons_council', 'special_committee', 'sector', 'district_liaison', 'congress', 'other_meeting', 'consultation', 'livelihood_hall', 'face_to_face', 'oversight', 'survey', 'inspection', 'study', 'training', 'visit', 'salon', 'contact', 'charity', 'seminar', 'other_activity'] as const
export const SERIES = ['come_and_consult', 'livelihood_hall', 'livelihood_contact', 'major_consultation', 'special_oversight'] as const

export interface SittingValues {
  day: string
  from: string
  to: string
  name: string
  place: string
  half_days: number
}
export interface PartValues {
  rule: DueRule['rule']
  unit_id: string | null
  people: Person[]
}
export interface DueValues extends PartValues {
  also: PartValues[]
}
export interface ConveneValues extends Record<string, unknown> {
  title: string
  kind: ActivityIn['kind'] | null
  section_id: string | null
  unit_id: string | null
  place: string
  topic: string
  series: string[]
  consultation: boolean
  sittings: SittingValues[]
  due: DueValues
}

export const emptySitting = (day = ''): SittingValues => ({ day, from: '09:00', to: '11:00', name: '', place: '', half_days: 1 })
export const emptyPart = (): PartValues => ({ rule: 'unit', unit_id: null, people: [] })
export const emptyDue = (): DueValues => ({ rule: 'all', unit_id: null, people: [], also: [] })
export const emptyActivity = (): ConveneValues => ({ title: '', kind: null, section_id: me.value?.section_id ?? null, unit_id: null, place: '', topic: '', series: [], consultation: false, sittings: [emptySitting()], due: emptyDue() })

const moment = (day: string, time: string): string => `${day}T${time}:00+08:00`
export const sittingBody = (one: SittingValues): SittingIn => ({ name: one.name, place: one.place, starts_at: moment(one.day, one.from), ends_at: moment(one.day, one.to), half_days: one.half_days })

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
export function sittingValues(one: SittingOut): SittingValues {
  const [day = '', from = ''] = clock.format(new Date(one.starts_at)).split(' ')
  return { day, from, to: clock.format(new Date(one.ends_at)).split(' ')[1] ?? '', name: one.name, place: one.place, half_days: one.half_days }
}

function partBody(part: PartValues): Omit<DueRule, 'also' | 'on'> {
  if (part.rule === 'unit') return { rule: 'unit', unit_id: part.unit_id }
  return part.rule === 'members' ? { rule: 'members', member_ids: part.people.map((one) => one.id) } : { rule: part.rule }
}
/** Beside everybody, further rules add nobody. */
export const dueBody = (due: DueValues): DueRule => ({ ...partBody(due), also: due.rule === 'all' ? [] : due.also.map(partBody) })

export function checkSitting(one: SittingValues, at: string): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!one.day) wrong[`${at}.day`] = t('convene.day_missing')
  if (!one.from) wrong[`${at}.starts_at`] = t('convene.time_missing')
  if (!one.to || one.to <= one.from) wrong[`${at}.ends_at`] = t('convene.time_wrong')
  return wrong
}

function checkPart(part: PartValues, at: string): Record<string, string> {
  if (part.rule === 'unit' && !part.unit_id) return { [`${at}.unit_id`]: t('convene.unit_missing') }
  return part.rule === 'members' && !part.people.length ? { [`${at}.member_ids`]: t('convene.people_missing') } : {}
}
export function checkDue(due: DueValues): Record<string, string> {
  const also = due.rule === 'all' ? [] : due.also
  return Object.assign(checkPart(due, 'due'), ...also.map((part, at) => checkPart(part, `due.also[${at}]`)))
}

export function checkActivity(said: ConveneValues): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!said.title.trim()) wrong.title = t('convene.title_missing')
  if (!said.kind) wrong.kind = t('convene.kind_missing')
  if (!said.section_id) wrong.section_id = t('convene.section_missing')
  said.sittings.forEach((one, at) => Object.assign(wrong, checkSitting(one, `sittings[${at}]`)))
  return Object.assign(wrong, checkDue(said.due))
}

export const activityBody = (said: ConveneValues): ActivityIn => ({ title: said.title.trim(), kind: said.kind!, section_id: said.section_id, unit_id: said.unit_id, place: said.place, topic: said.topic, series: said.series as ActivityIn['series'], consultation: said.consultation, sittings: said.sittings.map(sittingBody), due: dueBody(said.due) })

/** Units of members: who is due by where they are placed. */
export async function memberUnits(): Promise<UnitOut[]> {
  const kinds = ['special_committee', 'sector', 'activity_group', 'area_group', 'party_branch'] as const
  const pages = await Promise.all(kinds.map((kind) => api('GET /units', { query: { kind, limit: 100 } })))
  return pages.flatMap((page) => page.items).filter((one) => !one.closed_on || one.closed_on >= today())
}

/** Whether the reader's section convened it; the secretariat keeps all. */
export const mine = (one: ActivityOut): boolean => Boolean(me.value?.roles.includes('secretariat')) || me.value?.section_id === one.section_id
