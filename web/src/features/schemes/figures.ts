// The numbers of a rule book, each with its place in words.
import { typeset } from '@/composables/typeset'
import { below, inner, kindOf, resolve, type Doc, type Node, type Schema, type Value } from './form/node'

export interface Figure {
  path: string
  where: string
  value: string
}
/** What is not how anybody is scored. */
const SILENT = new Set(['format', 'id', 'title', 'examples', 'ambiguities', 'year', 'years', 'place', 'seen', 'unseen', 'notes', 'reference'])

export function figuresOf(data: Doc, schema: Schema): Figure[] {
  const found: Figure[] = []
  for (const [key, node] of Object.entries(schema.properties ?? {})) {
    if (!SILENT.has(key) && data[key] !== undefined) walk(data[key], node, key, [], found, schema)
  }
  return found
}

function walk(value: Value, said: Node, path: string, names: string[], found: Figure[], schema: Schema): void {
  const node = resolve(said, schema)
  const kind = kindOf(node, schema)
  if (kind === 'points' || kind === 'number') {
    if (typeof value !== 'object') found.push({ path, where: [...names, typeset(node.title ?? '')].filter(Boolean).join(' · '), value: String(value) })
  } else if (Array.isArray(value)) {
    value.forEach((one, place) => walk(one, node.items ?? {}, below(path, place), [...names, nameOf(one)], found, schema))
  } else if (kind === 'table') {
    cells(value, path, [...names, typeset(node.title ?? '')], found, schema)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (SILENT.has(key)) continue
      const known = node.properties?.[key]
      if (known) walk(one, known, below(path, key), names, found, schema)
      else walk(one, { title: schema['x-roles'][key] ?? schema['x-words'][key] ?? key, ...inner(node) }, below(path, key), [...names, typeset(node.title ?? '')], found, schema)
    }
  }
}

function cells(value: Value, path: string, names: string[], found: Figure[], schema: Schema): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return void found.push({ path, where: names.join(' · '), value: String(value ?? '') })
  for (const [key, one] of Object.entries(value)) cells(one, below(path, key), [...names, schema['x-words'][key] ?? key], found, schema)
}

function nameOf(value: Value): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
  return typeset(String(value.title ?? value.name ?? value.do ?? ''))
}
