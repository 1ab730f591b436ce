// The dossier's records gathered as people read them: meetings, then the rest by kind.
import type { AttendanceCount, RecordOut } from '@/api'
import { label } from '@/locales'

export interface FactGroup {
  name: string
  count: number
  records: RecordOut[]
}

export const typeLabel = (fact: string, type: string): string =>
  label('fact_type', type, label('activity_kind', type, label('contribution', type, label('fact', fact))))

/** Records without a roll behind them, gathered by what they are. */
export function gathered(records: RecordOut[]): FactGroup[] {
  const groups = new Map<string, RecordOut[]>()
  for (const record of records) {
    const name = nameOf(record)
    groups.set(name, [...(groups.get(name) ?? []), record])
  }
  return [...groups].map(([name, all]) => ({ name, records: all, count: all.length }))
}

const nameOf = (record: RecordOut): string =>
  ['meeting', 'activity', 'training'].includes(record.fact) ? typeLabel(record.fact, record.type) : label('fact', record.fact, typeLabel(record.fact, record.type))

export interface Totals {
  due: number
  attended: number
  excused: number
  absent: number
}

export function totals(counts: AttendanceCount[]): Totals {
  const sum = (name: keyof Totals): number => counts.reduce((before, one) => before + one[name], 0)
  return { due: sum('due'), attended: sum('attended'), excused: sum('excused'), absent: sum('absent') }
}

/** Attendance of several years in one table, kinds in the order they first appear. */
export function summed(years: AttendanceCount[][]): AttendanceCount[] {
  const found = new Map<string, AttendanceCount>()
  for (const one of years.flat()) {
    const key = `${one.fact} ${one.type}`
    const before = found.get(key)
    found.set(key, before ? { ...one, due: before.due + one.due, attended: before.attended + one.attended, excused: before.excused + one.excused, absent: before.absent + one.absent } : one)
  }
  return [...found.values()]
}

export const rate = (attended: number, due: number): string => (due ? `${(Math.round((attended * 1000) / due) / 10).toFixed(attended === due ? 0 : 1)}%` : '—')
export const orDash = (count: number): string => (count ? String(count) : '—')
