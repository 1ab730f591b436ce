// What waits for the reader: an invitation, a returned record, a co-signature.
import { computed } from 'vue'
import { api, type ClaimOut } from '@/api'
import { me } from '@/composables/session'
import { useOne } from '@/composables/useOne'
import { coming, nextOf } from '@/features/calendar/activities'

export function useHome() {
  const ahead = useOne(() => 'coming', coming)
  const claims = useOne(
    () => 'claims',
    async () => (await api('GET /claims', { query: { limit: 100 } })).items,
  )
  const next = computed(() => nextOf(ahead.data.value ?? []))
  const mine = computed(() => ahead.data.value?.filter((one) => one.my_response && one.my_response !== 'declined') ?? [])
  const returned = computed(() => claims.data.value?.filter((one) => one.state === 'returned' && isMine(one)) ?? [])
  const asked = computed(() => claims.data.value?.filter(waitsForMe) ?? [])
  const decided = computed(() => claims.data.value?.filter((one) => one.state === 'verified' && one.decided_at && isMine(one)).sort(byDecision).slice(0, 3) ?? [])
  return { ahead, claims, next, mine, returned, asked, decided }
}

export const isMine = (claim: ClaimOut): boolean => claim.member_id !== null && claim.member_id === me.value?.member_id

export const waitsForMe = (claim: ClaimOut): boolean =>
  ['draft', 'submitted', 'returned'].includes(claim.state) &&
  claim.shares.some((share) => share.member_id === me.value?.member_id && share.state === 'pending')

const byDecision = (a: ClaimOut, b: ClaimOut): number => String(b.decided_at).localeCompare(String(a.decided_at))
