// A new record: kept as a draft while it is written, queued when it is sent.
import { onMounted, ref, watch, type Ref } from 'vue'
import type { KindOut } from '@/api'
import { today } from '@/composables/days'
import { me } from '@/composables/session'
import { useForm } from '@/composables/useForm'
import * as drafts from '@/offline/drafts'
import { discard, enqueue, entries, flush } from '@/offline/queue'
import { newId, type Entry } from '@/offline/store'
import { checkRecord } from './check'
import { bodyOf, emptyValues, routeOf, type RecordValues } from './kinds'

export type Outcome = 'wrong' | 'delivered' | 'waiting'

export function useRecordForm(kind: string, light: Ref<KindOut | undefined>, draftId: string) {
  const form = useForm<RecordValues>(emptyValues(today()), (values) => checkRecord(kind, light.value, values))
  const files = ref<File[]>([])
  const savedAt = ref<number>()
  const id = draftId || newId()
  let done = false
  // Defaults that a form fills in by itself are nothing to keep.
  let touched = false
  let timer = 0

  onMounted(async () => {
    const refused = entries.value.find((entry) => entry.id === draftId)
    const kept = draftId ? (refused ?? (await drafts.load(draftId))) : undefined
    if (kept) {
      Object.assign(form.values, kept.values)
      files.value = [...kept.files]
    }
    if (refused?.state === 'refused') await form.show(refused.fields ?? [], refused.sentence)
  })

  watch([form.values, files], () => {
    if (!touched || done) return
    clearTimeout(timer)
    timer = window.setTimeout(() => void keep(), 500)
  }, { deep: true })

  function touch(): void {
    touched = true
  }

  async function keep(): Promise<void> {
    clearTimeout(timer)
    if (done) return
    await drafts.save({ id, kind, values: form.values, files: files.value, saved: 0 })
    savedAt.value = Date.now()
  }

  async function send(): Promise<Outcome> {
    let outcome: Outcome = 'wrong'
    const filled = await form.submit(async (values) => {
      await keep()
      const entry: Entry = { id: newId(), account: me.value!.account_id, kind, values, files: files.value, saved: Date.now(), route: routeOf(kind), body: bodyOf(kind, values, true), state: 'waiting' }
      await enqueue(entry)
      if (draftId) await discard(draftId)
      await flush()
      outcome = await verdict(entry.id)
    })
    if (filled && outcome !== 'wrong') {
      done = true
      await drafts.drop(id)
    }
    return outcome
  }

  async function verdict(entryId: string): Promise<Outcome> {
    const left = entries.value.find((entry) => entry.id === entryId)
    if (!left) return 'delivered'
    if (left.state === 'waiting' || left.claim) return 'waiting'
    // Refused while the form is still on screen: say it there and keep nothing in the queue.
    await discard(entryId)
    queueMicrotask(() => void form.show(left.fields ?? [], left.sentence))
    return 'wrong'
  }

  return { ...form, files, savedAt, send, keep, touch }
}
