// The log of a sitting's sign-ins, and what is decided about the doubtful ones.
import { computed, ref } from 'vue'
import { api, type LateSignInIn, type SignInOut, type SignInsOut } from '@/api'
import { say } from '@/composables/said'
import { useOne } from '@/composables/useOne'
import { t } from '@/locales'

export type Decision = 'confirmed' | 'annulled'

/** What the phone itself said about the venue; nothing when it said nothing. */
export function whereabouts(one: SignInOut): string {
  if (one.accuracy === null) return ''
  return t(`sign_ins.${one.inside === null ? 'vague' : one.inside ? 'inside' : 'outside'}`, { n: one.accuracy })
}

export function useSignIns(id: string, changed: () => void) {
  const { data: log, problem, slow, load } = useOne<SignInsOut>(() => '', () => api('GET /sittings/{sitting_id}/sign-ins', { path: { sitting_id: id } }))
  const at = ref('')
  const items = computed(() => log.value?.items ?? [])
  const current = computed(() => items.value.find((one) => one.id === at.value))

  const waits = (one: SignInOut): boolean => one.doubts.length > 0 && !one.decision
  const could = (one: SignInOut): boolean => one.verdict === 'accepted' || one.verdict === 'queued'
  const confirmable = (one?: SignInOut): boolean => Boolean(one && could(one) && !one.own_entry && (waits(one) || !one.counts))
  const annullable = (one?: SignInOut): boolean => Boolean(one && could(one) && (one.counts || waits(one)))

  function step(by: number): void {
    const place = items.value.findIndex((one) => one.id === at.value)
    at.value = items.value[Math.min(Math.max(place + by, 0), items.value.length - 1)]?.id ?? ''
  }

  async function decide(one: SignInOut, decision: Decision, reason: string): Promise<void> {
    log.value = await api('POST /sittings/{sitting_id}/sign-ins/{attempt_id}/decide', { path: { sitting_id: id, attempt_id: one.id }, body: { decision, reason } })
    at.value = ''
    say(t(`sign_ins.said_${decision}`, { name: one.name }))
    changed()
  }

  async function late(body: LateSignInIn): Promise<void> {
    log.value = await api('POST /sittings/{sitting_id}/late-sign-ins', { path: { sitting_id: id }, body })
    say(t('sign_ins.late_said'))
  }

  return { log, items, at, current, problem, slow, load, waits, confirmable, annullable, step, decide, late }
}
