// The acts and things that an auditor may ask for, and one act in a line.
import type { AuditOut } from '@/api'
import { label, t } from '@/locales'

export const THINGS = ['member', 'seat', 'account', 'unit', 'activity', 'sitting', 'claim', 'proposal', 'opinion', 'contribution', 'attachment', 'import', 'scheme', 'run', 'council', 'term', 'duty_year', 'partner', 'pairing', 'feedback']

export const ACTS = [
  'member:create', 'member:create_many', 'member:edit', 'member:unmask', 'tenure:create', 'tenure:end', 'placement:create', 'placement:edit', 'post:create', 'post:edit',
  'seat:give', 'seat:give_many', 'seat:edit', 'account:reset', 'export:own', 'unit:create', 'unit:edit', 'pairing:create', 'pairing:end',
  'activity:edit', 'activity:invite', 'activity:add_sitting', 'activity:change_sitting', 'activity:cancel', 'activity:conclude', 'activity:share', 'activity:receive', 'invitation:respond',
  'roll:keep', 'roll:close', 'roll:reopen', 'claim:open', 'claim:submit', 'claim:verify', 'claim:verify_many', 'claim:return', 'claim:withdraw', 'claim:correct', 'claim:respond',
  'proposal:create', 'proposal:add_many', 'proposal:edit', 'opinion:create', 'opinion:add_many', 'opinion:edit', 'contribution:create', 'contribution:add_many', 'contribution:edit', 'outcome:set', 'suggestion:follow_up',
  'attachment:add', 'attachment:remove', 'import:preview', 'import:mend', 'import:commit', 'import:discard',
  'scheme:add', 'scheme:check', 'scheme:adopt', 'run:execute', 'run:put_in_force', 'council:open', 'council:edit', 'term:create', 'duty_year:create', 'partner:create', 'partner:edit', 'feedback:send', 'feedback:answer',
]

const word = (text: string): string => ['state', 'scheme_state', 'run_state', 'contribution', 'activity_kind', 'thing'].reduce((found, family) => label(family, found, found), text)

/** What changed, in one line: the names, and short values as they are. */
export function summary(entry: AuditOut): string {
  const [before, after] = [entry.before ?? {}, entry.after ?? {}]
  const value = (one: unknown): string => {
    const text = Array.isArray(one) ? one.map((each) => label('seat_role', String(each))).join('、') : one === null || one === undefined ? '—' : typeof one === 'boolean' ? t(one ? 'form.yes' : 'form.no') : word(String(one))
    return text.length > 24 || typeof one === 'object' && !Array.isArray(one) ? '' : text
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => {
      const [from, to] = [name in before ? value(before[name]) : '', name in after ? value(after[name]) : '']
      const what = label('audit_field', name)
      return from && to && from !== to ? t('audit.from_to', { what, from, to }) : from && from === to ? '' : to ? t('audit.is', { what, to }) : what
    })
    .filter(Boolean)
    .join('；')
}
