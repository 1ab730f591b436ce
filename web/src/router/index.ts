// Deep links for every page; guards for log-in and the first password.
import { createRouter, createWebHistory, START_LOCATION, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import { face } from '@/composables/display'
import { can, hasSession, isMember, isStaff, loggedIn, me, mustChange, whoAmI } from '@/composables/session'
import { t } from '@/locales'
import { CODE, keep } from '@/offline/signIns'
import { readOut, scrollBehavior } from './arrival'
import { phone } from './phone'
import { wall } from './wall'

declare module 'vue-router' {
  interface RouteMeta {
    face?: 'phone' | 'desk' | 'wall'
    title?: string
    /** Reachable without a session. */
    open?: boolean
    /** The permission without which the page is not opened; `staff` is any role beside the member's. */
    needs?: string
    /** The tab that is marked while the page is shown. */
    tab?: string
    /** Words at the back link; the page then has no tab bar of its own. */
    back?: string
  }
}

// Addresses that are nowhere, and those that are not this seat's: the address stays as it was typed.
const elsewhere: RouteRecordRaw[] = [
  { path: '/:rest(.*)*', name: 'missing', component: () => import('@/pages/phone/MissingPage.vue'), meta: { title: 'missing.title', open: true } },
  { path: '/:rest(.*)*', name: 'refused', component: () => import('@/pages/phone/MissingPage.vue'), props: { refused: true }, meta: { title: 'missing.refused' } },
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [...phone, ...wall, ...elsewhere],
  scrollBehavior,
})

// The desk has more pages than the phone, and most phones never open one: they are named when they are needed.
async function opensDesk(path: string): Promise<boolean> {
  if (!/^\/desk(\/|$)/.test(path) || router.hasRoute('desk')) return false
  for (const one of (await import('./desk')).desk) router.addRoute(one)
  return true
}

router.beforeEach(async (to, from) => {
  if (await opensDesk(to.path)) return to.fullPath
  if (to.name === 'scan') return scanned(to, from)
  if (!loggedIn.value && hasSession() && !mustChange.value) await whoAmI().catch(() => undefined)
  if (mustChange.value) return to.name === 'first-password' ? true : { name: 'first-password' }
  if (to.name === 'first-password') return { path: '/' }
  if (to.meta.open) return true
  if (!me.value) return { name: 'log-in', query: to.path === '/' ? {} : { then: to.fullPath } }
  // A page asks nothing that its reader may not have.
  if (to.matched.some((one) => one.meta.needs && lacks(one.meta.needs))) return { name: 'refused', params: { rest: to.path.slice(1).split('/') } }
  if (to.name === 'home' && (!isMember.value || (isStaff.value && wide()))) return '/desk'
  return true
})

// The phone's own camera opens the hall's address: what it saw is kept before anything is asked, the
// log-in too. It was seen when the browser set out, however long the line took to bring the page.
async function scanned(to: RouteLocationNormalized, from: RouteLocationNormalized) {
  const code = String(to.params.code)
  const seen = Date.now() - (from === START_LOCATION ? Math.round(performance.now()) : 0)
  // Whose seat is no member's is told so by the page itself.
  if (me.value && !can('attendance:sign_in')) return { name: 'sign-in', replace: true }
  const lost = CODE.test(code) ? await keep(code, seen).then(() => undefined, () => 'no_store') : 'not_ours'
  return { name: 'sign-in', query: lost ? { lost } : {}, replace: true }
}

const lacks = (needs: string): boolean => (needs === 'staff' ? !isStaff.value : !can(needs))

// Who has both a member's seat and a desk is taken to the one that fits the screen.
const wide = (): boolean => matchMedia('(min-width: 1024px)').matches

router.afterEach((to) => {
  face.value = to.meta.face ?? 'phone'
  document.title = to.meta.title ? t('app.title', { page: t(to.meta.title) }) : t('app.name')
})
readOut(router)
