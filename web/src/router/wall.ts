// Pages for the wall and the chair.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'

/** The wall's own words come with its pages. */
const withWall = <T>(page: () => Promise<T>): (() => Promise<T>) => withWords(async () => (await Promise.all([page(), import('@/locales/wall')]))[0])

export const wall: RouteRecordRaw[] = [
  { path: '/chair', name: 'chair', component: withWall(() => import('@/pages/wall/ChairPage.vue')), meta: { face: 'wall', needs: 'dashboard:view', title: 'chair.title' } },
  { path: '/chair/:list', name: 'chair-list', component: withWall(() => import('@/pages/wall/ChairListPage.vue')), meta: { face: 'wall', needs: 'dashboard:view', title: 'chair.title' } },
  { path: '/hall/:sitting', name: 'hall', component: withWall(() => import('@/pages/wall/HallPage.vue')), meta: { face: 'wall', needs: 'attendance:keep', title: 'hall.title' } },
  { path: '/term-review', name: 'term-review', component: withWall(() => import('@/pages/wall/TermReviewPage.vue')), meta: { face: 'wall', needs: 'term_review:view', title: 'term_review.title' } },
  { path: '/term-review/:key', name: 'term-review-list', beforeEnter: (to) => (to.query.term ? true : '/term-review'), component: withWall(() => import('@/pages/wall/TermReviewListPage.vue')), meta: { face: 'wall', needs: 'term_review:open', title: 'term_review.title' } },
]
