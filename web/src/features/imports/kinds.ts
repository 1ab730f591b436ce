// The tables that may be imported, and the two calls each has.
import { api, type ImportOut, type Route, type Wrong } from '@/api'
import { can } from '@/composables/session'
import { label } from '@/locales'

const permissions = { roster: 'member:edit', proposals: 'claim:create', opinions: 'claim:create', plenary_speeches: 'claim:create', research_reports: 'claim:create', history_pieces: 'claim:create', media_items: 'claim:create', charities: 'claim:create', grants: 'claim:create', regulations: 'claim:create' } as const
export type ImportWord = keyof typeof permissions

/** The kinds this seat may import. */
export const importKinds = (): ImportWord[] => (Object.keys(permissions) as ImportWord[]).filter((word) => can(permissions[word]))
export const importLabel = (word: string): string => label('import_kind', word)

// Every kind answers alike, so one of them speaks for the types of all.
const upload = (word: ImportWord): 'POST /imports/roster' => `POST /imports/${word}` satisfies Route as 'POST /imports/roster'
const template = (word: ImportWord): 'GET /imports/roster/template' => `GET /imports/${word}/template` satisfies Route as 'GET /imports/roster/template'

export function send(word: ImportWord, file: File, key: string): Promise<ImportOut> {
  const form = new FormData()
  form.append('file', file, file.name)
  return api(upload(word), { body: form, key })
}

export const templateOf = (word: ImportWord): Promise<Blob> => api(template(word))

/** Hand a file over to the reader; it needs the bearer's token, so a plain link would be refused. */
export function saveAs(blob: Blob, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** What is wrong in a few words, for the cell itself; the list beside says the whole sentence. */
export const shortly = (error: Wrong, title = ''): string => label('cell_fault', error.word, ' ').trim() || reasonOf(error, title).split(/[\uFF0C\u3002\uFF1B,;]/)[0]!

/** What is wrong, without the name of the column that stands beside it anyway. */
export const reasonOf = (error: Wrong, title = ''): string => (title && new RegExp(`^${title}[:\uFF1A]`).test(error.sentence) ? error.sentence.slice(title.length + 1) : error.sentence)
