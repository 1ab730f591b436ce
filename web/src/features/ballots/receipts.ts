// Receipts of one's own sheets: kept on this phone until log-out. What was marked is never kept.
import { store } from '@/offline/store'

const nameOf = (ballot: string): string => `ballot:${ballot}`

export async function receiptOf(ballot: string): Promise<string> {
  const kept = await (await store()).get('answers', nameOf(ballot))
  return typeof kept?.answer === 'string' ? kept.answer : ''
}

/** The receipt under which the sheet is sent, on this phone before it leaves: a retry has the same. */
export async function keptReceipt(ballot: string): Promise<string> {
  const earlier = await receiptOf(ballot)
  if (earlier) return earlier
  const made = newReceipt()
  await (await store()).put('answers', { at: Date.now(), answer: made }, nameOf(ballot))
  return made
}

export async function forgetReceipt(ballot: string): Promise<void> {
  await (await store()).delete('answers', nameOf(ballot))
}

export const newReceipt = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** In groups of four, to be read aloud and compared. */
export const spaced = (receipt: string): string => receipt.replace(/(.{4})(?=.)/g, '$1 ')
