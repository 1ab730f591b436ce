// The way to another platform's log-in page and back: bound to this browser by a secret that stays here.
import { api, type CodeIn } from '@/api'

const KEY = 'lvzhi.identity'

export interface Going {
  provider: string
  /** What the code is for: to log in, or to bind the account that is logged in. */
  bind: boolean
  verifier: string
  /** The page to go on to. */
  then: string
}

export async function go(provider: string, bind: boolean, then: string): Promise<void> {
  const verifier = hex(crypto.getRandomValues(new Uint8Array(32)))
  const challenge = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
  const { address } = await api('POST /auth/identities/{provider}/start', { path: { provider }, body: { challenge } })
  const going: Going = { provider, bind, verifier, then }
  sessionStorage.setItem(KEY, JSON.stringify(going))
  location.assign(address)
}

/** What this browser set out for; told once, so that a page that is loaded again sends no code twice. */
export function setOutFor(provider: string): Going | undefined {
  const said = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  const going = said ? (JSON.parse(said) as Going) : undefined
  return going?.provider === provider ? going : undefined
}

export const brought = (going: Going, query: Record<string, unknown>): CodeIn => ({ code: String(query.code ?? ''), state: String(query.state ?? ''), verifier: going.verifier })

const hex = (bytes: Uint8Array): string => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')
