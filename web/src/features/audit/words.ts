// The acts and things that an auditor may ask for, and one act in a line.
import type { AuditOut } from '@/api'
import families from './families.json'
import { label, t } from '@/locales'

export const THINGS = ['member', 'tenure', 'placement', 'post', 'seat', 'account', 'unit', 'activity', 'sitting', 'claim', 'proposal', 'opinion', 'contribution', 'attachment', 'import', 'scheme', 'run', 'council', 'term', 'duty_year', 'partner', 'rollup', 'pairing', 'feedback', 'correction', 'ballot', 'leave', 'leave_rules', 'attendance_rules', 'leave_deputy', 'pledge_template', 'pledge', 'statement_round', 'statement', 'objection', 'award', 'sanction', 'care_link', 'care_visit', 'message', 'message_channel', 'calendar_feed', 'evaluation', 'pack']

export const ACTS = [
  'member:create', 'member:create_many', 'member:edit', 'member:unmask', 'member:erase', 'member:record_state', 'tenure:create', 'tenure:end', 'tenure:restore', 'placement:create', 'placement:edit', 'post:create', 'post:edit',
  'seat:give', 'seat:give_many', 'seat:edit', 'account:reset', 'identity:bind', 'identity:revoke', 'export:own', 'unit:create', 'unit:edit', 'pairing:create', 'pairing:end',
  'activity:edit', 'activity:invite', 'activity:add_sitting', 'activity:change_sitting', 'activity:uninvite', 'activity:drop_sitting', 'activity:cancel', 'activity:remind', 'activity:place', 'sitting:guests', 'activity:conclude', 'activity:share', 'activity:receive', 'invitation:respond',
  'leave:draft', 'leave:submit', 'leave:record', 'leave:withdraw', 'leave:cancel', 'leave:decide', 'leave_rules:change', 'attendance_rules:change', 'sign_in:desk', 'leave_deputy:name', 'leave_deputy:end',
  'roll:keep', 'roll:close', 'roll:reopen', 'roll:correct_leave', 'sign_in:decide', 'sign_in:late', 'claim:open', 'claim:submit', 'claim:verify', 'claim:verify_many', 'claim:return', 'claim:withdraw', 'claim:correct', 'claim:respond',
  'proposal:create', 'proposal:add_many', 'proposal:edit', 'opinion:create', 'opinion:add_many', 'opinion:edit', 'contribution:create', 'contribution:add_many', 'contribution:edit', 'outcome:set', 'suggestion:follow_up',
  'attachment:add', 'attachment:remove', 'import:preview', 'import:mend', 'import:commit', 'import:discard', 'import:take_back',
  'scheme:add', 'scheme:copy', 'scheme:replace', 'scheme:withdraw', 'scheme:check', 'scheme:dry_run', 'scheme:adopt', 'run:execute', 'run:complete', 'run:fail', 'run:decide', 'run:put_in_force', 'pledge_template:create', 'pledge_template:draft_many', 'pledge_template:edit', 'pledge_template:issue', 'pledge_template:remind', 'pledge_template:close', 'pledge:adapt', 'pledge:sign', 'pledge:countersign', 'pledge:amend', 'pledge:note', 'pledge:remind', 'pledge:close', 'pledge:judge', 'statement_round:create', 'statement_round:close', 'statement_round:remind', 'statement:submit', 'statement:return', 'statement:accept', 'statement:excuse', 'statement:present', 'statement:file', 'evaluation:open', 'evaluation:plan', 'evaluation:confirm_list', 'evaluation:sign', 'evaluation:finish', 'evaluation:open_window', 'evaluation:reopen', 'evaluation:read_letter', 'evaluation:supplement', 'objection:open', 'objection:withdraw', 'objection:decide', 'award:open', 'award:recommend', 'award:unrecommend', 'award:close', 'award:judge', 'award:choose', 'award:publish', 'award:cancel', 'sanction:prepare', 'sanction:edit', 'sanction:send', 'sanction:state', 'sanction:close_hearing', 'sanction:decide', 'sanction:reconsider', 'sanction:settle', 'sanction:drop', 'sanction:end_rights', 'care:link', 'care:unlink', 'care:record', 'care:follow_up', 'care:strike', 'care:blank', 'council:open', 'council:edit', 'council:rekey', 'council:working_days', 'term:create', 'term:edit', 'term:change', 'duty_year:create', 'duty_year:edit', 'partner:create', 'partner:edit', 'rollup:grant', 'rollup:revoke', 'rollup:receive', 'ballot:make', 'ballot:open', 'ballot:hand_out', 'ballot:print_slips', 'ballot:close', 'ballot:enter_paper', 'ballot:count', 'ballot:file', 'ballot:unfile', 'ballot:void', 'ballot:destroy_key', 'correction:ask', 'correction:withdraw', 'correction:decide', 'feedback:send', 'feedback:answer', 'message:set_up', 'message:trial', 'message:retry', 'calendar_feed:make', 'calendar_feed:revoke', 'pack:make', 'pack:complete', 'pack:link', 'pack:download',
]

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})$/
const DIGEST = /^[0-9a-f]{32,}$/

/** One value in Chinese: words by the families of their field, ids and digests by their ends. */
export function said(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('audit.empty')
  if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no')
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object' || ID.test(String(one))) ? t('audit.things', { n: value.length }) : value.map((one) => said(name, one)).join('、') || t('audit.empty')
  if (typeof value === 'object') return Object.entries(value).map(([key, one]) => t('audit.is', { what: label('audit_field', key), to: said(key, one) })).join('，') || t('audit.empty')
  const text = String(value)
  const id = ID.exec(text)
  if (id) return t('audit.id', { id: id[1] })
  if (DIGEST.test(text)) return t('audit.digest_of', { id: text.slice(0, 12) })
  return ((families as Record<string, string[]>)[name] ?? []).reduce((found, family) => found || label(family, text, ' ').trim(), '') || text
}

/** What changed, in one line: every name, and values that are short. */
export function summary(entry: AuditOut): string {
  const [before, after] = [entry.before ?? {}, entry.after ?? {}]
  const short = (name: string, side: Record<string, unknown>): string => {
    const text = name in side ? said(name, side[name]) : ''
    return text.length > 24 ? `${text.slice(0, 23)}…` : text
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => {
      const [from, to, what] = [short(name, before), short(name, after), label('audit_field', name)]
      return from && to && from !== to ? t('audit.from_to', { what, from, to }) : from && from === to ? '' : to ? t('audit.is', { what, to }) : what
    })
    .filter(Boolean)
    .join('；')
}
