// Verdicts that were read, and scans that nobody had logged in for.
import { adopt } from './sending'
import { flush, reload } from './signIns'
import { store, type SignIn } from './store'

/** A verdict that was read stays for as long again as an entry may wait. */
const STAYS = 72 * 60 * 60_000

export async function noteRead(nonces: string[]): Promise<void> {
  const db = await store()
  for (const nonce of nonces) {
    const kept = await db.get('sign_ins', nonce)
    if (!kept?.verdict) continue
    if (kept.read && Date.now() - (kept.answered_at ?? 0) > STAYS) await db.delete('sign_ins', nonce)
    else if (!kept.read) await db.put('sign_ins', { ...kept, read: true })
  }
  await reload()
}

export async function claim(kept: SignIn): Promise<void> {
  await adopt(kept)
  await reload()
  await flush()
}

export async function discard(nonce: string): Promise<void> {
  await (await store()).delete('sign_ins', nonce)
  await reload()
}
