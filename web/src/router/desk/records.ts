// Pages of verification, activities, rolls and records.
import type { RouteRecordRaw } from 'vue-router'

export const records: RouteRecordRaw[] = [
  { path: 'inbox', name: 'desk-inbox', component: () => import('@/pages/desk/InboxPage.vue'), meta: { face: 'desk', title: 'inbox.title' } },
]
