// What happens when a page is reached: where it is scrolled to, what is read out.
import { nextTick } from 'vue'
import { START_LOCATION, type Router, type RouterScrollBehavior } from 'vue-router'

const PATIENCE = 1500

/** Back goes to where the reader was, once the page is tall enough for it again. */
export const scrollBehavior: RouterScrollBehavior = async (to, from, saved) => {
  if (to.hash) return { el: to.hash }
  if (!saved) return to.path === from.path ? false : { top: 0 }
  await when(() => document.documentElement.scrollHeight >= saved.top + innerHeight)
  return saved
}

/** Take the focus to the new page's title, which is then read out; a page alone would be silent. */
export function readOut(router: Router): void {
  router.afterEach(async (to, from, failure) => {
    if (failure || from === START_LOCATION || to.path === from.path) return
    await nextTick()
    const before = document.activeElement
    await when(() => title() !== null)
    // Whoever has gone on meanwhile, or is asked something, is not called back.
    if (router.currentRoute.value.path !== to.path || document.querySelector('dialog[open]')) return
    if (document.activeElement !== before && document.activeElement !== document.body) return
    const at = title() ?? document.querySelector<HTMLElement>('main')
    if (at && !at.hasAttribute('tabindex')) at.tabIndex = -1
    at?.focus({ preventScroll: true })
  })
}

const title = (): HTMLElement | null => document.querySelector<HTMLElement>('h1')

async function when(there: () => boolean): Promise<void> {
  const until = performance.now() + PATIENCE
  while (!there() && performance.now() < until) await new Promise(requestAnimationFrame)
}
