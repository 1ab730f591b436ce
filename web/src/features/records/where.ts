// Where a record opens: on the face on which its link stands.
import { face } from '@/composables/display'

export const recordPath = (claim: string | null | undefined): string => `${face.value === 'desk' ? '/desk' : ''}/records/${claim}`
