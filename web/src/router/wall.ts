// Pages for the wall and the chair.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'

export const wall: RouteRecordRaw[] = [
  { path: '/term-review', name: 'term-review', component: withWords(() => import('@/pages/wall/TermReviewPage.vue')), meta: { face: 'wall', title: 'term_review.title' } },
  { path: '/term-review/:key', name: 'term-review-list', component: withWords(() => import('@/pages/wall/TermReviewListPage.vue')), meta: { face: 'wall', title: 'term_review.title' } },
]
