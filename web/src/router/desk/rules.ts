// Pages of schemes, runs, standings and the council's own affairs.
import type { RouteRecordRaw } from 'vue-router'

const desk = (title: string) => ({ face: 'desk' as const, title })

export const rules: RouteRecordRaw[] = [
  { path: 'schemes', component: () => import('@/pages/desk/SchemesPage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/new', component: () => import('@/pages/desk/SchemeNewPage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/library/:code', component: () => import('@/pages/desk/LibrarySchemePage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id', component: () => import('@/pages/desk/SchemePage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id/text', component: () => import('@/pages/desk/SchemeSourcePage.vue'), meta: desk('desk.schemes') },
  { path: 'runs', component: () => import('@/pages/desk/RunsPage.vue'), meta: desk('desk.runs') },
  { path: 'runs/:id', component: () => import('@/pages/desk/RunPage.vue'), meta: desk('desk.runs') },
  { path: 'runs/:id/members/:member', component: () => import('@/pages/desk/RunReceiptPage.vue'), meta: desk('desk.runs') },
  { path: 'standings', component: () => import('@/pages/desk/StandingsPage.vue'), meta: desk('desk.standings') },
]
