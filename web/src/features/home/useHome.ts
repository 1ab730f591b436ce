// What is next for the reader.
import { computed } from 'vue'
import { useOne } from '@/composables/useOne'
import { coming, nextOf } from '@/features/calendar/activities'

export function useHome() {
  const ahead = useOne(() => 'coming', coming)
  const next = computed(() => nextOf(ahead.data.value ?? []))
  const mine = computed(() => ahead.data.value?.filter((one) => one.my_response && one.my_response !== 'declined') ?? [])
  return { ahead, next, mine }
}
