// Exact points as people read them.
import type { ReceiptLine, RecordOut, Score } from '@/api'
import { t } from '@/locales'

/** What a receipt shows of the records behind it. */
export type Behind = Pick<RecordOut, 'id' | 'claim_id' | 'title' | 'occurred_on'>

/** A decimal as it is; a fraction as whole and part, so that nothing is rounded away. */
export function written(points: string): string {
  const found = /^(-?)(\d+)\/(\d+)$/.exec(points)
  if (!found) return points.replace('-', '−')
  const [top, bottom] = [BigInt(found[2]!), BigInt(found[3]!)]
  const [whole, rest] = [top / bottom, top % bottom]
  return `${found[1] ? '−' : ''}${whole ? t('score.mixed', { whole: String(whole), part: `${rest}/${bottom}` }) : `${rest}/${bottom}`}`
}

export const isZero = (points: string): boolean => /^-?0(\.0*)?$/.test(points)

/** Caps, floors and rounding are lines of their own: what they add or take makes the sums add up. */
export const isAdjustment = (line: ReceiptLine): boolean => !['item', 'granted'].includes(line.kind)

/** What counts in no line at all, with the first line that says why. */
export function leftOut(score: Score): Array<{ record: string; reason: string; line: string }> {
  const told = new Set(score.lines.flatMap((line) => line.counted))
  const found = []
  for (const line of score.lines) {
    for (const one of line.not_counted) {
      const record = one.record ?? ''
      if (told.has(record)) continue
      told.add(record)
      found.push({ record, reason: one.reason ?? '', line: line.title })
    }
  }
  return found
}

/** What a line came to before its own caps and floors; each of them is then a line under it. */
export function beforeCuts(line: ReceiptLine): string {
  const opposite = (points: string): string => (points.startsWith('-') ? points.slice(1) : `-${points}`)
  return addUp([line.points, ...line.cuts.map((cut) => opposite(cut.points ?? '0'))])
}

export interface Gate {
  title: string
  met: boolean
  measured: Array<{ reached: number; needed: number }>
}
export const gatesOf = (score: Score): Gate[] =>
  score.gates.map((one) => ({ title: String(one.title), met: one.outcome === 'met', measured: (one.measured ?? []) as Gate['measured'] }))

export interface Block {
  name: string
  points: string
  lines: ReceiptLine[]
}

/** The receipt by section in the order of the rule book; lines without a section form the last block. */
export function blocksOf(score: Score): Block[] {
  const blocks = new Map<string, ReceiptLine[]>()
  for (const line of score.lines) {
    const name = line.section ?? ''
    blocks.set(name, [...(blocks.get(name) ?? []), line])
  }
  return [...blocks].map(([name, lines]) => ({ name: score.section_titles[name] ?? t('score.other'), points: score.sections[name] ?? addUp(lines.map((line) => line.points)), lines }))
}

/** Sums decimals exactly, as whole numbers of the smallest place; empty when one is a fraction. */
export function addUp(all: string[]): string {
  if (all.some((points) => points.includes('/'))) return ''
  const places = Math.max(...all.map((points) => points.split('.')[1]?.length ?? 0))
  const total = all.reduce((before, points) => {
    const [whole = '0', part = ''] = points.split('.')
    return before + BigInt(whole + part.padEnd(places, '0'))
  }, 0n)
  if (!places) return String(total)
  const digits = String(total < 0n ? -total : total).padStart(places + 1, '0')
  return `${total < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}

/** The server's sentence about a line, without the title that stands above it. */
export function whyOf(score: Score, line: ReceiptLine): string {
  const start = `${line.title}${line.article ? `〔${line.article}〕` : ''}：`
  return score.sentences.find((sentence) => sentence.startsWith(start))?.slice(start.length) ?? ''
}
