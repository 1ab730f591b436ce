// The phone's own store: drafts, the queue, and the last answers seen.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ApiProblem, SignInVerdictOut } from '@/api'

const NAME = 'lvzhi'

export interface Draft {
  id: string
  kind: string
  values: Record<string, unknown>
  files: File[]
  saved: number
  /** The record that is mended, and which version of it; a new record has neither. */
  claim?: string
  version?: number
}

export interface Entry extends Draft {
  /** Also the Idempotency-Key: a request that went out twice makes one record. */
  id: string
  account: string
  route: 'POST /opinions' | 'POST /proposals' | 'POST /contributions' | 'POST /me/feedback'
  body: Record<string, unknown>
  state: 'waiting' | 'refused'
  sentence?: string
  fields?: ApiProblem['fields']
}

/** What a phone found out about a venue, never where it is. */
export interface Where {
  /** Left out when the phone knows its place too vaguely to say. */
  inside?: boolean
  /** Metres. */
  accuracy?: number
}

/** A hall code that this phone saw: kept before anything else, gone only after its verdict. */
export interface SignIn extends Where {
  nonce: string
  /** Which member's it is; empty until whoever scanned it has logged in. */
  member: string
  code: string
  /** Leaving; coming has none. */
  act?: 'out'
  /** By this phone's clock, as every time here. */
  seen_at: number
  tag?: string
  verdict?: SignInVerdictOut
  answered_at?: number
  read?: boolean
  /** Why the server would not take the batch; it is tried again. */
  trouble?: string
}

interface Shape extends DBSchema {
  drafts: { key: string; value: Draft }
  queue: { key: string; value: Entry }
  sign_ins: { key: string; value: SignIn }
  /** By member: marks what is kept. The browser never gives its bytes out again. */
  keys: { key: string; value: CryptoKey }
  answers: { key: string; value: { at: number; answer: unknown } }
}

let opened: Promise<IDBPDatabase<Shape>> | undefined

export function store(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>(NAME, 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('drafts', { keyPath: 'id' })
        db.createObjectStore('queue', { keyPath: 'id' })
        db.createObjectStore('answers')
      }
      db.createObjectStore('sign_ins', { keyPath: 'nonce' })
      db.createObjectStore('keys')
    },
    // Another page brings a newer shape, or wipes at log-out: it must not wait for this one.
    blocking(_, __, event) {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
  return opened
}

/** Forget everything, at log-out. */
export async function wipe(): Promise<void> {
  if (opened) (await opened).close()
  opened = undefined
  await deleteDB(NAME)
}

/** Return a new id; `randomUUID` exists on secure pages only, so it is made from random bytes. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
