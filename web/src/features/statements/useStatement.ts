// One's own statement while it is written: saved at every pause, kept on the phone until it is.
import { ref, watch } from 'vue'
import { api, ApiProblem, asProblem, type StatementDraft } from '@/api'
import { useOne } from '@/composables/useOne'
import { dropText, keepText, keptText, saveText, type Parts } from '@/offline/statements'
import { t } from '@/locales'
import { same, type Other, type Saving } from './compare'
import { useReturning } from './useReturning'
import { useWords } from './useWords'

/** A pause this long is saved; words are on the phone long before. */
const PAUSE = 2000, KEEP = 300, AGAIN = 15_000

export function useStatement(id: string) {
  const path = { statement_id: id }
  const one = useOne<StatementDraft>(() => `statement ${id}`, () => api('GET /statements/{statement_id}', { path }))
  const { data } = one
  const { parts, now, put } = useWords()
  const saving = ref<Saving>('saved')
  const savedAt = ref<number>()
  const refusal = ref('')
  const other = ref<Other>()
  /** Words of this phone that can no longer be saved: the statement was handed in elsewhere. */
  const left = ref<Parts>()
  const base = ref<{ number: number; parts: Parts }>()
  let pause = 0, soon = 0, gone = false
  let running: Promise<boolean> | undefined

  const changed = (): boolean => Boolean(base.value && !same(now(), base.value.parts))
  const writable = (): boolean => Boolean(data.value?.may.includes('write'))

  async function take(found: StatementDraft | undefined): Promise<void> {
    if (!found) return
    const kept = base.value ? undefined : await keptText(id)
    if (kept) {
      base.value = { number: kept.base, parts: kept.before }
      put(kept.parts)
    } else if (!base.value || (!changed() && found.number >= base.value.number)) {
      put(found.parts)
      base.value = { number: found.number, parts: found.parts }
    }
    left.value = !writable() && changed() && !same(now(), found.parts) ? now() : undefined
    if (writable() && changed() && saving.value === 'saved') await save()
  }

  function touched(): void {
    if (!changed() || !writable()) return
    if (saving.value !== 'conflict') saving.value = 'waiting'
    soon ||= window.setTimeout(() => void keep(), KEEP)
    clearTimeout(pause)
    if (saving.value !== 'conflict') pause = window.setTimeout(() => void save(), PAUSE)
  }

  async function keep(): Promise<void> {
    clearTimeout(soon)
    soon = 0
    if (changed()) await keepText({ id, base: base.value!.number, before: base.value!.parts, parts: now(), at: Date.now() })
  }

  /** Send what is not there yet; true when the server has every word. */
  function save(): Promise<boolean> {
    clearTimeout(pause)
    if (saving.value === 'conflict') return Promise.resolve(false)
    running ??= send().finally(() => (running = undefined))
    return running
  }

  async function send(): Promise<boolean> {
    await keep()
    while (changed()) {
      const sent = now()
      try {
        const answer = data.value = await saveText(id, sent, base.value!.number)
        base.value = { number: answer.number, parts: sent }
        savedAt.value = Date.now()
        await keep()
      } catch (thrown) {
        if (!(await heard(asProblem(thrown), sent))) return false
      }
    }
    saving.value = 'saved'
    refusal.value = ''
    await dropText(id)
    return true
  }

  /** What the server said instead; true when it has these very words already. */
  async function heard(problem: ApiProblem, sent: Parts): Promise<boolean> {
    if (problem.status === 412) {
      const { number, parts: theirs, device } = problem.said as unknown as Other
      if (same(theirs, sent)) {
        base.value = { number, parts: theirs }
        return true
      }
      other.value = { number, parts: theirs, device }
      saving.value = 'conflict'
    } else if (problem.passing || problem.status === 401) {
      saving.value = 'off_line'
      if (!gone) pause = window.setTimeout(() => void save(), AGAIN)
    } else {
      saving.value = 'refused'
      refusal.value = problem.fields.map((each) => each.sentence).join('') || problem.sentence
      if (problem.status === 409) await one.load()
    }
    return false
  }

  /** Take up the text made of two; this phone's own words become a version too, so that none is lost. */
  async function resolve(words: Parts): Promise<void> {
    const found = other.value!, mine = now()
    let number = found.number
    if (!same(mine, words)) {
      try {
        number = (await saveText(id, mine, number)).number
      } catch (thrown) {
        const problem = asProblem(thrown)
        if (problem.status === 412) await heard(problem, mine)
        if (problem.status !== 422) throw thrown
      }
    }
    base.value = { number, parts: number === found.number ? found.parts : mine }
    put(words)
    other.value = undefined
    saving.value = 'waiting'
    if (!changed()) await dropText(id)
    await save()
  }

  async function submit(): Promise<void> {
    if (!(await save())) throw new ApiProblem(0, 'unsaved', refusal.value || t(`own_statement.unsaved_${saving.value}`))
    data.value = await api('POST /statements/{statement_id}/submit', { path, version: base.value!.number })
    await one.load()
  }

  async function forget(): Promise<void> {
    await dropText(id)
    left.value = undefined
    if (data.value) base.value = { number: data.value.number, parts: data.value.parts }
    put(data.value?.parts ?? {})
  }

  watch(data, take)
  watch(parts, touched)
  useReturning({ changed, keep, save, load: one.load }, () => {
    gone = true
    void (saving.value === 'conflict' ? keep() : save())
    clearTimeout(pause)
  })
  return { ...one, parts, saving, savedAt, refusal, other, left, base, save, resolve, submit, forget }
}
