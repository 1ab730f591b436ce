// One document in two shapes: the form's data and the text, whichever is being written.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { api, asProblem, type MistakeOut, type SchemeReading } from '@/api'
import type { Doc } from './node'

const WAIT = 500
/** An unfinished document is kept for this window only; logging out forgets it. */
const kept = (id: string): string => `lvzhi.scheme.${id}`

export function useDocument(id: string) {
  const data = shallowRef<Doc>({})
  const text = ref('')
  const mistakes = ref<MistakeOut[]>([])
  const warnings = ref<MistakeOut[]>([])
  const reading = shallowRef<SchemeReading | null>(null)
  const refusal = ref('')
  const busy = ref(false)
  const restored = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let pending: (() => Promise<void>) | undefined

  function later(work: () => Promise<void>): void {
    clearTimeout(timer)
    pending = work
    busy.value = true
    timer = setTimeout(() => void settle(), WAIT)
  }
  /** Do now what is still to be done. */
  async function settle(): Promise<void> {
    clearTimeout(timer)
    const work = pending
    pending = undefined
    if (!work) return
    const mine = (turn += 1)
    refusal.value = ''
    try {
      await work()
    } catch (thrown) {
      refusal.value = asProblem(thrown).sentence
    } finally {
      if (mine === turn && !pending) busy.value = false
    }
  }
  async function compose(): Promise<void> {
    const mine = turn
    const made = await api('POST /schemes/compose', { body: { data: data.value as never } })
    if (mine !== turn || pending) return
    if (made.text) text.value = made.text
    found(made)
  }
  async function parse(): Promise<void> {
    const mine = turn
    const made = await api('POST /schemes/parse', { body: { text: text.value } })
    if (mine !== turn || pending) return
    data.value = made.data as Doc
    found(made)
  }
  function found(made: { mistakes: MistakeOut[]; warnings: MistakeOut[]; reading: SchemeReading | null }): void {
    mistakes.value = made.mistakes
    warnings.value = made.warnings
    reading.value = made.reading
    sessionStorage.setItem(kept(id), text.value)
  }
  async function open(start: string, fresh: Doc): Promise<void> {
    const left = sessionStorage.getItem(kept(id))
    restored.value = Boolean(left && left !== start)
    text.value = left || start
    if (text.value) later(parse)
    else {
      data.value = fresh
      later(compose)
    }
    await settle()
  }
  function changed(next: Doc): void {
    data.value = next
    later(compose)
  }
  function typed(next: string): void {
    text.value = next
    later(parse)
  }
  const forget = (): void => sessionStorage.removeItem(kept(id))
  onBeforeUnmount(() => clearTimeout(timer))
  const ready = computed(() => !busy.value && !refusal.value && mistakes.value.length === 0)
  return { data, text, mistakes, warnings, reading, refusal, busy, restored, ready, open, changed, typed, settle, forget }
}
