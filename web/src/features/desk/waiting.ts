// What waits for this seat: asked only of what it may see, and silent where nothing waits.
import { onMounted, ref, type Ref } from 'vue'
import { api } from '@/api'
import { can } from '@/composables/session'
import { t } from '@/locales'

export interface Waiting {
  to: string
  words: string
}

async function inbox(): Promise<Waiting[]> {
  const { submitted } = await api('GET /inbox/counts')
  return submitted ? [{ to: '/desk/inbox', words: t('desk.wait_inbox', { n: submitted }) }] : []
}

async function imports(): Promise<Waiting[]> {
  const { items } = await api('GET /imports', { query: { limit: 20 } })
  return items
    .filter((one) => one.state === 'preview')
    .slice(0, 3)
    .map((one) => ({ to: `/desk/imports/${one.id}`, words: t(one.counts.errors ? 'desk.wait_mend' : 'desk.wait_write', { name: one.filename, n: one.counts.errors }) }))
}

async function coverage(): Promise<Waiting[]> {
  const { gaps } = await api('GET /coverage')
  const open = gaps.find((one) => one.kind === 'special_committee' && one.missing.length)
  return open ? [{ to: '/desk/coverage?kind=special_committee', words: t('desk.wait_coverage', { n: open.missing.length }) }] : []
}

async function leaves(): Promise<Waiting[]> {
  const { items, next } = await api('GET /leaves', { query: { box: 'waiting', limit: 20 } })
  return items.length ? [{ to: '/desk/leaves', words: t(next ? 'desk.wait_leaves_many' : 'desk.wait_leaves', { n: items.length }) }] : []
}

async function objections(): Promise<Waiting[]> {
  const { items } = await api('GET /objections', { query: { state: 'open', limit: 50 } })
  const mine = items.filter((one) => one.may_decide).length
  return mine ? [{ to: '/desk/objections', words: t('desk.wait_objections', { n: mine }) }] : []
}

async function statements(): Promise<Waiting[]> {
  const rounds = await api('GET /statement-rounds')
  return rounds.filter((one) => one.by_state.submitted).map((one) => ({ to: `/desk/statement-rounds/${one.id}`, words: t('desk.wait_statements', { n: one.by_state.submitted ?? 0 }) }))
}

async function followUps(): Promise<Waiting[]> {
  const late = (await api('GET /care-follow-ups')).items.filter((one) => one.overdue).length
  return late ? [{ to: '/desk/care?part=follow_ups', words: t('desk.wait_follow_ups', { n: late }) }] : []
}

async function hearings(): Promise<Waiting[]> {
  const { items } = await api('GET /sanctions', { query: { state: 'ready', limit: 50 } })
  return items.length ? [{ to: '/desk/sanctions', words: t('desk.wait_sanctions', { n: items.length }) }] : []
}

const asks: Array<[string, () => Promise<Waiting[]>]> = [['claim:verify', inbox], ['leave:decide', leaves], ['objection:decide', objections], ['sanction:prepare', hearings], ['care:record', followUps], ['statement:decide', statements], ['import:preview', imports], ['coverage:view', coverage]]

/** What waits, in the order of urgency; undefined while it is asked. What cannot be told is left out. */
export function useWaiting(): Ref<Waiting[] | undefined> {
  const found = ref<Waiting[]>()
  onMounted(async () => {
    const parts = await Promise.all(asks.filter(([permission]) => can(permission)).map(([, ask]) => ask().catch(() => [])))
    found.value = parts.flat()
  })
  return found
}
