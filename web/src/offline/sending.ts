// Hands kept sign-ins in and notes each verdict; fetches this phone's key once.
import { toRaw } from 'vue'
import { api, asProblem, type SignInVerdictOut } from '@/api'
import { me } from '@/composables/session'
import { mark, reload, signIns } from './signIns'
import { newId, store, type SignIn } from './store'

const DEVICE = 'lvzhi.device'
const MOST = 200
const PATIENCE = 20_000
/** Whoever logs in this soon after a scan is who scanned; later the page asks. */
const OWN = 30 * 60_000

/** This phone's name, made of chance; it outlives a log-out, or two people's use of one phone would not show. */
export function device(): string {
  const known = localStorage.getItem(DEVICE)
  if (known) return known
  const made = newId()
  localStorage.setItem(DEVICE, made)
  return made
}

/** Send all that have no verdict yet. */
export async function send(): Promise<void> {
  for (const one of signIns.value) if (!one.member && Math.abs(Date.now() - one.seen_at) <= OWN) await adopt(one)
  await reload()
  const waiting = signIns.value.filter((one) => one.member && !one.verdict).map((one) => ({ ...toRaw(one) }))
  for (let from = 0; from < waiting.length; from += MOST) await deliver(waiting.slice(from, from + MOST))
}

/**
 * What was scanned before the log-in is this reader's. It is marked only now, as there was no key
 * then; an entry kept by somebody logged in is marked at once or never.
 */
export async function adopt(one: SignIn): Promise<void> {
  const member = me.value?.member_id
  if (!member) return
  await fetchKey()
  const own = { ...toRaw(one), member }
  await (await store()).put('sign_ins', own)
  await mark(own)
}

async function deliver(batch: SignIn[]): Promise<void> {
  const line = new AbortController()
  const timer = setTimeout(() => line.abort(), PATIENCE)
  const attempts = batch.map(({ nonce, code, seen_at, tag, act, inside, accuracy }) => ({ nonce, code, tag, inside, accuracy, act: act ?? ('in' as const), seen_at: new Date(seen_at).toISOString() }))
  try {
    const body = () => ({ device: device(), sent_at: new Date().toISOString(), attempts })
    const { verdicts } = await api('POST /me/sign-ins', { body, signal: line.signal })
    for (const verdict of verdicts) await note(verdict)
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.passing || problem.status === 401) return
    // One entry that the server cannot read must not hold up the others.
    if (batch.length > 1) for (const one of batch) await deliver([one])
    else await (await store()).put('sign_ins', { ...batch[0]!, trouble: problem.sentence })
  } finally {
    clearTimeout(timer)
  }
}

async function note(verdict: SignInVerdictOut): Promise<void> {
  const db = await store()
  const kept = await db.get('sign_ins', verdict.nonce)
  if (kept) await db.put('sign_ins', { ...kept, verdict, answered_at: Date.now(), trouble: undefined })
}

/** Fetch the key by which this phone marks what it keeps, if it can; without it entries are unmarked. */
export const fetchKey = (): Promise<unknown> => learnKey().catch(() => undefined)

/** This phone's key for whoever is logged in: kept where no script can read it out, else fetched. */
export async function learnKey(): Promise<CryptoKey | undefined> {
  // On plain http the browser offers no cryptography.
  const member = me.value?.member_id
  if (!member || !globalThis.crypto?.subtle) return undefined
  const kept = await (await store()).get('keys', member)
  if (kept) return kept
  const answer = await api('POST /me/sign-in-key', { body: { device: device() } })
  const bytes = Uint8Array.from(answer.key.match(/../g) ?? [], (pair) => parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  await (await store()).put('keys', key, member)
  return key
}
