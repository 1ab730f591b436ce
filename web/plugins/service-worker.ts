// Emits sw.js with the list of hashed files that the phone needs off line.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

// Desk and wall are fetched when they are opened: a phone never pays for them.
const LATER = /\/src\/(pages\/(desk|wall)|router\/desk)\//

interface Piece {
  type: string
  moduleIds?: string[]
  facadeModuleId?: string | null
  imports?: string[]
  dynamicImports?: string[]
  viteMetadata?: { importedCss: Set<string> }
}

/** Whatever can be reached from the entry without opening a page of the desk or the wall. */
function wanted(bundle: Record<string, Piece>): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    const piece = bundle[file]
    if (!piece || found.has(file) || LATER.test(piece.facadeModuleId ?? '')) return
    found.add(file)
    piece.viteMetadata?.importedCss.forEach((css) => found.add(css))
    for (const next of [...(piece.imports ?? []), ...(piece.dynamicImports ?? [])]) visit(next)
  }
  for (const [file, piece] of Object.entries(bundle)) if (piece.moduleIds?.some((one) => one.endsWith('/src/main.ts'))) visit(file)
  return [...found].sort()
}

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    // After the page is written: an entry that only imports others is gone by then.
    enforce: 'post',
    generateBundle(_, bundle) {
      const digest = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex')
      const source = readFileSync(new URL('sw.js', import.meta.url), 'utf8')
        .replace('__VERSION__', digest.slice(0, 12))
        .replace('__FILES__', JSON.stringify(wanted(bundle as unknown as Record<string, Piece>)))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
