// The desk at the door: one after another is read in, by a code or by name; the newest answer stands large.
import { computed, ref } from 'vue'
import { api, asProblem, type DeskScanIn, type DeskScanOut, type RollEntry, type RollOut } from '@/api'
import { useOne } from '@/composables/useOne'
import { t } from '@/locales'
import { newId } from '@/offline/store'

export interface Told extends Partial<DeskScanOut> {
  id: string
  sentence: string
  good: boolean
  at: number
}
/** An own code and a printed row, as app/facts/attendance/desk/card.py writes them. */
const CODE = /^(1\d{111}|2\d{106})$/
/** A camera sees the same code many times a second. */
const SAME = 5_000
const RECENT = 6

export function useKiosk(sitting: string) {
  const { data: roll, problem, slow, load } = useOne<RollOut>(() => '', () => api('GET /sittings/{sitting_id}/roll', { path: { sitting_id: sitting } }))
  const typed = ref('')
  const told = ref<Told[]>([])
  const counts = ref<{ due: number; present: number }>()
  const busy = ref(0)
  const act = ref<'in' | 'out'>('in')
  let last = { code: '', at: 0 }
  let turn: Promise<void> = Promise.resolve()

  const found = computed<RollEntry[]>(() => {
    const said = typed.value.trim().toLowerCase()
    if (!said || said.length > 40) return []
    return (roll.value?.entries ?? []).filter((one) => one.name.includes(said) || one.initials.startsWith(said) || one.number === said).slice(0, 8)
  })

  /** One at a time, in the order in which they came. */
  function send(given: Partial<DeskScanIn>): Promise<void> {
    busy.value += 1
    turn = turn.then(() => once(given)).finally(() => (busy.value -= 1))
    return turn
  }

  async function once(given: Partial<DeskScanIn>): Promise<void> {
    try {
      const answer = await api('POST /sittings/{sitting_id}/desk-scans', { path: { sitting_id: sitting }, body: { nonce: newId(), act: act.value, ...given } })
      counts.value = { due: answer.due, present: answer.present }
      tell({ ...answer, good: answer.outcome === 'accepted' || answer.outcome === 'left' })
      const entry = roll.value?.entries.find((one) => one.member_id === answer.member_id)
      if (entry && answer.signed_in_at) entry.signed_in_at = answer.signed_in_at
    } catch (thrown) {
      const refused = asProblem(thrown)
      last = { code: '', at: 0 }
      tell({ sentence: refused.passing ? t('kiosk.not_sent') : refused.sentence, good: false })
    }
  }

  function tell(one: Omit<Told, 'id' | 'at'>): void {
    told.value = [{ ...one, id: newId(), at: Date.now() }, ...told.value].slice(0, RECENT)
  }

  function scan(code: string): void {
    if (code === last.code && Date.now() - last.at < SAME) {
      last.at = Date.now()
      return
    }
    last = { code, at: Date.now() }
    void send({ code })
  }

  const choose = (member: string): void => {
    typed.value = ''
    void send({ member_id: member })
  }

  /** A hand reader types a code and mostly, not always, Enter after it. */
  function look(): void {
    const said = typed.value.trim()
    if (!CODE.test(said)) return
    typed.value = ''
    scan(said)
  }

  function enter(): void {
    const said = typed.value.trim()
    if (!said) return
    if (found.value[0]) choose(found.value[0].member_id)
    else if (said.length > 20) {
      typed.value = ''
      scan(said)
    }
  }

  return { roll, problem, slow, load, typed, told, counts, busy, act, found, scan, choose, look, enter }
}
