// Pages of verification, activities, rolls and records.
import type { RouteRecordRaw } from 'vue-router'

export const records: RouteRecordRaw[] = [
  { path: 'inbox', name: 'desk-inbox', component: () => import('@/pages/desk/InboxPage.vue'), meta: { face: 'desk', title: 'inbox.title' } },
  { path: 'activities', name: 'desk-activities', component: () => import('@/pages/desk/ActivitiesPage.vue'), meta: { face: 'desk', title: 'convene.list' } },
  { path: 'activities/new', name: 'desk-activity-new', component: () => import('@/pages/desk/ActivityNewPage.vue'), meta: { face: 'desk', title: 'convene.new' } },
  { path: 'activities/:id', name: 'desk-activity', component: () => import('@/pages/desk/DeskActivityPage.vue'), props: true, meta: { face: 'desk', title: 'convene.page' } },
  { path: 'sittings/:id/roll', name: 'desk-roll', component: () => import('@/pages/desk/RollPage.vue'), props: true, meta: { face: 'desk', title: 'roll.title' } },
]
