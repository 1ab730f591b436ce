// Two texts side by side, line by line.
export interface Pair {
  kind: 'same' | 'changed' | 'gone' | 'new'
  left?: { number: number; text: string }
  right?: { number: number; text: string }
}

/** Beyond this many comparisons the differing middle is shown whole instead of matched line by line. */
const MOST = 4_000_000

export function compare(before: string, after: string): Pair[] {
  const [left, right] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1
  let tail = 0
  while (tail < left.length - head && tail < right.length - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1
  const [ends, endsRight] = [left.length - tail, right.length - tail]
  const kept = matches(left.slice(head, ends), right.slice(head, endsRight))
  const pairs: Pair[] = []
  const at = (lines: string[], place: number) => ({ number: place + 1, text: lines[place]! })
  const same = (a: number, b: number): void => void pairs.push({ kind: 'same', left: at(left, a), right: at(right, b) })
  const differ = (a: number, aEnd: number, b: number, bEnd: number): void => {
    for (; a < aEnd && b < bEnd; a += 1, b += 1) pairs.push({ kind: 'changed', left: at(left, a), right: at(right, b) })
    for (; a < aEnd; a += 1) pairs.push({ kind: 'gone', left: at(left, a) })
    for (; b < bEnd; b += 1) pairs.push({ kind: 'new', right: at(right, b) })
  }
  for (let place = 0; place < head; place += 1) same(place, place)
  let [a, b] = [head, head]
  for (const [x, y] of kept) {
    differ(a, head + x, b, head + y)
    same(head + x, head + y)
    ;[a, b] = [head + x + 1, head + y + 1]
  }
  differ(a, ends, b, endsRight)
  for (let place = 0; place < tail; place += 1) same(ends + place, endsRight + place)
  return pairs
}

/** The places of a longest common subsequence. */
function matches(left: string[], right: string[]): Array<[number, number]> {
  const [n, m] = [left.length, right.length]
  if (n * m > MOST) return []
  const best = new Uint16Array((n + 1) * (m + 1))
  for (let a = n - 1; a >= 0; a -= 1) {
    for (let b = m - 1; b >= 0; b -= 1) {
      best[a * (m + 1) + b] = left[a] === right[b] ? best[(a + 1) * (m + 1) + b + 1]! + 1 : Math.max(best[(a + 1) * (m + 1) + b]!, best[a * (m + 1) + b + 1]!)
    }
  }
  const found: Array<[number, number]> = []
  for (let a = 0, b = 0; a < n && b < m; ) {
    if (left[a] === right[b]) found.push([a++, b++])
    else if (best[(a + 1) * (m + 1) + b]! >= best[a * (m + 1) + b + 1]!) a += 1
    else b += 1
  }
  return found
}

/** The line that a finding of the server names at its beginning. */
export const lineOf = (sentence: string): number => Number(/^\D{1,3}(\d+)\s/.exec(sentence)?.[1] ?? 0)
