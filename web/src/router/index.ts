// Deep links for every page; guards for log-in and the first password.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { face } from '@/composables/display'
import { can, hasSession, isMember, isStaff, loggedIn, me, mustChange, whoAmI } from '@/composables/session'
import { t } from '@/locales'
import { readOut, scrollBehavior } from './arrival'
import { desk } from './desk'
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
  routes: [...phone, ...desk, ...wall, ...elsewhere],
  scrollBehavior,
})

router.beforeEach(async (to) => {
  if (!loggedIn.value && hasSession() && !mustChange.value) await whoAmI().catch(() => undefined)
  if (mustChange.value) return to.name === 'first-password' ? true : { name: 'first-password' }
  if (to.name === 'first-password') return { path: '/' }
  if (to.meta.open) return true
  if (!me.value) return { name: 'log-in', query: to.path === '/' ? {} : { then: to.fullPath } }
  // A page asks nothing that its reader may not have.
  if (to.matched.some((one) => one.meta.needs && lacks(one.meta.needs))) return { name: 'refused', params: { rest: to.path.slice(1).split('/') } }
  if (to.name === 'home' && (!isMember.value || (isStaff.value && wide()))) return { name: 'desk' }
  return true
})

const lacks = (needs: string): boolean => (needs === 'staff' ? !isStaff.value : !can(needs))

// Who has both a member's seat and a desk is taken to the one that fits the screen.
const wide = (): boolean => matchMedia('(min-width: 1024px)').matches

router.afterEach((to) => {
  face.value = to.meta.face ?? 'phone'
  document.title = to.meta.title ? t('app.title', { page: t(to.meta.title) }) : t('app.name')
})
readOut(router)
