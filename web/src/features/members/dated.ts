// Posts and places: what begins, ends or is corrected, sent to the server.
import { api, type MemberOut, type PlaceNew, type PostNew } from '@/api'

export type Act = 'add' | 'end' | 'correct'
export interface DatedValues {
  post: string | null
  unit_id: string | null
  role: string
  starts_on: string
  ends_on: string
}

export function send(member: MemberOut, what: 'post' | 'place', act: Act, now: DatedValues, id = ''): Promise<MemberOut> {
  const path = { member_id: member.id }
  const role = now.role as PlaceNew['role']
  const key = crypto.randomUUID()
  if (act === 'add') {
    return what === 'post'
      ? api('POST /members/{member_id}/posts', { path, key, body: { post: now.post as PostNew['post'], starts_on: now.starts_on } })
      : api('POST /members/{member_id}/placements', { path, key, body: { unit_id: now.unit_id!, role, starts_on: now.starts_on } })
  }
  const dates = act === 'end' ? { ends_on: now.ends_on } : { starts_on: now.starts_on, ends_on: now.ends_on || null }
  return what === 'post'
    ? api('PATCH /members/{member_id}/posts/{post_id}', { path: { ...path, post_id: id }, version: member.version, body: dates })
    : api('PATCH /members/{member_id}/placements/{placement_id}', { path: { ...path, placement_id: id }, version: member.version, body: act === 'end' ? dates : { ...dates, unit_id: now.unit_id, role } })
}

/** The way back from an end or a correction: the dates, unit and role as they were. */
export function undo(before: MemberOut, what: 'post' | 'place', id: string): (now: MemberOut) => Promise<MemberOut> {
  const post = before.posts.find((one) => one.id === id)
  const place = before.places.find((one) => one.id === id)
  const row = (what === 'post' ? post : place)!
  const was = { post: null, unit_id: place?.unit_id ?? null, role: place?.role ?? 'member', starts_on: row.starts_on, ends_on: row.ends_on ?? '' }
  return (now) => send(now, what, 'correct', was, id)
}
