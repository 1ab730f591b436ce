// The key of this phone, by which the own code is signed off line; gone with everything else at log-out.
import { api, type DeviceOut } from '@/api'
import { me } from '@/composables/session'
import { newId, store } from '@/offline/store'

const NAME = 'own-code-key'
interface Kept extends DeviceOut {
  member: string
}

/** Return the kept key of whoever is logged in, or fetch it once; after that no line is needed. */
export async function ownKey(): Promise<DeviceOut> {
  const member = me.value?.member_id ?? ''
  const kept = (await (await store()).get('answers', NAME))?.answer as Kept | undefined
  if (kept?.member === member) return kept
  const found = await api('POST /me/sign-in-key', { body: { device: newId() } })
  await (await store()).put('answers', { at: Date.now(), answer: { ...found, member } satisfies Kept }, NAME)
  return found
}
