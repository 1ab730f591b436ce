// Days and times as people write them here, always Beijing's.
import { t } from '@/locales'

const ZONE = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'long',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
})

interface Moment {
  year: string
  month: string
  day: string
  weekday: string
  time: string
}

export function momentOf(when: string | number | Date): Moment {
  // A plain date is a day here, not midnight in Greenwich.
  const moment = typeof when === 'string' && when.length === 10 ? new Date(`${when}T12:00:00+08:00`) : new Date(when)
  const said = Object.fromEntries(parts.formatToParts(moment).map((part) => [part.type, part.value]))
  return {
    year: said.year ?? '',
    month: said.month ?? '',
    day: said.day ?? '',
    weekday: said.weekday ?? '',
    time: `${Number(said.hour)}:${said.minute}`,
  }
}

/** Today, or the day of a moment, in Beijing as YYYY-MM-DD. */
export function today(when: string | number | Date = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(when))
}

/** The moment when a clock on the wall showed `time` (HH:MM), next to `around`: a late sitting may pass midnight. */
export function timeNear(around: string, time: string): string {
  const there = new Date(around).getTime(), day = 86_400_000
  const at = new Date(`${today(around)}T${time}:00+08:00`).getTime()
  return new Date(there - at > day / 2 ? at + day : at - there > day / 2 ? at - day : at).toISOString()
}

export function dayOf(when: string | number | Date): string {
  const said = momentOf(when)
  const values = { y: said.year, m: said.month, d: said.day }
  return t(said.year === today().slice(0, 4) ? 'day.short' : 'day.long', values)
}

/** From one day to another, each with its year. */
export function spanOf(from: string, to: string): string {
  const [start, end] = [from, to].map((when) => {
    const said = momentOf(when)
    return t('day.long', { y: said.year, m: said.month, d: said.day })
  }) as [string, string]
  return t('day.span', { from: start, to: end })
}

export function dayWithWeekday(when: string): string {
  return t('day.weekday', { day: dayOf(when), weekday: momentOf(when).weekday })
}

export function dayAndTime(when: string | number | Date): string {
  return `${dayOf(when)} ${momentOf(when).time}`
}

/** Whole days from today to a day; 0 is today. */
export function daysUntil(when: string): number {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`)
  const then = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(when))
  return Math.round((day(then) - day(today())) / 86_400_000)
}
