// Two texts laid side by side: which clauses differ, and both joined into one.
import type { Parts } from '@/offline/statements'

export interface Piece {
  text: string
  /** Stands in this text only. */
  own: boolean
}
export interface Compared {
  mine: Piece[]
  theirs: Piece[]
}
/** What another device has saved meanwhile. */
export interface Other {
  number: number
  parts: Parts
  device: string
}
export type Saving = 'saved' | 'waiting' | 'off_line' | 'conflict' | 'refused'
type Step = ['both' | 'mine' | 'theirs', string]

const clausesOf = (text: string): string[] => text.match(/[^。！？；，\n]*[。！？；，\n]+|[^。！？；，\n]+$/g) ?? []

/** What both have once and in order, between it what only one has: the longest common sequence. */
function steps(mine: string[], theirs: string[]): Step[] {
  const longest = Array.from({ length: mine.length + 1 }, () => new Uint16Array(theirs.length + 1))
  for (let at = mine.length - 1; at >= 0; at -= 1)
    for (let by = theirs.length - 1; by >= 0; by -= 1)
      longest[at]![by] = mine[at] === theirs[by] ? longest[at + 1]![by + 1]! + 1 : Math.max(longest[at + 1]![by]!, longest[at]![by + 1]!)
  const found: Step[] = []
  let at = 0, by = 0
  while (at < mine.length || by < theirs.length) {
    if (at < mine.length && by < theirs.length && mine[at] === theirs[by]) {
      found.push(['both', mine[at]!])
      at += 1
      by += 1
    } else if (by >= theirs.length || (at < mine.length && longest[at + 1]![by]! >= longest[at]![by + 1]!)) found.push(['mine', mine[at++]!])
    else found.push(['theirs', theirs[by++]!])
  }
  return found
}

export function compare(mine: string, theirs: string): Compared {
  const found = steps(clausesOf(mine), clausesOf(theirs))
  const side = (whose: 'mine' | 'theirs'): Piece[] => found.filter(([who]) => who === 'both' || who === whose).map(([who, text]) => ({ text, own: who !== 'both' }))
  return { mine: side('mine'), theirs: side('theirs') }
}

/** Both texts in one: common words once, nothing of either left out. */
export function joined(mine: string, theirs: string): string {
  return steps(clausesOf(mine), clausesOf(theirs)).reduce((text, [who, clause], at, all) => {
    const seam = at > 0 && who !== all[at - 1]![0] && text && !/[。！？；，\n]$/.test(text) ? '\n' : ''
    return text + seam + clause
  }, '')
}

/** The text that is proposed: the changed one where one side changed, both where both did. */
export const proposed = (before: string, mine: string, theirs: string): string => (mine === before ? theirs : theirs === before ? mine : joined(mine, theirs))

export const same = (one: Parts, other: Parts): boolean => [...new Set([...Object.keys(one), ...Object.keys(other)])].every((id) => (one[id] ?? '') === (other[id] ?? ''))
