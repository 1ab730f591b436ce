// A roll while it is kept: what was noted, what is not saved yet, and the numbers of both.
import { computed, ref } from 'vue'
import { api, ApiProblem, asProblem, type RollEntry, type RollOut } from '@/api'
import { say } from '@/composables/said'
import { useOne } from '@/composables/useOne'
import { t } from '@/locales'

export type Status = NonNullable<RollEntry['status']>
export const STATUSES: Status[] = ['present', 'late', 'left_early', 'excused', 'excused_not_counted', 'absent']
export interface Mark {
  status: Status
  note: string
}

export function useRoll(id: string) {
  const { data: roll, problem, slow, load } = useOne<RollOut>(() => '', () => api('GET /sittings/{sitting_id}/roll', { path: { sitting_id: id } }))
  const marks = ref<Record<string, Mark>>({})
  const find = ref('')
  const at = ref('')
  const busy = ref(false)
  const refusal = ref<ApiProblem>()

  const dirty = computed(() => Object.keys(marks.value).length)
  const now = (one: RollEntry): Status | null => marks.value[one.member_id]?.status ?? one.status
  const rows = computed(() => {
    const said = find.value.trim().toLowerCase()
    return (roll.value?.entries ?? []).filter((one) => !said || one.name.includes(said) || one.initials.startsWith(said) || one.number === said)
  })
  const counts = computed(() => {
    const found: Record<string, number> = { unmarked: 0 }
    for (const one of roll.value?.entries ?? []) {
      const word = now(one) ?? 'unmarked'
      found[word] = (found[word] ?? 0) + 1
    }
    return found
  })
  const came = computed(() => (counts.value.present ?? 0) + (counts.value.late ?? 0) + (counts.value.left_early ?? 0))

  function mark(id_: string, status: Status, note?: string): void {
    const entry = roll.value?.entries.find((one) => one.member_id === id_)
    if (!entry || roll.value?.state === 'closed') return
    const mine = { status, note: note ?? marks.value[id_]?.note ?? entry.note }
    // Back to what was saved is no change.
    if (entry.status === mine.status && entry.note === mine.note) delete marks.value[id_]
    else marks.value[id_] = mine
  }

  function restPresent(): void {
    for (const one of roll.value?.entries ?? []) if (!now(one)) mark(one.member_id, 'present')
  }

  async function tried(work: () => Promise<RollOut>): Promise<boolean> {
    busy.value = true
    refusal.value = undefined
    try {
      roll.value = await work()
      return true
    } catch (thrown) {
      const found = asProblem(thrown)
      refusal.value = found
      // Somebody else kept it meanwhile: their marks come in, ours stay unsaved on top.
      if (found.status === 412 || found.status === 409) {
        await load()
        refusal.value = found.status === 412 ? new ApiProblem(412, found.word, t('roll.stale')) : found
      }
      return false
    } finally {
      busy.value = false
    }
  }

  const version = (): number => roll.value!.version

  async function save(): Promise<boolean> {
    const lines = Object.entries(marks.value).map(([member_id, one]) => ({ member_id, ...one }))
    if (!lines.length) return true
    const saved = await tried(() => api('PUT /sittings/{sitting_id}/roll', { path: { sitting_id: id }, body: { lines }, version: version() }))
    if (saved) {
      marks.value = {}
      say(t('roll.saved', { n: lines.length }))
    }
    return saved
  }

  async function upload(file: File): Promise<boolean> {
    const form = new FormData()
    form.append('file', file, file.name)
    const taken = await tried(() => api('POST /sittings/{sitting_id}/roll/upload', { path: { sitting_id: id }, body: form as never, version: version() }))
    if (taken) say(t('roll.uploaded'))
    return taken
  }

  const close = (): Promise<boolean> => tried(() => api('POST /sittings/{sitting_id}/close', { path: { sitting_id: id }, version: version() }))

  async function reopen(reason: string): Promise<void> {
    roll.value = await api('POST /sittings/{sitting_id}/reopen', { path: { sitting_id: id }, body: { reason }, version: version() })
  }

  return { roll, problem, slow, load, marks, find, at, busy, refusal, dirty, rows, counts, came, now, mark, restPresent, save, upload, close, reopen }
}
