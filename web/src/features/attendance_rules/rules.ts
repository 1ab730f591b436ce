// The council's rules of attendance as rows that people can read and change.
import type { AttendanceRule, AttendanceRulesIn } from '@/api'
import { label, t } from '@/locales'

type Row = Partial<AttendanceRule>

export const kindsOf = (one: Row): string => one.kinds?.map((kind) => label('activity_kind', kind)).join('、') || t('attendance_rules.other_kinds')

const minutes = (n: number | null | undefined, words: string): string => (n === null || n === undefined ? '' : t(`attendance_rules.${words}`, { n }))
const counts = (part: string | undefined): string => (part && part !== '1' ? t('attendance_rules.counts', { part }) : '')
const said = (...parts: string[]): string => parts.filter(Boolean).join('；') || t('attendance_rules.nothing')

export const lateOf = (one: Row): string => said(minutes(one.late_after, 'late_said'), minutes(one.absent_after, 'absent_said'), counts(one.late_counts))
export const leaveOf = (one: Row): string =>
  one.sign_out ? said(t('attendance_rules.signs_out'), minutes(one.early_before, 'early_said'), one.no_sign_out === 'left_early' ? t('attendance_rules.no_sign_out_left_early') : '', counts(one.early_counts)) : t('attendance_rules.nothing')
export const leastOf = (one: Row): string => (one.least ? t('attendance_rules.least_said', { part: one.least }) : t('attendance_rules.nothing'))

/** What may be sent of what was read. */
export const documentOf = (read: AttendanceRulesIn): AttendanceRulesIn => JSON.parse(JSON.stringify({ rules: read.rules ?? [], delay_seconds: read.delay_seconds })) as AttendanceRulesIn

/** A field left empty is not looked at. */
export const minutesIn = (said: unknown): number | null => (said === '' || said === null || said === undefined || !Number.isFinite(Number(said)) ? null : Math.min(600, Math.max(0, Math.round(Number(said)))))
/** 2/3 also when it was typed with the input method's wide signs. */
export const partIn = (said: unknown): string => String(said ?? '').normalize('NFKC').replace(/\s/g, '')
