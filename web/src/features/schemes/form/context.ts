// What every field of the form may ask: the format, the whole document, the mistakes at its place.
import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { MistakeOut, SchemeReading } from '@/api'
import { typeset } from '@/composables/typeset'
import { t } from '@/locales'
import { below, inside, nodeAt, type Doc, type Schema, type Value } from './node'

export interface Option {
  value: string
  label: string
}
export interface Context {
  schema: Schema
  data: Ref<Doc>
  mistakes: Readonly<Ref<MistakeOut[]>>
  warnings: Readonly<Ref<MistakeOut[]>>
  reading: Ref<SchemeReading | null>
}
const KEY: InjectionKey<Context> = Symbol('scheme form')

export const provideForm = (context: Context): void => provide(KEY, context)
export const useForm = (): Context => inject(KEY)!

/** A mistake of the server with the place of the field that it is about, its keys in words. */
export function fielded(one: MistakeOut, schema: Schema): MistakeOut {
  const key = one.word === 'missing' ? /[a-z]\w*/.exec(one.sentence)?.[0] : undefined
  if (!key) return one
  const path = below(one.path, key)
  return { ...one, path, sentence: t('form.missing', { label: nodeAt(path, schema).title ?? key }) }
}

/** Sentences about exactly this place. */
export const wrongAt = (context: Context, path: string): string => context.mistakes.value.filter((one) => one.path === path).map((one) => typeset(one.sentence)).join('')
/** What had better be looked at in exactly this place. */
export const doubtAt = (context: Context, path: string): string => context.warnings.value.filter((one) => one.path === path).map((one) => typeset(one.sentence)).join('')
/** How many mistakes lie at a place or in it. */
export const wrongIn = (context: Context, path: string): number => context.mistakes.value.filter((one) => inside(one.path, path)).length

/** Keys that name another part of the document → where its parts stand. */
const REFERS: Record<string, string[]> = {
  section: ['sections'],
  sections: ['sections'],
  items: ['items'],
  gates: ['gates'],
  rest_of: ['items'],
  together_with: ['items'],
  requires: ['conditions'],
  ranking: ['rankings'],
  breakdown: ['items', 'sections', 'sums'],
  gates_missed: ['gates'],
  missed: ['gates'],
  chosen: ['selections'],
  after: ['outcomes'],
}
const ROLES = new Set(['applies_to', 'role', 'excluded', 'granted', 'reference'])

/** The words that a key may hold, when they are known; undefined for free text. */
export function optionsOf(context: Context, key: string): Option[] | undefined {
  if (ROLES.has(key)) return [...(key === 'granted' || key === 'reference' ? [{ value: '*', label: t('wizard.everybody') }] : []), ...choices(context.schema['x-roles'])]
  if (key === 'force_grade' || key === 'grade') return parts(context, 'bands').map((one) => ({ value: String(one.name ?? ''), label: String(one.name ?? '') }))
  const lists = REFERS[key]
  if (!lists) return undefined
  return lists.flatMap((list) => parts(context, list).map((one) => ({ value: String(one.id ?? ''), label: String(one.title || one.do || one.id || '') })))
}

export const choices = (words: Record<string, string>): Option[] => Object.entries(words).map(([value, label]) => ({ value, label }))

function parts(context: Context, list: string): Doc[] {
  const found = context.data.value[list]
  return Array.isArray(found) ? found.filter((one): one is Doc => typeof one === 'object' && one !== null && !Array.isArray(one)) : []
}

/** What a condition on an attribute may be, for some kinds of record. */
export function valuesOf(context: Context, attribute: string, facts: string[]): Option[] | undefined {
  const known = context.schema['x-values']
  const found = facts.map((fact) => known[`${fact}.${attribute}`]).find(Boolean) ?? known[attribute]
  const words = context.schema['x-words']
  return found?.map((one) => ({ value: String(one), label: typeof one === 'boolean' ? t(one ? 'form.yes' : 'form.no') : (words[one] ?? one) }))
}

/** What an attribute is called: by the kind of record, where several mean the same by it. */
export function labelOf(context: Context, attribute: string, facts: string[]): string {
  const all = context.schema['x-attributes']
  const own = [...new Set(facts.map((fact) => all[`${fact}.${attribute}`] ?? all[attribute]))]
  return (own.length === 1 ? own[0] : all[attribute]) ?? attribute
}

export function attributesOf(context: Context, facts: string[]): Option[] {
  const all = Object.keys(context.schema['x-attributes']).filter((name) => !name.includes('.'))
  const names = facts.length ? [...new Set(facts.flatMap((fact) => context.schema['x-facts'][fact]?.attributes ?? []))] : all
  return names.map((name) => ({ value: name, label: labelOf(context, name, facts) }))
}

export const listed = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : value === undefined || value === null || value === '' ? [] : [String(value)])
