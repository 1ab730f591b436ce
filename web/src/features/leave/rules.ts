// The council's rules of leave as rows that people can read and change.
import type { LeaveRule, LeaveRulesIn, Threshold } from '@/api'
import { label, t } from '@/locales'

export const KINDS = [
  'plenary', 'plenary_group', 'standing_committee', 'chairpersons_council', 'special_committee', 'sector', 'district_liaison', 'congress', 'other_meeting', 'consultation', 'livelihood_hall', 'face_to_face',
  'oversight', 'survey', 'inspection', 'study', 'training', 'visit', 'salon', 'contact', 'charity', 'seminar', 'other_activity',
] as const
export const POSTS = ['member', 'standing_member', 'chair_group'] as const
export const SPANS = ['half_day', 'one_day', 'whole'] as const
export const APPROVERS = ['group_leader', 'committee_head', 'organising_section', 'secretariat', 'secretary_general', 'vice_chair', 'chair'] as const

const listed = (family: string, words: readonly string[] | undefined, none: string): string => words?.map((one) => label(family, one)).join('、') || t(none)
export const kindsOf = (one: { kinds?: readonly string[] }): string => listed('activity_kind', one.kinds, 'leave_rules.any_kind')
export const postsOf = (one: { posts?: readonly string[] }): string => listed('leave_post', one.posts, 'leave_rules.anybody')
export const chainOf = (one: LeaveRule): string => one.chain.map((word) => label('approver', word)).join(' → ') || t('leave_rules.no_leave')
export const noticeOf = (one: LeaveRule): string => (one.notice_days ? t(`leave_rules.notice_${one.notice ?? 'warn'}`, { n: one.notice_days }) : t('leave_rules.no_notice'))

export const thresholdOf = (one: Threshold): string =>
  t('leave_rules.threshold', { who: postsOf(one), kinds: kindsOf(one), per: t(`leave_rules.per_${one.per}`), count: t(`leave_rules.count_${one.count ?? 'absent'}`), n: one.times })

export const newRule = (): LeaveRule => ({ kinds: [], posts: [], span: 'whole', chain: ['organising_section'], notice_days: 0, notice: 'warn', slip_days: 3, late_days: 7, article: '' })
export const newThreshold = (): Threshold => ({ kinds: ['standing_committee'], posts: [], per: 'year', count: 'absent', times: 3, advice: t('leave_rules.talk'), article: '' })

/** What may be sent of what was read. */
export const documentOf = (read: LeaveRulesIn): LeaveRulesIn => JSON.parse(JSON.stringify({ rules: read.rules, reasons: read.reasons, thresholds: read.thresholds ?? [] })) as LeaveRulesIn
