// The document format as its JSON Schema says it: what kind of field a place needs.
export interface Node {
  title?: string
  description?: string
  type?: string | string[]
  const?: unknown
  enum?: string[]
  enumDescriptions?: string[]
  format?: string
  items?: Node
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: Node | boolean
  patternProperties?: Record<string, Node>
  anyOf?: Node[]
  $ref?: string
  maxLength?: number
  default?: string | number | boolean
  'x-short'?: string
  defaultSnippets?: Recipe[]
}
export interface Recipe {
  label: string
  description: string
  body: Doc
}
export interface Schema extends Node {
  $defs: Record<string, Node>
  'x-steps': Array<{ title: string; keys: string[] }>
  'x-facts': Record<string, { title: string; attributes: string[] }>
  'x-attributes': Record<string, string>
  'x-values': Record<string, Array<string | boolean>>
  'x-words': Record<string, string>
  'x-roles': Record<string, string>
}
export type Value = string | number | boolean | null | undefined | Value[] | Doc
export interface Doc {
  [key: string]: Value
}
export type Kind = 'hidden' | 'points' | 'choice' | 'check' | 'number' | 'text' | 'value' | 'words' | 'list' | 'object' | 'map' | 'where' | 'table' | 'facts'

/** Places whose forms are made by hand, whatever the arms of their schema. */
const OWN = new Set(['points', 'where', 'table', 'facts', 'test'])

/** The long form of a place: references followed, the first way of writing it chosen. */
export function resolve(node: Node, schema: Schema): Node {
  let found = node
  if (found.anyOf && !OWN.has(found.format ?? '')) {
    const { anyOf, ...said } = found
    found = { ...anyOf[0], ...said }
  }
  if (found.$ref) {
    const { $ref, ...said } = found
    found = { ...schema.$defs[$ref.split('/').pop()!], ...said }
  }
  return found
}

export function kindOf(node: Node, schema: Schema): Kind {
  if (node.const !== undefined) return 'hidden'
  if (OWN.has(node.format ?? '')) return node.format as Kind
  if (node.enum) return 'choice'
  if (node.type === 'boolean') return 'check'
  if (node.type === 'integer') return 'number'
  if (node.type === 'array') return kindOf(resolve(node.items ?? {}, schema), schema) === 'object' ? 'list' : 'words'
  if (node.type === 'object') return node.properties && node.format !== 'holder' ? 'object' : 'map'
  return node.type === 'string' ? 'text' : 'value'
}

/** What stands in a map's rows. */
export function inner(node: Node): Node {
  const more = Object.values(node.patternProperties ?? {})[0] ?? node.additionalProperties
  return typeof more === 'object' ? more : {}
}

/** A value in its long form: one word is a list of one, a bare word the key that it stands for. */
export function long(value: Value, node: Node): Value {
  if (value === undefined || value === null) return undefined
  if (node.type === 'array') return Array.isArray(value) ? value : [value]
  if (node['x-short'] && typeof value !== 'object') return { [node['x-short']]: value }
  if (node.format === 'by-role' && typeof value !== 'object') return { '*': value }
  return value
}

export const isEmpty = (value: Value): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** The same map with one key set, or without it. */
export function put(doc: Doc, key: string, value: Value): Doc {
  const next = { ...doc }
  if (isEmpty(value)) delete next[key]
  else next[key] = value
  return next
}

/** Whole figures are numbers; other exact points stay text, so that nothing is rounded. */
export function figure(text: string): Value {
  const said = text.trim()
  return /^-?(0|[1-9]\d{0,8})$/.test(said) ? Number(said) : said
}

/** What was typed as JSON would say it: true and false, whole numbers, otherwise text. */
export function plain(text: string): string | number | boolean {
  const said = text.trim()
  if (said === 'true' || said === 'false') return said === 'true'
  return /^-?(0|[1-9]\d{0,8})$/.test(said) ? Number(said) : said
}

/** A path as the server's mistakes write it. */
export const below = (path: string, step: string | number): string => (typeof step === 'number' ? `${path}[${step}]` : path ? `${path}.${step}` : step)

/** Whether a path is a place or lies in it. */
export const inside = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)

/** What the schema says of the place at a path. */
export function nodeAt(path: string, schema: Schema): Node {
  let node: Node = schema
  for (const [, place, name] of path.matchAll(/\[(\d+)\]|\.?([^.[\]]+)/g)) {
    const here = resolve(node, schema)
    node = place ? (here.items ?? {}) : (here.properties?.[name!] ?? inner(here))
  }
  return node
}
