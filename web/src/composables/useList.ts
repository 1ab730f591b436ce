// A keyset list: pages one after another, with all of its states.
import { onMounted, ref, watch, type Ref } from 'vue'
import { asProblem, type ApiProblem } from '@/api'

export interface Page<T> {
  items: T[]
  next?: string | null
}

export interface List<T> {
  items: Ref<T[]>
  state: Ref<'loading' | 'more' | 'end' | 'error'>
  problem: Ref<ApiProblem | undefined>
  more: () => Promise<void>
  again: () => Promise<void>
}

/** @param ask Fetches the page after a cursor; @param about starts the list anew when it changes. */
export function useList<T>(ask: (cursor?: string) => Promise<Page<T>>, about: () => unknown = () => 0): List<T> {
  const items = ref<T[]>([]) as Ref<T[]>
  const state = ref<'loading' | 'more' | 'end' | 'error'>('loading')
  const problem = ref<ApiProblem>()
  let cursor: string | undefined
  let turn = 0

  async function fetchPage(fresh: boolean): Promise<void> {
    const mine = (turn += 1)
    state.value = 'loading'
    problem.value = undefined
    try {
      const page = await ask(fresh ? undefined : cursor)
      if (mine !== turn) return
      items.value = fresh ? page.items : [...items.value, ...page.items]
      cursor = page.next ?? undefined
      state.value = cursor ? 'more' : 'end'
    } catch (thrown) {
      if (mine !== turn) return
      problem.value = asProblem(thrown)
      state.value = 'error'
    }
  }

  const again = (): Promise<void> => fetchPage(true)
  const more = (): Promise<void> => fetchPage(cursor === undefined)
  onMounted(again)
  watch(about, () => {
    items.value = []
    void again()
  })
  return { items, state, problem, more, again }
}
