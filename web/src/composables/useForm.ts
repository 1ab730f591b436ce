// A form: all errors at once, each at its field, focus on the first.
import { nextTick, reactive, ref, type Ref } from 'vue'
import { asProblem } from '@/api'

type Values = Record<string, unknown>
export type Check<V> = (values: V) => Partial<Record<string, string>>

export interface Form<V extends Values> {
  values: V
  errors: Record<string, string>
  /** What was refused without naming a field of this form. */
  refusal: Ref<string>
  busy: Ref<boolean>
  show: (errors: Array<{ where: string; sentence: string }>, sentence?: string) => Promise<void>
  submit: (send: (values: V) => Promise<void>) => Promise<boolean>
}

/** @param check Says what is wrong before anything is sent; keys are names of fields. */
export function useForm<V extends Values>(start: V, check: Check<V> = () => ({})): Form<V> {
  const values = reactive(start) as V
  const errors = reactive<Record<string, string>>({})
  const refusal = ref('')
  const busy = ref(false)

  function clear(): void {
    for (const name of Object.keys(errors)) delete errors[name]
    refusal.value = ''
  }

  async function show(found: Array<{ where: string; sentence: string }>, sentence = ''): Promise<void> {
    clear()
    const names = fieldNames()
    const loose = []
    for (const one of found) {
      const name = names.find((known) => one.where === known || one.where.endsWith(`.${known}`))
      if (name) errors[name] ??= one.sentence
      else loose.push(one.sentence)
    }
    refusal.value = Object.keys(errors).length ? loose.join('') : loose.join('') || sentence
    await focusFirst()
  }

  async function submit(send: (values: V) => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    const wrong = Object.entries(check(values)).filter((pair): pair is [string, string] => Boolean(pair[1]))
    if (wrong.length) {
      await show(wrong.map(([where, sentence]) => ({ where, sentence })))
      return false
    }
    clear()
    busy.value = true
    try {
      await send(values)
      return true
    } catch (thrown) {
      const problem = asProblem(thrown)
      await show(problem.fields, problem.sentence)
      return false
    } finally {
      busy.value = false
    }
  }

  return { values, errors, refusal, busy, show, submit }
}

const fieldNames = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-field]')].map((field) => field.dataset.field ?? '')

async function focusFirst(): Promise<void> {
  await nextTick()
  const first = document.querySelector<HTMLElement>('[data-field][data-wrong] :is(input, select, textarea, button)')
  const target = first ?? document.querySelector<HTMLElement>('[data-refusal]')
  target?.focus()
  target?.scrollIntoView({ block: 'center' })
}
