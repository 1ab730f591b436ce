// A section's inbox: its three parts, what is chosen, and what can be done with it.
import { computed, nextTick, ref, watch } from 'vue'
import { api, asProblem, type InboxCounts, type InboxRow, type VerdictOut } from '@/api'
import { say } from '@/composables/said'
import { useList } from '@/composables/useList'
import { t } from '@/locales'

export type Part = 'submitted' | 'returned' | 'verified'

export function useInbox() {
  const part = ref<Part>('submitted')
  const section = ref<string | null>(null)
  const counts = ref<InboxCounts>()
  const at = ref('')
  const checked = ref<string[]>([])
  const busy = ref(false)
  const list = useList<InboxRow>(
    (cursor) => api('GET /inbox', { query: { state: part.value, section_id: section.value, cursor, limit: 50 } }),
    () => [part.value, section.value],
  )
  const { items } = list
  const current = computed(() => items.value.find((one) => one.id === at.value) ?? items.value[0])
  const place = computed(() => items.value.findIndex((one) => one.id === current.value?.id))

  async function count(): Promise<void> {
    counts.value = await api('GET /inbox/counts', { query: { section_id: section.value } }).catch(() => counts.value)
  }
  watch([part, section], () => {
    at.value = ''
    checked.value = []
    void count()
  })

  async function choose(id: string): Promise<void> {
    at.value = id
    await nextTick()
    document.querySelector('[data-waiting][aria-current]')?.scrollIntoView({ block: 'nearest' })
  }

  async function step(by: 1 | -1): Promise<void> {
    if (place.value + by >= items.value.length && list.state.value === 'more') await list.more()
    const next = items.value[Math.min(Math.max(place.value + by, 0), items.value.length - 1)]
    if (next) await choose(next.id)
  }

  /** Whoever comes after takes the place of what left the list. */
  function leave(ids: string[]): void {
    const gone = new Set(ids)
    const after = items.value.slice(place.value).find((one) => !gone.has(one.id))
    items.value = items.value.filter((one) => !gone.has(one.id))
    checked.value = checked.value.filter((id) => !gone.has(id))
    void choose(after?.id ?? items.value.at(-1)?.id ?? '')
    void count()
    if (!items.value.length && list.state.value === 'more') void list.more()
  }

  /** Do one act on the current record; a refusal is said and the list shows how things stand now. */
  async function act(work: (row: InboxRow) => Promise<void>): Promise<boolean> {
    const row = current.value
    if (!row || busy.value) return false
    busy.value = true
    try {
      await work(row)
      return true
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.status === 422) throw problem
      say(problem.sentence)
      if (!problem.passing) await catchUp(row.id)
      return false
    } finally {
      busy.value = false
    }
  }

  async function catchUp(id: string): Promise<void> {
    const before = place.value
    await Promise.all([list.again(), count()])
    if (!items.value.some((one) => one.id === id)) await choose(items.value[Math.min(before, items.value.length - 1)]?.id ?? '')
  }

  async function back(ids: string[], version?: number): Promise<void> {
    try {
      for (const id of ids) await api('POST /claims/{claim_id}/take-back', { path: { claim_id: id }, body: {}, version })
      say(t('inbox.taken_back'))
    } catch (thrown) {
      say(asProblem(thrown).sentence)
    }
    await Promise.all([list.again(), count()])
    await choose(ids[0] ?? '')
  }

  /** Verify what is ticked; each record has its own verdict. */
  async function verifyChecked(): Promise<VerdictOut[]> {
    const found = await api('POST /verifications', { body: { claim_ids: checked.value } })
    const good = found.filter((one) => one.verified).map((one) => one.claim_id)
    leave(good)
    if (good.length) say(t('inbox.batch_said', { n: good.length }), () => back(good))
    return found
  }

  const verify = (): Promise<boolean> =>
    act(async (row) => {
      const done = await api('POST /claims/{claim_id}/verify', { path: { claim_id: row.id }, version: row.version })
      leave([row.id])
      say(t('inbox.verified_said', { title: row.title }), () => back([row.id], done.version))
    })

  const giveBack = (reason: string): Promise<boolean> =>
    act(async (row) => {
      const done = await api('POST /claims/{claim_id}/return', { path: { claim_id: row.id }, body: { reason }, version: row.version })
      leave([row.id])
      say(t('inbox.returned_said', { title: row.title }), () => back([row.id], done.version))
    })

  const takeBack = (reason: string): Promise<boolean> =>
    act(async (row) => {
      await api('POST /claims/{claim_id}/take-back', { path: { claim_id: row.id }, body: { reason }, version: row.version })
      leave([row.id])
      say(t('inbox.taken_back'))
    })

  return { ...list, part, section, counts, current, place, checked, busy, count, choose, step, leave, verify, verifyChecked, giveBack, takeBack }
}
