// A record that is mended: what was typed stays on this phone until it is handed in.
import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { api, asProblem, type KindOut } from '@/api'
import { useForm } from '@/composables/useForm'
import * as drafts from '@/offline/drafts'
import { checkRecord } from './check'
import { change, kindOf, valuesOf, type FullRecord, type RecordValues } from './kinds'

export function useEditForm(full: FullRecord, light: () => KindOut | undefined) {
  const kind = kindOf(full)
  const form = useForm<RecordValues>(valuesOf(full), (said) => checkRecord(kind, light(), said))
  const savedAt = ref<number>()
  /** What the draft taken up was written over: this version of the record, or an older one. */
  const found = ref<'' | 'draft' | 'old_draft'>('')
  const conflict = ref(false)
  // Counts up with each saved change, so that handing in after a failed second step still matches.
  let current = full
  let touched = false
  let done = false
  let timer = 0

  onMounted(async () => {
    const kept = await drafts.load(full.id)
    if (!kept || touched) return
    Object.assign(form.values, kept.values)
    found.value = kept.version === full.version ? 'draft' : 'old_draft'
  })
  watch(form.values, () => {
    if (!touched || done) return
    clearTimeout(timer)
    timer = window.setTimeout(() => void keep(), 500)
  }, { deep: true })
  onBeforeUnmount(() => {
    if (timer) void keep()
  })

  async function keep(): Promise<void> {
    clearTimeout(timer)
    timer = 0
    if (done) return
    await drafts.save({ id: full.id, claim: full.id, version: current.version, kind, values: form.values, files: [], saved: 0 })
    savedAt.value = Date.now()
  }

  async function send(): Promise<boolean> {
    const sent = await form.submit(async (said) => {
      try {
        current = await change(current, said)
        if (current.state !== 'submitted') await api('POST /claims/{claim_id}/submit', { path: { claim_id: current.id }, version: current.version })
      } catch (thrown) {
        conflict.value = asProblem(thrown).status === 412
        throw thrown
      }
    })
    if (sent) {
      done = true
      await drafts.drop(full.id)
    }
    return sent
  }

  return { ...form, kind, savedAt, found, conflict, send, touch: () => void (touched = true) }
}
