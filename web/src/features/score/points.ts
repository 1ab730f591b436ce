// Exact points as people read them.
import type { ReceiptLine, Score } from '@/api'
import { t } from '@/locales'

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

/** What was looked at and did not count, with the line that says why. */
export function leftOut(score: Score): Array<{ record: string; reason: string; line: string }> {
  return score.lines.flatMap((line) => line.not_counted.map((one) => ({ record: one.record ?? '', reason: one.reason ?? '', line: line.title })))
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
  return [...blocks].map(([name, lines]) => ({ name: score.section_titles[name] ?? t('score.other'), points: score.sections[name] ?? sum(lines), lines }))
}

/** Sums decimals exactly, as whole numbers of the smallest place. */
function sum(lines: ReceiptLine[]): string {
  if (lines.some((line) => line.points.includes('/'))) return ''
  const places = Math.max(...lines.map((line) => line.points.split('.')[1]?.length ?? 0))
  const total = lines.reduce((before, line) => {
    const [whole = '0', part = ''] = line.points.split('.')
    return before + BigInt(whole + part.padEnd(places, '0'))
  }, 0n)
  if (!places) return String(total)
  const digits = String(total < 0n ? -total : total).padStart(places + 1, '0')
  return `${total < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** The server's sentence about a line, without the title that stands above it. */
export function whyOf(score: Score, line: ReceiptLine): string {
  const start = `${line.title}${line.article ? `〔${line.article}〕` : ''}:`
  return score.sentences.find((sentence) => sentence.startsWith(start))?.slice(start.length) ?? ''
}
