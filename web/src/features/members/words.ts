// Words of a member's facts: what may be chosen, and how it reads.
import type { HeldPost, MemberRow, Place } from '@/api'
import { label, t } from '@/locales'
import { dayOf } from '@/composables/days'

type Choice = { value: string; label: string }
const choices = (family: string, words: string[]): Choice[] => words.map((value) => ({ value, label: label(family, value) }))
const said = (family: string, words: string[]): Choice[] => words.map((word) => label(family, word)).map((value) => ({ value, label: value }))

export const sexes = (): Choice[] => choices('sex', ['1', '2', '0', '9'])
export const posts = (): Choice[] => choices('held_post', ['chair', 'vice_chair', 'secretary_general', 'standing_member'])
export const roles = (): Choice[] => choices('place_role', ['member', 'convener', 'deputy_convener', 'secretary'])
// Who resigns or is revoked leaves by a decision, through a sanction.
export const endings = (): Choice[] => choices('tenure_state', ['transferred', 'deceased', 'term_ended'])
/** Party and education are kept as written; what is chosen here is written as the import writes it. */
export const parties = (now = ''): Choice[] => withOwn(said('party', ['cpc', 'cpc_probationary', 'youth_league', 'rcckmt', 'cdl', 'cndca', 'capd', 'capwdp', 'zhigong', 'jiusan', 'tsl', 'none', 'masses']), now)
export const educations = (now = ''): Choice[] => withOwn(said('education', ['doctor', 'master', 'graduate', 'bachelor', 'college', 'vocational', 'senior', 'junior', 'primary', 'other']), now)
const withOwn = (known: Choice[], now: string): Choice[] => (now && !known.some((one) => one.value === now) ? [{ value: now, label: now }, ...known] : known)

/** From when to when, the way a certificate says it. */
export const span = (from: string, to: string | null): string => `${dayOf(from)}${to ? t('person.until', { day: dayOf(to) }) : t('person.till_now')}`
export const placeOf = (row: MemberRow, kind: string): string => row.places.filter((one) => one.kind === kind).map(placeText).join('、')
export const placeText = (one: Place): string => (one.role === 'member' ? one.unit : t('person.place_role', { unit: one.unit, role: label('place_role', one.role) }))
export const postsOf = (held: HeldPost[]): string => held.map((one) => one.label).join('、')
export const running = (ends: string | null, day: string): boolean => !ends || ends >= day
