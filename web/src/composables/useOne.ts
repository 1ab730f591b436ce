// One answer on screen: the kept one at once, the fresh one when it comes.
import { onMounted, ref, watch, type Ref } from 'vue'
import { asProblem, type ApiProblem } from '@/api'
import { store } from '@/offline/store'

export interface One<T> {
  data: Ref<T | undefined>
  problem: Ref<ApiProblem | undefined>
  /** When the shown answer was fetched, if it is not from now. */
  keptAt: Ref<number | undefined>
  slow: Ref<boolean>
  load: () => Promise<void>
}

/**
 * @param key Under which the answer is kept on the phone; empty keeps nothing (desk and wall).
 * @param ask Fetches the answer; run again whenever `key()` changes.
 */
export function useOne<T>(key: () => string, ask: () => Promise<T>): One<T> {
  const data = ref<T>() as Ref<T | undefined>
  const problem = ref<ApiProblem>()
  const keptAt = ref<number>()
  const slow = ref(false)
  let turn = 0

  async function load(): Promise<void> {
    const mine = (turn += 1)
    const name = key()
    problem.value = undefined
    const timer = setTimeout(() => (slow.value = true), 2000)
    void recall(name, () => mine === turn && keptAt.value === undefined && data.value === undefined)
    try {
      const answer = await ask()
      if (mine !== turn) return
      data.value = answer
      keptAt.value = undefined
      if (name) await (await store()).put('answers', { at: Date.now(), answer: JSON.parse(JSON.stringify(answer)) }, name)
    } catch (thrown) {
      if (mine === turn) problem.value = asProblem(thrown)
    } finally {
      clearTimeout(timer)
      slow.value = false
    }
  }

  async function recall(name: string, wanted: () => boolean): Promise<void> {
    if (!name) return
    const kept = await (await store()).get('answers', name)
    if (!kept || !wanted()) return
    data.value = kept.answer as T
    keptAt.value = kept.at
  }

  onMounted(load)
  watch(key, () => {
    data.value = undefined
    keptAt.value = undefined
    void load()
  })
  return { data, problem, keptAt, slow, load }
}
