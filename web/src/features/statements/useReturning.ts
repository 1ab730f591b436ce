// What a page of words that are being written does when the line, the reader or the end comes.
import { onBeforeUnmount, onMounted } from 'vue'

interface Written {
  changed: () => boolean
  keep: () => Promise<void>
  save: () => Promise<boolean>
  load: () => Promise<unknown>
}

export function useReturning(words: Written, end: () => void): void {
  const back = (): void => {
    if (document.visibilityState !== 'visible') void words.keep()
    else if (words.changed()) void words.save()
    else void words.load()
  }
  const line = (): void => void (words.changed() && words.save())
  onMounted(() => {
    addEventListener('online', line)
    document.addEventListener('visibilitychange', back)
  })
  onBeforeUnmount(() => {
    removeEventListener('online', line)
    document.removeEventListener('visibilitychange', back)
    end()
  })
}
