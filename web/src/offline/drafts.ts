// Drafts of records, kept on the phone only.
import { store, type Draft } from './store'

export async function save(draft: Draft): Promise<void> {
  const values = JSON.parse(JSON.stringify(draft.values))
  await (await store()).put('drafts', { ...draft, values, files: [...draft.files], saved: Date.now() })
}

export async function load(id: string): Promise<Draft | undefined> {
  return (await store()).get('drafts', id)
}

export async function list(): Promise<Draft[]> {
  return (await (await store()).getAll('drafts')).sort((a, b) => b.saved - a.saved)
}

export async function drop(id: string): Promise<void> {
  await (await store()).delete('drafts', id)
}
