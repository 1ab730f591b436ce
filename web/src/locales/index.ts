// Every word a person reads comes from zh-CN*.json: the first screen's, the pages', the desk's.
import words from './zh-CN.json'

type Tree = { [key: string]: string | Tree }
const all: Tree = words as Tree

/** Add the words of a face that is loaded later (other pages, desk, wall). */
export function addWords(more: Tree): void {
  Object.assign(all, more)
}

/** Fetch a page together with the words that only later pages need. */
export function withWords<T>(page: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([page(), import('./pages')]))[0]
}

/** Return the words at a dotted key, with `{name}` replaced. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const found = lookUp(key)
  if (found === undefined) return key
  return found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Return the label of a stable word in a family, or the given fallback. */
export function label(family: string, word: string | null | undefined, fallback = ''): string {
  return (word && lookUp(`${family}.${word}`)) || fallback || word || ''
}

function lookUp(key: string): string | undefined {
  let here: string | Tree | undefined = all
  for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined
  return typeof here === 'string' ? here : undefined
}
