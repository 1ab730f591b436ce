// Keep the screen on while a page stands in a hall; browsers let go of it whenever the page is hidden.
import { onBeforeUnmount, onMounted } from 'vue'

export function useWake(): void {
  let held: WakeLockSentinel | undefined
  const hold = async (): Promise<void> => {
    if (document.visibilityState === 'visible') held = await navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  onMounted(() => {
    void hold()
    document.addEventListener('visibilitychange', hold)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', hold)
    void held?.release()
  })
}
