// What the hall's screen shows: a code for its time only, the counts every two seconds.
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import { api, asProblem, type ApiProblem, type HallOut, type LiveOut } from '@/api'

const EVERY = 2_000
const AGAIN = 3_000
/** A code counts for 15 s beyond its time; so long it may stay while the next one is on its way. */
const GRACE = 5_000

export function useHall(sitting: string, by: () => LiveGrouping) {
  const hall = ref<HallOut>()
  const live = ref<LiveOut>()
  const problem = ref<ApiProblem>()
  /** No answer came: the counts are old, and a code stands only as long as it counts. */
  const cut = ref(false)
  const now = ref(performance.now())
  let until = 0
  let step = 0
  let gone = false
  let asking = false
  let next: ReturnType<typeof setTimeout> | undefined

  const left = computed(() => Math.max(0, Math.ceil((until - now.value) / 1000)))
  const share = computed(() => (step ? Math.max(0, Math.min(1, (until - now.value) / step)) : 0))
  /** An expired code is never shown: whoever scanned it would be refused. */
  const code = computed(() => (hall.value?.open && now.value < until + GRACE ? hall.value : undefined))

  async function ask(): Promise<void> {
    clearTimeout(next)
    let wait = AGAIN
    try {
      const answer = await api('GET /sittings/{sitting_id}/hall', { path: { sitting_id: sitting } })
      now.value = performance.now()
      until = now.value + answer.changes_in
      step = Math.max(step, answer.changes_in)
      hall.value = answer
      problem.value = undefined
      cut.value = false
      wait = answer.changes_in + 50
    } catch (thrown) {
      fail(asProblem(thrown))
    }
    if (!gone) next = setTimeout(() => void ask(), wait)
  }

  async function count(): Promise<void> {
    if (asking) return
    asking = true
    try {
      // The browser itself asks with the last ETag, and keeps the answer when nobody came.
      live.value = await api('GET /sittings/{sitting_id}/live', { path: { sitting_id: sitting }, query: { by: by() } })
      cut.value = false
    } catch (thrown) {
      fail(asProblem(thrown))
    } finally {
      asking = false
    }
  }

  function fail(found: ApiProblem): void {
    if (found.status === 0) cut.value = true
    else problem.value = found
  }

  let ticks: ReturnType<typeof setInterval>[] = []
  onMounted(() => {
    void ask()
    void count()
    ticks = [setInterval(() => (now.value = performance.now()), 250), setInterval(() => void count(), EVERY)]
  })
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(next)
    ticks.forEach(clearInterval)
  })
  return { hall, live, problem, cut, code, left, share, ask, count }
}

export type LiveGrouping = 'sector' | 'activity_group' | 'area_group' | 'special_committee'
