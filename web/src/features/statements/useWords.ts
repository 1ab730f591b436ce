// The words of a text under its headings, as they stand in the fields now.
import { reactive } from 'vue'
import type { Parts } from '@/offline/statements'

export function useWords() {
  const parts = reactive<Parts>({})
  const now = (): Parts => Object.fromEntries(Object.entries(parts).filter(([, text]) => text))
  function put(words: Parts): void {
    for (const key of Object.keys(parts)) if (!(key in words)) parts[key] = ''
    Object.assign(parts, words)
  }
  return { parts, now, put }
}
