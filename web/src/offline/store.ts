// The phone's own store: drafts, the queue, and the last answers seen.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ApiProblem } from '@/api'

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

interface Shape extends DBSchema {
  drafts: { key: string; value: Draft }
  queue: { key: string; value: Entry }
  answers: { key: string; value: { at: number; answer: unknown } }
}

let opened: Promise<IDBPDatabase<Shape>> | undefined

export function store(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'id' })
      db.createObjectStore('queue', { keyPath: 'id' })
      db.createObjectStore('answers')
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
