// The present moment, on screen for minutes: it moves on by itself.
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const look = (): void => void (now.value = Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(look, 15_000)
    addEventListener('visibilitychange', look)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    removeEventListener('visibilitychange', look)
  })
  return now
}
