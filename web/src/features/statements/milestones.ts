// The versions worth a line: the last of each stretch of writing on one device.
import type { TextOut } from '@/api'

const STRETCH = 5 * 60_000

/** @param texts Every version, the newest first. */
export const milestones = (texts: TextOut[]): TextOut[] =>
  texts.filter((one, at) => {
    const later = texts[at - 1]
    return !later || later.device !== one.device || Date.parse(later.saved_at) - Date.parse(one.saved_at) > STRETCH
  })
