// Deep links for every page; guards for log-in and the first password.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { face } from '@/composables/display'
import { hasSession, isMember, isStaff, loggedIn, me, mustChange, whoAmI } from '@/composables/session'
import { t } from '@/locales'
import { desk } from './desk'
import { phone } from './phone'
import { wall } from './wall'

declare module 'vue-router' {
  interface RouteMeta {
    face?: 'phone' | 'desk' | 'wall'
    title?: string
    /** Reachable without a session. */
    open?: boolean
    /** The tab that is marked while the page is shown. */
    tab?: string
    /** Words at the back link; the page then has no tab bar of its own. */
    back?: string
  }
}

const missing: RouteRecordRaw = {
  path: '/:rest(.*)*',
  component: () => import('@/pages/phone/MissingPage.vue'),
  meta: { title: 'missing.title', open: true },
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [...phone, ...desk, ...wall, missing],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (!loggedIn.value && hasSession() && !mustChange.value) await whoAmI().catch(() => undefined)
  if (mustChange.value) return to.name === 'first-password' ? true : { name: 'first-password' }
  if (to.name === 'first-password') return { path: '/' }
  if (to.meta.open) return true
  if (!me.value) return { name: 'log-in', query: to.path === '/' ? {} : { then: to.fullPath } }
  if (to.name === 'home' && (!isMember.value || (isStaff.value && wide()))) return { name: 'desk' }
  return true
})

// Who has both a member's seat and a desk is taken to the one that fits the screen.
const wide = (): boolean => matchMedia('(min-width: 1024px)').matches

router.afterEach((to) => {
  face.value = to.meta.face ?? 'phone'
  document.title = to.meta.title ? t('app.title', { page: t(to.meta.title) }) : t('app.name')
})
