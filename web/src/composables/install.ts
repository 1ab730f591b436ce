// Whether the browser offers to put the app on the home screen.
import { ref } from 'vue'

interface Offer extends Event {
  prompt: () => Promise<void>
}
const offer = ref<Offer>()
export { offer as installOffer }

export const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches

// The event comes once, soon after the start; whoever asks later must find it kept.
export function keepOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as Offer
  })
  addEventListener('appinstalled', () => (offer.value = undefined))
}

export async function install(): Promise<void> {
  await offer.value?.prompt()
  offer.value = undefined
}
