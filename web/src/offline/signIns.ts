// Sign-ins on their way: kept first, then sent until each has its verdict.
import { computed, ref, watch } from 'vue'
import { can, me, mustChange } from '@/composables/session'
import { alone } from './queue'
import { newId, store, type SignIn, type Where } from './store'

/** The hall code as the address on the screen ends in; anything else never enters the queue. */
export const CODE = /^[\w-]{48}$/
const FIRST_WAIT = 5_000
const LONGEST_WAIT = 300_000
// The home page comes first; the phone's key is asked for after it.
const KEY_AFTER = 3_000

export const signIns = ref<SignIn[]>([])
export const unsent = computed(() => signIns.value.filter((one) => !one.verdict).length)
/** Verdicts that ask something of the reader and were not seen yet. */
export const unread = computed(() => signIns.value.filter((one) => one.verdict && one.verdict.verdict !== 'accepted' && !one.read).length)

let running: Promise<void> | undefined
let again = false
let timer: ReturnType<typeof setTimeout> | undefined
let wait = FIRST_WAIT

/** Own entries, and those scanned before anybody had logged in. */
export async function reload(): Promise<void> {
  const all = await (await store()).getAll('sign_ins')
  signIns.value = all.filter((one) => !one.member || one.member === me.value?.member_id).sort((a, b) => b.seen_at - a.seen_at)
}

/**
 * Keep a code that was just seen; the same code seen again stays the first time's.
 * @param looking What the phone is still finding out: kept without it at once, sent when it is known.
 */
export async function keep(code: string, seen_at: number, act?: 'out', looking?: Promise<Where | undefined>): Promise<void> {
  const member = me.value?.member_id ?? ''
  const db = await store()
  const before = await db.getAll('sign_ins')
  if (!before.some((one) => one.code === code && one.member === member && one.act === act)) {
    const kept: SignIn = { nonce: newId(), member, code, seen_at, act }
    await db.put('sign_ins', kept)
    await mark(kept).catch(() => undefined)
    if (looking) {
      await reload()
      return void looking.then((found) => found && add(kept.nonce, found)).catch(() => undefined).then(flush)
    }
  }
  await reload()
  void flush()
}

/** Add what was found out to an entry that has no verdict yet. */
async function add(nonce: string, found: Where): Promise<void> {
  const shelf = (await store()).transaction('sign_ins', 'readwrite').store
  const kept = await shelf.get(nonce)
  if (kept && !kept.verdict) await shelf.put({ ...kept, ...found })
}

/** Mark an entry with this phone's key, so that a change by hand shows; without a key it stays as it is. */
export async function mark(kept: SignIn): Promise<void> {
  const db = await store()
  const key = await db.get('keys', kept.member)
  if (!key) return
  const said = new TextEncoder().encode(`${kept.nonce}|${kept.code}|${kept.seen_at}${kept.act ? '|out' : ''}`)
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, said))
  await db.put('sign_ins', { ...kept, tag: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('') })
}

/** Send everything that waits; asked again while it runs, it runs once more. */
export function flush(): Promise<void> {
  again = true
  running ??= work()
    .catch(() => undefined)
    .finally(() => (running = undefined))
  return running
}

async function work(): Promise<void> {
  while (again) {
    again = false
    clearTimeout(timer)
    if (!can('attendance:sign_in') || mustChange.value) return void (signIns.value = [])
    await reload()
    if (!unsent.value) continue
    // Fetched when there is something to send; without a line the worker has it.
    const sending = await import('./sending').catch(() => undefined)
    if (sending) await alone('lvzhi.sign_ins', sending.send)
    await reload()
    if (!unsent.value) wait = FIRST_WAIT
    else {
      timer = setTimeout(() => void flush(), wait)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }
}

/** At the start, when the line is back, when the phone is taken up again. */
export function watchSignIns(): void {
  const now = (): void => {
    wait = FIRST_WAIT
    void flush()
  }
  addEventListener('online', now)
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now())
  watch(
    () => me.value?.member_id,
    () => {
      now()
      setTimeout(() => can('attendance:sign_in') && void import('./sending').then((sending) => sending.fetchKey(), () => undefined), KEY_AFTER)
    },
    { immediate: true },
  )
}
