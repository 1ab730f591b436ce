// A file that takes a while: how much of it has come is told on the way.
import { send, type Loose, type Route } from './client'
import { noAnswer } from './problem'

export interface Download {
  blob: Blob
  name: string
}

/** @param heard Told after each piece: bytes so far, and of how many when the server says. */
export async function download(route: Route, asked: Loose, heard: (got: number, of?: number) => void): Promise<Download> {
  const answer = await send(route, asked)
  const of = Number(answer.headers.get('content-length')) || undefined
  const pieces: BlobPart[] = []
  let got = 0
  heard(0, of)
  const reader = answer.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw noAnswer()
    })
    if (done) break
    pieces.push(value)
    got += value.length
    heard(got, of)
  }
  const type = answer.headers.get('content-type') ?? ''
  return { blob: new Blob(pieces, { type }), name: nameIn(answer.headers.get('content-disposition') ?? '') }
}

/** The name after `filename*=UTF-8''`. */
function nameIn(header: string): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(header)
  return found ? decodeURIComponent(found[1]!) : ''
}

/** Let the browser save what was fetched with the bearer's token; a plain link would be refused. */
export function save({ blob, name }: Download): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
