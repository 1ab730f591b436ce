// The fourteen lines: which figures stand large, which in the sentence below.
import { api, type Counted, type Rate, type TermOut, type TermReview } from '@/api'
import { today } from '@/composables/days'
import { label, t } from '@/locales'

export type Figure = Counted | Rate

/** The figures that stand large in their cell; the rest stand in a row below. */
const LARGE = new Set([
  'standing_committee_meetings', 'chairpersons_meetings', 'major_consultation_events', 'instructions', 'come_and_consult_events',
  'recommendations_and_suggestions', 'oversight_events', 'oversight_letters', 'special_oversights', 'proposals_received', 'proposals_filed',
  'opinions_received', 'opinions_with_provincial_instruction', 'plenary_speeches', 'research_reports', 'face_to_face_views',
  'history_pieces', 'history_characters', 'media_items', 'grant_person_times', 'grant_fen', 'regulations',
])
export const isLarge = (figure: Figure): boolean => LARGE.has(figure.key)

/** What a figure is called and counted in, as people say it; the server's words are the fallback. */
export const named = (figure: Figure): string => label('figure', figure.key, figure.label)

export interface Written {
  number: string
  unit: string
}

/** A display such as 35.8 and ten thousands, taken apart: the digits, and the unit with what is left over. */
export function written(figure: Figure): Written {
  const more = t('term_review.more_than')
  const [, digits = figure.display, rest = ''] = /^([\d.]+%?)(.*)$/.exec(figure.display) ?? []
  const unit = label('figure_unit', figure.key, ' ').trim()
  return rest === more ? { number: digits + more, unit } : { number: digits, unit: rest + unit }
}

const MARKS = /[,;:()]/g
const ascii = (mark: string | undefined): boolean => mark === undefined || mark < '\x80'
/** Chinese sentences get the full width of their punctuation. */
export const fullWidth = (text: string): string =>
  text.replace(MARKS, (mark, at: number) => (ascii(text[at - 1]) && ascii(text[at + 1]) ? mark : String.fromCharCode(mark.charCodeAt(0) + 0xfee0)))

export async function terms(): Promise<TermOut[]> {
  return (await api('GET /terms')).slice().sort((a, b) => b.number - a.number)
}

/** The term asked for, else the one that runs, else the newest. */
export function chosenTerm(all: TermOut[], asked: number): TermOut | undefined {
  const day = today()
  return all.find((one) => one.number === asked) ?? all.find((one) => one.starts_on <= day && day <= one.ends_on) ?? all[0]
}

export const review = (term: number): Promise<TermReview> => api('GET /term-review', { query: { term } })

export const isKnown = (figure: Figure): boolean => ('value' in figure ? figure.value !== null : figure.denominator !== null)
