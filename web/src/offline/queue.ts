// Records on their way: an entry leaves only on a verdict of the server.
import { computed, ref, toRaw } from 'vue'
import { api, asProblem, type ClaimOut } from '@/api'
import { me } from '@/composables/session'
import { store, type Entry } from './store'

export const entries = ref<Entry[]>([])
export const waiting = computed(() => entries.value.filter((entry) => entry.state === 'waiting').length)
/** Counts deliveries, so that lists on screen read again. */
export const delivered = ref(0)

let running: Promise<void> | undefined

export async function reload(): Promise<void> {
  const all = await (await store()).getAll('queue')
  entries.value = all.filter((entry) => entry.account === me.value?.account_id).sort((a, b) => a.saved - b.saved)
}

export async function enqueue(entry: Entry): Promise<void> {
  await (await store()).put('queue', plain(entry))
  await reload()
  void flush()
}

export async function discard(id: string): Promise<void> {
  await (await store()).delete('queue', id)
  await reload()
}

/** Send everything that waits, in order, one at a time. */
export function flush(): Promise<void> {
  running ??= alone('lvzhi.queue', work).finally(() => (running = undefined))
  return running
}

/** Of several open pages only one sends at a time. */
export function alone(name: string, fn: () => Promise<void>): Promise<void> {
  return navigator.locks ? (navigator.locks.request(name, fn) as Promise<void>) : fn()
}

async function work(): Promise<void> {
  if (!me.value) return
  await reload()
  for (const entry of entries.value.filter((one) => one.state === 'waiting')) {
    if (!(await deliver({ ...toRaw(entry) }))) break
  }
  await reload()
}

/** Deliver one entry; false when the line is down and the rest should wait. */
async function deliver(entry: Entry): Promise<boolean> {
  try {
    if (!entry.claim) {
      const made = (await api(entry.route, { body: entry.body as never, key: entry.id })) as Pick<ClaimOut, 'id'>
      entry.claim = made.id
      await (await store()).put('queue', plain(entry))
    }
    for (; entry.files.length; entry.files.shift()) await attach(entry, entry.files[0]!)
    await (await store()).delete('queue', entry.id)
    delivered.value += 1
    return true
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.passing || problem.status === 401) return false
    Object.assign(entry, { state: 'refused', sentence: problem.sentence, fields: problem.fields })
    await (await store()).put('queue', plain(entry))
    return true
  }
}

async function attach(entry: Entry, file: File): Promise<void> {
  const form = new FormData()
  form.append('file', file, file.name)
  // The key is made of the rest that is to come, so that a repeat of this file repeats its key.
  const key = `${entry.id}-${entry.files.length}`
  await api('POST /claims/{claim_id}/attachments', { path: { claim_id: entry.claim! }, body: form, key })
  await (await store()).put('queue', plain({ ...entry, files: entry.files.slice(1) }))
}

// IndexedDB refuses the proxies that Vue hands out.
const plain = (entry: Entry): Entry => ({
  ...toRaw(entry),
  files: [...toRaw(entry).files],
  values: JSON.parse(JSON.stringify(entry.values)),
  body: JSON.parse(JSON.stringify(entry.body)),
})

export function watchLine(): void {
  addEventListener('online', () => void flush())
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void flush())
  setInterval(() => waiting.value && void flush(), 30_000)
  void flush()
}
