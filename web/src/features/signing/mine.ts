// The reader's sittings, and what is known of each, from the server and from this phone.
import { computed, watch } from 'vue'
import { api, type MySittingOut, type SignInVerdictOut } from '@/api'
import { momentOf } from '@/composables/days'
import { useNow } from '@/composables/now'
import { useOne } from '@/composables/useOne'
import { signIns } from '@/offline/signIns'
import type { SignIn } from '@/offline/store'
import { label, t } from '@/locales'

/** After the end one may still sign out for an hour, as the server says. */
const LEAVES = 3_600_000

export function useMySittings() {
  const one = useOne(() => 'sign-ins', () => api('GET /me/sign-ins'))
  const now = useNow()
  const items = computed(() => one.data.value?.items ?? [])
  const open = computed(() => items.value.filter((sitting) => Date.parse(sitting.opens_at) <= now.value && now.value <= Date.parse(sitting.ends_at) + (sitting.asks_sign_out && sitting.signed_at ? LEAVES : 0)))
  const next = computed(() => items.value.find((sitting) => Date.parse(sitting.opens_at) > now.value))
  // Each verdict changes what the server knows.
  watch(() => signIns.value.filter((kept) => kept.verdict).length, (count, before) => count > before && void one.load())
  return { ...one, items, open, next }
}

export interface Known {
  mark: string
  words: string
  /** Nothing is left to do here. */
  done: boolean
}

/** What is known of the reader at a sitting; the office's mark goes before the own sign-in. */
export function knownOf(sitting: MySittingOut): Known {
  if (sitting.status) return { mark: 'verified', words: t('sign_in.noted_by_office', { status: label('attendance', sitting.status) }), done: true }
  if (sitting.signed_out_at) return { mark: 'verified', words: t('sign_in.left', { at: momentOf(sitting.signed_out_at).time }), done: true }
  if (waitingFor(sitting, 'out')) return { mark: 'waiting', words: t('sign_in.leaving_kept'), done: true }
  if (sitting.signed_at) return { mark: 'verified', words: t('sign_in.signed', { at: momentOf(sitting.signed_at).time }), done: true }
  const waiting = waitingFor(sitting)
  if (waiting) return { mark: 'waiting', words: t('sign_in.kept_at', { at: momentOf(waiting.seen_at).time }), done: true }
  if (sitting.queued) return { mark: 'waiting', words: t('sign_in.queued'), done: true }
  return { mark: 'draft', words: t('sign_in.not_yet'), done: false }
}

const waitingFor = (sitting: MySittingOut, act?: 'out') => signIns.value.find((kept) => !kept.verdict && kept.act === act && sittingOf(kept.code) === sitting.sitting_id)

/** Whether the reader is in and still has to sign out, by what the server or this phone knows. */
export const mayLeave = (sitting: MySittingOut): boolean => sitting.asks_sign_out && !sitting.signed_out_at && !waitingFor(sitting, 'out') && Boolean(sitting.signed_at || waitingFor(sitting))

/** The sitting a hall code names in its first sixteen bytes; only the server can tell whether it is genuine. */
export function sittingOf(code: string): string {
  const bytes = atob(code.replace(/-/g, '+').replace(/_/g, '/'))
  const hex = [...bytes.slice(0, 16)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function titleOf(kept: SignIn, sittings: MySittingOut[]): string {
  const known = sittings.find((one) => one.sitting_id === sittingOf(kept.code))
  return kept.verdict?.title || known?.title || t('sign_in.some_sitting')
}

/** The mark beside a verdict: what counts, what somebody looks at, what does not count. */
export function markOf(verdict: SignInVerdictOut | undefined): [state: string, words: string] {
  if (!verdict) return ['waiting', t('sign_in.mark_waiting')]
  if (verdict.verdict === 'accepted') return ['verified', t('sign_in.mark_accepted')]
  if (verdict.verdict === 'queued') return ['submitted', t('sign_in.mark_queued')]
  return ['withdrawn', t('sign_in.mark_refused')]
}
