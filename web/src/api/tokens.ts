// Access token in memory, refresh token in localStorage, one renewal at a time.
//
// The refresh token outlives the page because a phone kills pages and a record written off line
// must leave the next day without a new log-in. It is rotated at each use, a stolen copy ends the
// session, and the content policy lets no foreign script run here to read it.
import type { TokenAnswer } from './types'
import { noAnswer, problemOf } from './problem'

const KEPT = 'lvzhi.refresh'
const EARLY = 30_000
let access = ''
let until = 0
let renewing: Promise<void> | undefined

export const kept = (): string => localStorage.getItem(KEPT) ?? ''

export function keep(answer: TokenAnswer): void {
  access = answer.access_token
  until = Date.now() + answer.expires_in * 1000 - EARLY
  if (answer.refresh_token) localStorage.setItem(KEPT, answer.refresh_token)
}

export function drop(): void {
  access = ''
  until = 0
  localStorage.removeItem(KEPT)
}

export function stale(): void {
  until = 0
}

/** Return a token that is still good, renewing it when needed; empty without a session. */
export async function token(): Promise<string> {
  if (access && Date.now() < until) return access
  if (!kept()) return ''
  renewing ??= alone(renew).finally(() => (renewing = undefined))
  await renewing
  return access
}

// Two tabs that renew with one token would look like a theft, so only one renews at a time.
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks ? (navigator.locks.request('lvzhi.refresh', work) as Promise<void>) : work()
}

async function renew(): Promise<void> {
  const answer = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token: kept() }),
  }).catch(() => {
    throw noAnswer()
  })
  if (answer.ok) keep(await answer.json())
  else if (answer.status === 401) drop()
  else throw await problemOf(answer)
}
