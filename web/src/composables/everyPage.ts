// All pages of a list that is known to be short.
import type { Page } from './useList'

export async function everyPage<T>(ask: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}
