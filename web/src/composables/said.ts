// What was just done, in one sentence, with the way back where there is one.
import { ref } from 'vue'

export interface Said {
  sentence: string
  undo?: () => Promise<void>
}

export const said = ref<Said>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Say it for a while; whoever can be undone stays longer. */
export function say(sentence: string, undo?: () => Promise<void>): void {
  clearTimeout(timer)
  said.value = { sentence, undo }
  timer = setTimeout(unsay, undo ? 30_000 : 8_000)
}

export function unsay(): void {
  clearTimeout(timer)
  said.value = undefined
}

/** Take back what was said last. */
export async function takeBack(): Promise<void> {
  const undo = said.value?.undo
  unsay()
  await undo?.()
}
