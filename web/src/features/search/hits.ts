// What was found, as one list in the order it is shown.
import type { SearchOut } from '@/api'
import { label, t } from '@/locales'

export interface Hit {
  id: string
  to: string
  title: string
  note: string
}
export interface Family {
  words: string
  hits: Hit[]
}

const joined = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ')

/** Families with at least one hit; the last entry of a longer one leads to its list. */
export function families(found: SearchOut, typed: string): Family[] {
  const record = (words: string, list: string, hits: SearchOut['proposals']): Family =>
    family(words, list, hits.more, typed, hits.items.map((one) => ({
      id: one.id,
      to: `/desk/records/${one.id}`,
      title: one.title,
      note: joined(one.number, label('contribution', one.type), one.state_label, one.occurred_on),
    })))
  const all = [
    family('search.members', '/desk/roster', found.members.more, typed, found.members.items.map((one) => ({
      id: one.id, to: `/desk/members/${one.id}`, title: one.name, note: joined(one.number, one.sector),
    }))),
    record('search.proposals', '/desk/proposals', found.proposals),
    record('search.opinions', '/desk/opinions', found.opinions),
    record('search.contributions', '/desk/contributions', found.contributions),
    family('search.activities', '/desk/activities', found.activities.more, typed, found.activities.items.map((one) => ({
      id: one.id, to: `/desk/activities/${one.id}`, title: one.title, note: joined(label('activity_kind', one.kind), one.occurred_on),
    }))),
    family('search.units', '/desk/units', found.units.more, typed, found.units.items.map((one) => ({
      id: one.id, to: `/desk/units/${one.id}`, title: one.name, note: one.kind_label,
    }))),
  ]
  return all.filter((one) => one.hits.length > 0)
}

function family(words: string, list: string, more: boolean, typed: string, hits: Hit[]): Family {
  const rest = { id: `more-${words.split('.')[1]}`, to: `${list}?q=${encodeURIComponent(typed)}`, title: t('search.more'), note: '' }
  return { words, hits: more ? [...hits, rest] : hits }
}
