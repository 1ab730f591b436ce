// A QR code as one path of an SVG; the library comes when somebody opens a page that draws one.
import { encode } from 'uqr'

export interface Drawn {
  size: number
  path: string
}

/** Four modules of white around it, as readers want. */
export function drawn(text: string): Drawn {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return { size, path }
}
