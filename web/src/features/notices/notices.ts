// Notices as sentences, and the page each of them opens.
import { ref } from 'vue'
import { api, type NoticeOut, type Notices } from '@/api'
import type { IconName } from '@/components/AppIcon.vue'
import { dayOf } from '@/composables/days'
import { label, t } from '@/locales'

/** The newest moment told to the server from here, so that marks go as soon as they were seen. */
export const seenUntil = ref('')

export const firstPage = (): Promise<Notices> => api('GET /me/notices', { query: { limit: 30 } })

export async function markSeen(items: NoticeOut[]): Promise<void> {
  const newest = items[0]
  if (!newest?.unread || newest.at <= seenUntil.value) return
  await api('PUT /me/notices/seen', { body: { until: newest.at } })
  seenUntil.value = newest.at
}

export function linkOf(one: NoticeOut): string {
  if (one.object_kind === 'activity') return `/calendar/${one.object_id}`
  if (one.object_kind === 'leave') return `/leaves/${one.object_id}`
  if (one.object_kind === 'ballot') return `/me/dossier?year=${one.year}`
  if (one.object_kind === 'correction') return '/me/corrections'
  if (one.object_kind === 'pledge') return '/me/pledges'
  if (one.kind.startsWith('statement_')) return `/me/statements/${one.object_id}`
  if (one.object_kind === 'evaluation') return `/me/evaluation?year=${one.year}`
  return one.object_kind === 'run' ? `/me/score?year=${one.year}` : `/records/${one.object_id}`
}

const icons: Record<NoticeOut['kind'], IconName> = {
  invitation: 'calendar',
  reminder: 'calendar',
  changed: 'calendar',
  cancelled: 'gone',
  cosign: 'draft',
  returned: 'returned',
  verified: 'ok',
  roll: 'ok',
  outcome: 'record',
  in_force: 'record',
  leave_decided: 'calendar',
  leave_slip: 'draft',
  leave_waits: 'wait',
  pledge_to_sign: 'sign',
  pledge_behind: 'wait',
  ballot_counted: 'record',
  statement_to_write: 'draft',
  statement_due: 'wait',
  statement_returned: 'returned',
  statement_accepted: 'ok',
  correction_decided: 'draft',
  evaluation_to_sign: 'sign',
  evaluation_published: 'record',
}
export const iconOf = (one: NoticeOut): IconName => icons[one.kind]

/** What happened, in one sentence; the title stands above it. */
export function sentenceOf(one: NoticeOut): string {
  // What pledges, statements, ballots and corrections say is said by the server: its words would weigh on the first screen.
  if (/^(pledge|statement|ballot|correction|evaluation)_/.test(one.kind)) return one.reason
  const said = t(one.changes.length ? 'notice.changed_to' : `notice.${one.kind}`, {
    changes: one.changes.join('；'),
    day: one.day ? dayOf(one.day) : '',
    year: one.year ?? '',
    reason: one.reason,
    status: one.kind === 'leave_decided' ? t(`notice.leave_${one.status}`) : label('attendance', one.status),
    fields: one.fields.map((field) => label('notice_field', field)).join('、') || t('notice.arrangement'),
    result: resultOf(one),
  })
  return one.amended && one.kind !== 'outcome' ? said + t('notice.amended', { reason: one.reason }) : said
}

function resultOf(one: NoticeOut): string {
  const words = (list: string[]): string => list.map((word) => label('word', word)).join('、')
  const parts = [
    one.filing && one.filing !== 'pending' ? label('filing', one.filing) : '',
    one.outcomes.map((word) => label('outcome', word)).join('、'),
    one.adopted.length ? t('notice.adopted', { levels: words(one.adopted) }) : '',
    one.instructed.length ? t('notice.instructed', { levels: words(one.instructed) }) : '',
  ]
  return parts.filter(Boolean).join('；') || one.reason
}

export const titleOf = (one: NoticeOut): string => one.title || t('notice.score_title', { year: one.year ?? '' })
