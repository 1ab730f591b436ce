// A previewed table: its rows page by page, what is wrong, mending, writing, giving up.
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { api, asProblem, type ImportOut, type Mend, type RowOut, type Wrong } from '@/api'
import { say } from '@/composables/said'
import { useList, type List } from '@/composables/useList'
import { t } from '@/locales'

export type View = 'wrong' | 'new' | 'changed' | 'unchanged' | 'all'
export interface Preview {
  head: Ref<ImportOut | undefined>
  list: List<RowOut>
  view: ComputedRef<View>
  errors: ComputedRef<Wrong[]>
  busy: Ref<string>
  refusal: Ref<string>
  mend: (said: Mend, sentence: string, undo?: Mend) => Promise<boolean>
  commit: () => Promise<boolean>
  discard: () => Promise<boolean>
  takeBack: () => Promise<boolean>
}

// Without a choice: the rows to mend while there are some; after writing what is new; else all.
function first(one?: ImportOut): View {
  if (one?.state === 'preview' && one.counts.errors) return 'wrong'
  return (one?.state === 'committed' && (['new', 'changed'] as const).find((word) => one.counts[word])) || 'all'
}

export function usePreview(id: () => string): Preview {
  const route = useRoute()
  const head = ref<ImportOut>()
  const busy = ref('')
  const refusal = ref('')
  const path = (): { import_id: string } => ({ import_id: id() })
  const asked = computed(() => String(route.query.view ?? ''))
  const view = computed<View>(() => (asked.value || first(head.value)) as View)
  const wanted = (): { verdict?: RowOut['verdict']; around?: boolean } => {
    if (!head.value && !asked.value) return { verdict: 'wrong', around: true }
    return view.value === 'all' ? {} : { verdict: view.value, around: view.value === 'wrong' }
  }

  const list = useList<RowOut>(async (cursor) => {
    let page = await api('GET /imports/{import_id}', { path: path(), query: { ...wanted(), limit: 100, cursor } })
    const before = JSON.stringify(wanted())
    head.value = page
    // Which rows to show first depends on the answer: a good table shows itself whole.
    if (!cursor && JSON.stringify(wanted()) !== before) head.value = page = await api('GET /imports/{import_id}', { path: path(), query: { ...wanted(), limit: 100 } })
    return { items: page.rows, next: page.next }
  }, () => `${id()} ${asked.value}`)

  async function act(words: string, work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = words
    refusal.value = ''
    try {
      await work()
      await list.again()
      return true
    } catch (thrown) {
      const problem = asProblem(thrown)
      refusal.value = problem.fields[0]?.sentence ?? problem.sentence
      // Somebody else mended it: what is shown is old, so the new one comes with the refusal.
      if (problem.word === 'stale') await list.again()
      return false
    } finally {
      busy.value = ''
    }
  }

  // A quick hand is ahead of the server: corrections wait for each other, none is lost.
  let last: Promise<unknown> = Promise.resolve()
  const mend = (said: Mend, sentence: string, undo?: Mend): Promise<boolean> => {
    const mine = last.then(() =>
      act(t('imports.checking'), async () => {
        head.value = await api('PATCH /imports/{import_id}', { path: path(), body: said, version: head.value!.version })
        say(sentence, undo && (async () => void (await mend(undo, t('imports.undone')))))
      }),
    )
    last = mine
    return mine
  }
  const commit = (): Promise<boolean> => act(t('imports.writing'), () => api('POST /imports/{import_id}/commit', { path: path(), version: head.value!.version }))
  const discard = (): Promise<boolean> => act(t('imports.checking'), () => api('POST /imports/{import_id}/discard', { path: path() }))
  const takeBack = (): Promise<boolean> => act(t('imports.taking_back'), () => api('POST /imports/{import_id}/take-back', { path: path() }))
  watch(id, () => (head.value = undefined), { flush: 'sync' })
  return { head, list, view, errors: computed(() => head.value?.errors ?? []), busy, refusal, mend, commit, discard, takeBack }
}
