// Whose a record is, and whether it waits for the reader's signature.
import type { ClaimOut } from '@/api'
import { me } from '@/composables/session'

export const isMine = (claim: ClaimOut): boolean => claim.member_id !== null && claim.member_id === me.value?.member_id

export const waitsForMe = (claim: ClaimOut): boolean =>
  ['draft', 'submitted', 'returned'].includes(claim.state) &&
  claim.shares.some((share) => share.member_id === me.value?.member_id && share.state === 'pending')
