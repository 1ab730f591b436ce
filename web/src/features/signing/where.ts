// Whether this phone is at a venue: it compares by itself, its position is kept and sent nowhere.
import type { Fence, MySittingOut } from '@/api'
import type { Where } from '@/offline/store'

interface Point {
  latitude: number
  longitude: number
}

const REFUSED = 'lvzhi.where'
const PATIENCE = 5_000
/** A place from so long ago is asked for anew. */
const FRESH = 60_000
/** Metres: vaguer than this a phone cannot tell a hall from the next street. */
const VAGUE = 500
const EARTH = 6_371_000

/** The reader's own choice on this phone. */
export const willing = (): boolean => localStorage.getItem(REFUSED) !== 'no'
export const choose = (yes: boolean): void => (yes ? localStorage.removeItem(REFUSED) : localStorage.setItem(REFUSED, 'no'))

/** Metres between two points on the ground. */
export function metres(one: Point, other: Point): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180
  const north = Math.sin(rad(other.latitude - one.latitude) / 2) ** 2
  const east = Math.sin(rad(other.longitude - one.longitude) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(north + Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * east)))
}

/** Outside is only who is outside of every venue wherever in its circle of accuracy the phone may be. */
export function compare(fences: Fence[], place: Point, within: number): Where {
  const accuracy = Math.min(100_000, Math.max(0, Math.round(within)))
  if (accuracy > VAGUE) return { accuracy }
  return { inside: fences.some((one) => metres(one, place) <= one.radius + accuracy), accuracy }
}

/** By sitting; nothing of one that has no venue on the ground. */
export type Found = Record<string, Where>
type Fenced = Pick<MySittingOut, 'sitting_id' | 'fences'>

/** Those of the sittings that have venues on the ground; an answer kept by an older version names none. */
export const fenced = <T extends Fenced>(sittings: T[]): T[] => sittings.filter((one) => (one.fences ?? []).length)

/** Ask the phone, if there is anything to compare with; without an answer or a leave nothing is known. */
export function look(sittings: Fenced[]): Promise<Found> | undefined {
  const asked = fenced(sittings)
  if (!asked.length || !willing() || !navigator.geolocation) return undefined
  return new Promise<Found>((done) => {
    // A question that the reader leaves open is never answered.
    setTimeout(done, PATIENCE, {})
    const here = ({ coords }: GeolocationPosition): void => done(Object.fromEntries(asked.map((one) => [one.sitting_id, compare(one.fences, coords, coords.accuracy)])))
    navigator.geolocation.getCurrentPosition(here, () => done({}), { timeout: PATIENCE, maximumAge: FRESH, enableHighAccuracy: true })
  }).catch(() => ({}))
}
