// Whether there is a line, and whether a newer version waits.
import { ref } from 'vue'

export const online = ref(navigator.onLine)
addEventListener('online', () => (online.value = true))
addEventListener('offline', () => (online.value = false))

const waiting = ref<ServiceWorker>()
export { waiting as newVersion }

/** Service workers need https or this machine itself; the help page says so in words. */
export const canWorkOffLine = 'serviceWorker' in navigator

export async function register(): Promise<void> {
  if (!canWorkOffLine || import.meta.env.DEV) return
  // A browser may refuse (private window, policy): the pages then work with a line only.
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (!registration) return
  const note = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting
  }
  note()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', note)
  })
}

export function takeOver(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.value?.postMessage('take over')
}
