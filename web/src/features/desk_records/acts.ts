// What the office records about a piece: filing, outcomes, adoption and the rest, each one call.
import { api } from '@/api'
import { today } from '@/composables/days'
import { can, me } from '@/composables/session'
import type { FullRecord } from '@/features/records/kinds'
import { t } from '@/locales'

export type Act = 'filing' | 'outcomes' | 'satisfaction' | 'adoption' | 'instruction' | 'follow_up'
export const FILINGS = ['filed', 'not_filed', 'merged', 'converted', 'pending'] as const
export const OUTCOMES = ['key', 'excellent', 'forwarded_province', 'forwarded_national', 'listed_speech', 'handled'] as const
export const RATINGS = ['satisfied', 'basically_satisfied', 'dissatisfied', 'unrated'] as const
export const LEVELS = ['county', 'prefecture', 'province', 'national'] as const
export const FOLLOWED = ['issued', 'accepted', 'done', 'not_accepted'] as const

export interface ActValues extends Record<string, unknown> {
  filing: (typeof FILINGS)[number] | null
  number: string
  handling_unit: string
  reason: string
  outcomes: string[]
  process: (typeof RATINGS)[number]
  result: (typeof RATINGS)[number]
  level: (typeof LEVELS)[number] | null
  day: string
  form: 'single' | 'comprehensive'
  carrier: string
  text: string
  state: (typeof FOLLOWED)[number] | null
  reply: string
}

export type DeskRecord = FullRecord & { filing?: ActValues['filing']; outcomes?: string[]; process_satisfaction?: ActValues['process']; result_satisfaction?: ActValues['result']; adoptions?: Array<{ id: string; level: string; adopted_on: string; form: string; carrier: string }>; instructions?: Array<{ id: string; level: string; instructed_on: string; text: string | null }> }

export function startOf(full: DeskRecord): ActValues {
  return { filing: full.filing && full.filing !== 'pending' ? full.filing : null, number: full.number ?? '', handling_unit: full.handling_unit ?? '', reason: full.filing_reason ?? '', outcomes: [...(full.outcomes ?? [])], process: full.process_satisfaction ?? 'unrated', result: full.result_satisfaction ?? 'unrated', level: null, day: today(), form: 'single', carrier: '', text: '', state: (full.data?.state as ActValues['state']) ?? null, reply: String(full.data?.reply ?? '') }
}

export function checkAct(act: Act, said: ActValues): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (act === 'filing' && !said.filing) wrong.filing = t('acts.filing_missing')
  if (act === 'filing' && said.filing === 'filed' && !said.number.trim()) wrong.number = t('acts.number_missing')
  if (act === 'filing' && said.filing && ['not_filed', 'merged', 'converted'].includes(said.filing) && !said.reason.trim()) wrong.reason = t('acts.reason_missing')
  if ((act === 'adoption' || act === 'instruction') && !said.level) wrong.level = t('acts.level_missing')
  if ((act === 'adoption' || act === 'instruction') && (!said.day || said.day > today())) wrong.day = t('record.day_future')
  if (act === 'follow_up' && !said.state) wrong.state = t('acts.state_missing')
  return wrong
}

export async function sendAct(act: Act, full: DeskRecord, said: ActValues): Promise<void> {
  const version = full.version
  const proposal = { path: { proposal_id: full.id }, version }
  const opinion = { path: { opinion_id: full.id }, version }
  if (act === 'filing') await api('POST /proposals/{proposal_id}/filing', { ...proposal, body: { filing: said.filing!, number: said.number.trim() || null, handling_unit: said.handling_unit.trim() || null, reason: said.reason } })
  if (act === 'outcomes') await api('POST /proposals/{proposal_id}/outcomes', { ...proposal, body: { outcomes: said.outcomes as never } })
  if (act === 'satisfaction') await api('POST /proposals/{proposal_id}/satisfaction', { ...proposal, body: { process: said.process, result: said.result } })
  if (act === 'adoption') await api('POST /opinions/{opinion_id}/adoptions', { ...opinion, body: { level: said.level!, adopted_on: said.day, form: said.form, carrier: said.carrier } })
  if (act === 'instruction') await api('POST /opinions/{opinion_id}/instructions', { ...opinion, body: { level: said.level!, instructed_on: said.day, text: said.text } })
  if (act === 'follow_up') await api('POST /contributions/{contribution_id}/follow-up', { path: { contribution_id: full.id }, version, body: { state: said.state!, reply: said.reply } })
}

/** Whether the reader's section keeps the record; the secretariat keeps all. */
export const keeps = (full: FullRecord): boolean => Boolean(me.value?.roles.includes('secretariat')) || (me.value?.section_id === full.section_id && (me.value?.roles.some((one) => ['section_clerk', 'verifier', 'convener'].includes(one)) ?? false))

/** The list that a record stands in; none for rolls and activities. */
export const listOf = (full: FullRecord): string => ({ proposal: '/desk/proposals', opinion: '/desk/opinions', contribution: '/desk/contributions' })[full.kind as string] ?? ''

/** The acts that stand open on a record for this seat. */
export function actsOn(full: DeskRecord): Act[] {
  if (!['submitted', 'verified'].includes(full.state) || !keeps(full) || full.entered_by_me) return []
  if (full.kind === 'proposal' && can('proposal:file')) return full.filing === 'filed' ? ['filing', 'outcomes', 'satisfaction'] : ['filing']
  if (full.kind === 'opinion' && can('opinion:adopt')) return ['adoption', 'instruction']
  return full.kind === 'contribution' && full.type === 'suggestion' && can('suggestion:follow_up') ? ['follow_up'] : []
}
