// Requests for leave as words: their mark, their sittings, who decides.
import type { LeaveOut, LeaveStepOut } from '@/api'
import { dayWithWeekday, momentOf } from '@/composables/days'
import { t } from '@/locales'

const marks: Record<LeaveOut['state'], string> = {
  draft: 'draft',
  pending_slip: 'waiting',
  lapsed: 'refused',
  submitted: 'submitted',
  returned: 'returned',
  approved: 'verified',
  rejected: 'refused',
  withdrawn: 'withdrawn',
  cancelled: 'withdrawn',
}
export const markOf = (one: LeaveOut): string => marks[one.state]

export const when = (one: { name: string; starts_at: string; ends_at: string }): string =>
  `${dayWithWeekday(one.starts_at)}${momentOf(one.starts_at).time}—${momentOf(one.ends_at).time}${one.name ? `，${one.name}` : ''}`

/** Who decides a step, by name: any one of several. */
export const whoOf = (step: LeaveStepOut): string => {
  const names = step.names.join('、')
  if (names === step.label) return names
  return t(step.names.length > 1 ? 'leave.any_of' : 'leave.who', { label: step.label, names })
}

/** The step that waits now. */
export const currentOf = (one: LeaveOut): LeaveStepOut | undefined => one.steps.find((step) => step.state === 'current')
