// A page that stays up for hours: fetched anew now and then, the last numbers kept when that fails.
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { asProblem, type ApiProblem } from '@/api'

const EVERY = 5 * 60_000

export interface Fresh<T> {
  data: Ref<T | undefined>
  /** When the shown numbers were fetched. */
  at: Ref<number | undefined>
  problem: Ref<ApiProblem | undefined>
  slow: Ref<boolean>
  load: () => Promise<void>
}

/** @param ask Fetches the page; @param about starts anew, with nothing to show, when it changes. */
export function useFresh<T>(ask: () => Promise<T>, about: () => unknown): Fresh<T> {
  const data = ref<T>() as Ref<T | undefined>
  const at = ref<number>()
  const problem = ref<ApiProblem>()
  const slow = ref(false)
  let turn = 0

  async function load(): Promise<void> {
    const mine = (turn += 1)
    const timer = setTimeout(() => (slow.value = true), 2000)
    try {
      const answer = await ask()
      if (mine !== turn) return
      data.value = answer
      at.value = Date.now()
      problem.value = undefined
    } catch (thrown) {
      if (mine === turn) problem.value = asProblem(thrown)
    } finally {
      clearTimeout(timer)
      slow.value = false
    }
  }

  const visible = (): boolean => document.visibilityState === 'visible'
  const seen = (): void => {
    if (visible() && Date.now() - (at.value ?? 0) >= EVERY) void load()
  }
  let ticks: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    void load()
    ticks = setInterval(() => visible() && void load(), EVERY)
    document.addEventListener('visibilitychange', seen)
  })
  onBeforeUnmount(() => {
    clearInterval(ticks)
    document.removeEventListener('visibilitychange', seen)
  })
  watch(about, () => {
    data.value = undefined
    problem.value = undefined
    void load()
  })
  return { data, at, problem, slow, load }
}
