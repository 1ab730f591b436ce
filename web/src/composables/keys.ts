// Keys of the desk: what each does is listed at the foot of the page and under "?".
import { computed, onBeforeUnmount, onMounted, shallowRef } from 'vue'

export interface Key {
  /** As KeyboardEvent.key says it, lower case. */
  key: string
  /** What it does, a key of the locales. */
  words: string
  run: () => void
  /** Whether it works now; always when left out. */
  when?: () => boolean
}

// Shallow: a deep one would hand out copies that are not what the part put in.
const active = shallowRef<Key[][]>([])
/** The keys of the page: the newest part's first, those of every page last. */
export const keys = computed(() => active.value.flat())
export const works = (one: Key): boolean => one.when?.() ?? true

/** Let these keys work while the calling component is on the page; `everywhere` lists them last. */
export function useKeys(mine: Key[], everywhere = false): void {
  onMounted(() => (active.value = everywhere ? [...active.value, mine] : [mine, ...active.value]))
  onBeforeUnmount(() => (active.value = active.value.filter((some) => some !== mine)))
}

/** Run what a pressed key asks for, unless somebody is writing or a sheet is open. */
export function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const at = event.target as HTMLElement
  if (at.closest('input, select, textarea, dialog, [contenteditable]') || document.querySelector('dialog[open]')) return
  const found = keys.value.find((one) => one.key === event.key.toLowerCase() && works(one))
  if (!found) return
  event.preventDefault()
  found.run()
}
