// The only place that talks to the server: typed routes in, answers or problems out.
import { ApiProblem, noAnswer, problemOf } from './problem'
import * as tokens from './tokens'
import type { Routes } from './types'

export type Route = keyof Routes
type Part<R extends Route, P extends 'path' | 'query'> =
  Record<string, never> extends Routes[R][P] ? { [K in P]?: Routes[R][P] } : { [K in P]: Routes[R][P] }
// A body that tells the time of its sending is made anew for each turn: a log-in may lie between two.
type Body<R extends Route> = Routes[R]['body'] extends undefined ? { body?: undefined } : { body: Routes[R]['body'] | (() => Routes[R]['body']) }
export type Asked<R extends Route> = Part<R, 'path'> & Part<R, 'query'> & Body<R> & { key?: string; version?: number; signal?: AbortSignal }
type Args<R extends Route> = Record<string, never> extends Asked<R> ? [Asked<R>?] : [Asked<R>]

// What happens when the session is over: the page stays, a dialog asks, the request goes again.
let askAgain: (() => Promise<boolean>) | undefined
export function onExpiry(ask: () => Promise<boolean>): void {
  askAgain = ask
}

export async function api<R extends Route>(route: R, ...[asked]: Args<R>): Promise<Routes[R]['answer']> {
  const answer = await send(route, (asked ?? {}) as Loose)
  if (answer.status === 204) return undefined as Routes[R]['answer']
  const json = (answer.headers.get('content-type') ?? '').includes('json')
  return (await (json ? answer.json() : answer.blob())) as Routes[R]['answer']
}

export interface Loose {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  key?: string
  version?: number
  signal?: AbortSignal
}

export async function send(route: Route, asked: Loose): Promise<Response> {
  const open = route.startsWith('POST /auth/token') || route.includes(' /auth/identities')
  for (let turn = 0; ; turn += 1) {
    const bearer = open ? '' : await tokens.token()
    const answer = bearer || open ? await once(route, asked, bearer) : undefined
    if (answer?.ok) return answer
    if (answer && (answer.status !== 401 || open)) throw await problemOf(answer)
    if (turn === 0 && bearer) tokens.stale()
    else if (!askAgain || !(await askAgain())) throw new ApiProblem(401, 'unauthenticated', '')
  }
}

function once(route: Route, asked: Loose, bearer: string): Promise<Response> {
  const [method, template] = route.split(' ') as [string, string]
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(asked.path?.[name])))
  const headers: Record<string, string> = {}
  if (bearer) headers.Authorization = `Bearer ${bearer}`
  if (asked.key) headers['Idempotency-Key'] = asked.key
  if (asked.version !== undefined) headers['If-Match'] = `"${asked.version}"`
  return fetch(`/api/v1${path}${queryOf(asked.query)}`, { method, headers, body: bodyOf(typeof asked.body === 'function' ? asked.body() : asked.body, headers), signal: asked.signal }).catch(
    () => {
      throw noAnswer()
    },
  )
}

function queryOf(query: Record<string, unknown> = {}): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    // A list is sent as one pair each; nothing chosen sends nothing.
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') said.append(name, String(one))
    }
  }
  const text = said.toString()
  return text ? `?${text}` : ''
}

function bodyOf(body: unknown, headers: Record<string, string>): BodyInit | undefined {
  if (body === undefined || body instanceof FormData || body instanceof URLSearchParams) return body
  headers['Content-Type'] = 'application/json'
  return JSON.stringify(body)
}
