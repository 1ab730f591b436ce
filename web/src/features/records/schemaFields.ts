// A kind's JSON schema as the fields of a form.
import type { KindOut } from '@/api'
import { label } from '@/locales'

export interface SchemaField {
  name: string
  label: string
  hint: string
  required: boolean
  control: 'text' | 'lines' | 'number' | 'money' | 'date' | 'yes' | 'one' | 'many' | 'member' | 'activity'
  options: Array<{ value: string; label: string }>
  start: unknown
}

interface Property {
  type?: string
  format?: string
  enum?: string[]
  anyOf?: Property[]
  items?: Property
  description?: string
  maxLength?: number
  default?: unknown
}

/** What the office fills in later is not asked of the member. */
const LATER: Record<string, string[]> = { suggestion: ['state', 'reply'], plenary_speech: ['listed'] }

export function fieldsOf(kind: KindOut): SchemaField[] {
  const properties = (kind.data_schema.properties ?? {}) as Record<string, Property>
  const required = (kind.data_schema.required ?? []) as string[]
  return Object.entries(properties)
    .filter(([name]) => !LATER[kind.kind]?.includes(name))
    .map(([name, property]) => fieldOf(kind.kind, name, property, required.includes(name)))
}

function fieldOf(kind: string, name: string, property: Property, required: boolean): SchemaField {
  const said = property.anyOf?.find((one) => one.type !== 'null') ?? property
  const words = said.enum ?? said.items?.enum ?? []
  return {
    name,
    label: label('field', `${kind}_${name}`) !== `${kind}_${name}` ? label('field', `${kind}_${name}`) : label('field', name),
    hint: '',
    required,
    control: controlOf(name, said),
    options: words.map((word) => ({ value: word, label: label('word', word) })),
    start: startOf(said, property.default),
  }
}

/** A choice starts at nothing, not at the first word: nobody shall hand in what they did not choose. */
function startOf(said: Property, given: unknown): unknown {
  if (said.type === 'array') return []
  if (said.enum || said.format === 'uuid') return given ?? null
  return given === 0 ? undefined : given
}

function controlOf(name: string, said: Property): SchemaField['control'] {
  if (said.enum) return 'one'
  if (said.type === 'array') return 'many'
  if (said.type === 'boolean') return 'yes'
  if (said.format === 'date') return 'date'
  if (said.format === 'uuid') return name === 'from_activity' ? 'activity' : 'member'
  if (said.type === 'integer') return name.endsWith('_fen') ? 'money' : 'number'
  return (said.maxLength ?? 0) > 200 ? 'lines' : 'text'
}
