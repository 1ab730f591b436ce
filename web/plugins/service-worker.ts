// Emits sw.js with the list of hashed files that the phone needs off line.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

// Desk, wall and charts are fetched when they are opened: a phone never pays for them.
const LATER = /(desk|wall|chart)/i

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((file) => !LATER.test(file) && !file.endsWith('.map'))
      const digest = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex')
      const source = readFileSync(new URL('sw.js', import.meta.url), 'utf8')
        .replace('__VERSION__', digest.slice(0, 12))
        .replace('__FILES__', JSON.stringify(files.filter((file) => file !== 'index.html')))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
