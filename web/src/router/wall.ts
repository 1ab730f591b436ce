// Pages for the wall and the chair.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'

export const wall: RouteRecordRaw[] = [
  { path: '/term-review', name: 'term-review', component: withWords(() => import('@/pages/wall/TermReviewPage.vue')), meta: { face: 'wall', needs: 'term_review:view', title: 'term_review.title' } },
  { path: '/term-review/:key', name: 'term-review-list', beforeEnter: (to) => (to.query.term ? true : '/term-review'), component: withWords(() => import('@/pages/wall/TermReviewListPage.vue')), meta: { face: 'wall', needs: 'term_review:open', title: 'term_review.title' } },
]
