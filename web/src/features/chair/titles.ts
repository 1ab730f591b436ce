// What a list is called, and the number on the page that it stands behind.
import type { Dashboard } from '@/api'
import { label, t } from '@/locales'
import type { Query } from './lists'
import { monthLabel, nameOf, type Status } from './page'

export interface Title {
  words: string
  /** The number, once the page is here and when the page shows it. */
  count?: string
}

export function titleOf(name: string, query: Query, page?: Dashboard): Title {
  if (name === 'attendance') return attendance(query, page)
  if (name === 'contributions') return contributions(query, page)
  if (name === 'silent') return { words: t('chair.silent'), count: said('chair.groups', page?.silent.length) }
  if (name === 'waiting') return waiting(query, page)
  if (name === 'returned') return { words: t('chair.returned'), count: said('chair.pieces', page?.overdue.returned) }
  if (name === 'objections') return { words: t('chair.objections'), count: said('chair.doubts', page?.overdue.objections) }
  if (name === 'grades') return grades(query, page)
  const unit = page?.silent.find((one) => one.unit_id === query.unit_id) ?? page?.attendance.sectors.find((one) => one.unit_id === query.unit_id)
  const people = name === 'members' ? said('chair.people', unit?.members ?? undefined) : undefined
  return { words: [unit?.name, t(name === 'members' ? 'chair.members' : 'chair.records')].filter(Boolean).join('，'), count: people }
}

const said = (words: string, n: number | undefined): string | undefined => (n === undefined ? undefined : t(words, { n }))

/** The turnout that the filters of an attendance list point at. */
export function turnoutOf(query: Query, page?: Dashboard) {
  if (!page) return undefined
  if (query.kind) return page.attendance.kinds.find((one) => one.kind === query.kind)
  if (query.unit_id || query.unplaced) return page.attendance.sectors.find((one) => (one.unit_id ?? undefined) === query.unit_id)
  return page.attendance.all
}

function attendance(query: Query, page?: Dashboard): Title {
  const sector = page?.attendance.sectors.find((one) => (one.unit_id ?? undefined) === query.unit_id)
  const which = query.kind ? label('chair_kind', query.kind) : query.unit_id && sector ? t('chair.sector_of', { name: nameOf(sector) }) : query.unplaced ? t('chair.unplaced') : t('chair.turnout')
  const status = (query.status ?? 'due') as Status
  const found = turnoutOf(query, page)
  return { words: `${which}，${label('chair_status', status)}`, count: found ? `${found[status]} ${t('chair.times')}` : undefined }
}

function contributions(query: Query, page?: Dashboard): Title {
  const family = page?.contributions.find((one) => one.family === query.family)
  const n = query.month ? family?.months.find((one) => one.month === query.month)?.count : family?.total
  const month = query.month ? `${monthLabel(query.month)}，` : ''
  return { words: month + label('chair_family', query.family), count: n === undefined ? undefined : `${n} ${label('chair_unit', query.family)}` }
}

function waiting(query: Query, page?: Dashboard): Title {
  const section = page?.overdue.sections.find((one) => one.section_id === query.section_id)
  const words = t('chair.waiting', { n: page?.waiting_days ?? '—' })
  return { words: section ? `${section.name}，${words}` : words, count: said('chair.pieces', query.section_id ? section?.waiting : page?.overdue.waiting) }
}

function grades(query: Query, page?: Dashboard): Title {
  if (!query.grade) return { words: t('chair.grades_note') }
  const sector = page?.grades?.find((one) => (one.unit_id ?? undefined) === query.unit_id)
  const where = sector ? `${sector.name || t('chair.unplaced')}，` : ''
  return { words: `${where}${query.grade ?? ''}`, count: said('chair.people', sector?.grades.find((one) => one.grade === query.grade)?.count) }
}
