// Texts of statements that the server does not have yet: kept here until it does.
import { ref } from 'vue'
import { api, type StatementDraft } from '@/api'
import { deviceName } from '@/features/session/device'
import { alone } from './queue'
import { store } from './store'

export type Parts = Record<string, string>
export interface KeptText {
  id: string
  /** The version that it was written on, and the words of that. */
  base: number
  before: Parts
  parts: Parts
  at: number
}
const NAME = 'statement-text '

/** How many statements have words that only this phone has. */
export const keptTexts = ref(0)

export async function keptText(id: string): Promise<KeptText | undefined> {
  return (await (await store()).get('answers', NAME + id))?.answer as KeptText | undefined
}

export async function keepText(kept: KeptText): Promise<void> {
  await (await store()).put('answers', { at: kept.at, answer: JSON.parse(JSON.stringify(kept)) }, NAME + kept.id)
  await countTexts()
}

export async function dropText(id: string): Promise<void> {
  await (await store()).delete('answers', NAME + id)
  await countTexts()
}

export async function countTexts(): Promise<string[]> {
  const names = (await (await store()).getAllKeys('answers')).filter((one) => one.startsWith(NAME))
  keptTexts.value = names.length
  return names.map((one) => one.slice(NAME.length))
}

/** Save a version; which version it was written on is told, so that nobody's words are run over. */
export const saveText = (id: string, parts: Parts, base: number): Promise<StatementDraft> =>
  api('PUT /statements/{statement_id}/text', { path: { statement_id: id }, body: { parts, device: deviceName(navigator.userAgent) }, version: base })

/** Send what was kept without a line; what meets other words stays, for its page to lay side by side. */
export const sendTexts = (): Promise<void> =>
  alone('lvzhi.statements', async () => {
    for (const id of await countTexts()) {
      const kept = await keptText(id)
      if (!kept) continue
      const sent = await saveText(id, kept.parts, kept.base).catch(() => undefined)
      if (sent) await dropText(id)
    }
  })
