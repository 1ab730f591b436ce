// A change of term on this screen: what is asked, what the server foresees.
import { ref, type Ref } from 'vue'
import { api, asProblem, type ChangePerson, type TermChangeIn, type TermChangePreview, type TermOut } from '@/api'
import { today } from '@/composables/days'

export const KINDS = ['sector', 'special_committee', 'activity_group', 'area_group', 'party_branch'] as const

/** A date some days and years later, as the server writes dates. */
export function later(day: string, days: number, years = 0): string {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCFullYear(moved.getUTCFullYear() + years)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The term that comes next: one that was set up and has not begun, or the one after the newest. */
export function nextOf(terms: TermOut[]): { number: number; starts_on: string; ends_on: string } {
  const newest = terms[0]
  if (!newest) return { number: 1, starts_on: '', ends_on: '' }
  if (newest.starts_on > today() && terms.length > 1) return newest
  const starts_on = later(newest.ends_on, 1)
  return { number: newest.number + 1, starts_on, ends_on: later(starts_on, -1, 5) }
}

export interface Change {
  shown: Ref<TermChangePreview | undefined>
  /** Everybody who may go on, in the roster's order, whether left out or not. */
  people: Ref<ChangePerson[]>
  left: Ref<string[]>
  busy: Ref<boolean>
  refusal: Ref<string>
  ask: (body?: TermChangeIn) => Promise<void>
  carry: (key: string) => Promise<string>
}

export function useChange(): Change {
  const shown = ref<TermChangePreview>()
  const people = ref<ChangePerson[]>([])
  const left = ref<string[]>([])
  const busy = ref(false)
  const refusal = ref('')
  const order = new Map<string, number>()
  let asked: TermChangeIn | undefined
  let turn = 0

  const body = (): TermChangeIn => ({ ...asked!, leave_out: left.value })
  async function ask(changed?: TermChangeIn): Promise<void> {
    asked = changed ?? asked
    if (!asked) return
    const mine = (turn += 1)
    busy.value = true
    refusal.value = ''
    try {
      const answer = await api('POST /term-changes/preview', { body: body() })
      if (mine !== turn) return
      const all = [...answer.carried, ...answer.ended]
      for (const one of all) if (!order.has(one.id)) order.set(one.id, order.size)
      people.value = all.sort((a, b) => order.get(a.id)! - order.get(b.id)!)
      shown.value = answer
    } catch (thrown) {
      if (mine !== turn) return
      const problem = asProblem(thrown)
      shown.value = undefined
      refusal.value = [problem.sentence, ...problem.fields.map((one) => one.sentence)].join('')
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  async function carry(key: string): Promise<string> {
    const done = await api('POST /term-changes', { body: { ...body(), digest: shown.value!.digest }, key })
    return done.term.id
  }
  return { shown, people, left, busy, refusal, ask, carry }
}
