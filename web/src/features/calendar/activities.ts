// Activities as the calendar needs them: what is to come, in order of time.
import { api, type ActivityOut, type SittingOut } from '@/api'
import { today } from '@/composables/days'

export interface Coming {
  activity: ActivityOut
  sitting: SittingOut
}

/** Sittings that have not ended, soonest first; those one is due at before the others of a day. */
export async function coming(): Promise<ActivityOut[]> {
  const page = await api('GET /activities', { query: { since: today(), state: 'planned', limit: 100 } })
  return page.items.slice().sort((a, b) => startOf(a).localeCompare(startOf(b)))
}

export const startOf = (activity: ActivityOut): string => activity.sittings[0]?.starts_at ?? activity.occurred_on

/** The next sitting the reader is asked to, else the next one at all. */
export function nextOf(activities: ActivityOut[]): Coming | undefined {
  const now = Date.now()
  const open = activities.flatMap((activity) =>
    activity.sittings.filter((one) => Date.parse(one.ends_at) >= now).map((sitting) => ({ activity, sitting })),
  )
  open.sort((a, b) => a.sitting.starts_at.localeCompare(b.sitting.starts_at))
  const mine = open.filter((one) => one.activity.my_response && one.activity.my_response !== 'declined')
  return mine[0]
}

export const invited = (activity: ActivityOut): boolean => activity.my_response !== null

/** Answers may change until the first sitting begins. */
export const mayAnswer = (activity: ActivityOut): boolean =>
  invited(activity) && activity.state === 'planned' && Date.parse(startOf(activity)) > Date.now()
