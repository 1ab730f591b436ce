// Asks while somebody types: after a breath, and never shows an answer that came too late.
import { computed, onBeforeUnmount, ref, watch } from 'vue'
import { api, asProblem, type SearchOut } from '@/api'
import { families } from './hits'

const BREATH = 200
const SHORTEST = 2

export function useSearch() {
  const typed = ref('')
  const found = ref<SearchOut>()
  const asked = ref('')
  const refused = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  // Counted as people count: a rare character is one, whatever its length in a string.
  const enough = computed(() => [...typed.value.replace(/\s/g, '')].length >= SHORTEST)
  const groups = computed(() => (found.value && enough.value ? families(found.value, asked.value) : []))

  function drop(): void {
    clearTimeout(timer)
    running?.abort()
    running = undefined
  }

  async function ask(): Promise<void> {
    const mine = (running = new AbortController())
    const q = typed.value.trim()
    try {
      const answer = await api('GET /search', { query: { q }, signal: mine.signal })
      if (mine.signal.aborted) return
      found.value = answer
      asked.value = q
      refused.value = ''
    } catch (fault) {
      if (mine.signal.aborted) return
      found.value = undefined
      refused.value = asProblem(fault).sentence
    }
  }

  function clear(): void {
    drop()
    typed.value = ''
    found.value = undefined
    refused.value = ''
  }

  watch(typed, () => {
    drop()
    if (enough.value) timer = setTimeout(() => void ask(), BREATH)
    else found.value = undefined
  })
  onBeforeUnmount(drop)

  return { typed, enough, groups, found, refused, clear }
}
