// Pages of members, units, coverage and imports.
import type { RouteRecordRaw } from 'vue-router'

export const roster: RouteRecordRaw[] = [
  { path: 'roster', name: 'desk-roster', component: () => import('@/pages/desk/RosterPage.vue'), meta: { face: 'desk', needs: 'member:view', title: 'desk.members' } },
  { path: 'members/new', name: 'desk-member-new', component: () => import('@/pages/desk/MemberNewPage.vue'), meta: { face: 'desk', needs: 'member:edit', title: 'person.new' } },
  { path: 'members/:id', name: 'desk-member', component: () => import('@/pages/desk/MemberPage.vue'), props: true, meta: { face: 'desk', needs: 'member:view', title: 'person.title' } },
  { path: 'members/:id/dossier', name: 'desk-dossier', component: () => import('@/pages/desk/MemberDossierPage.vue'), props: true, meta: { face: 'desk', needs: 'dossier:view_any', title: 'dossier.title' } },
  { path: 'members/:id/score', name: 'desk-score', component: () => import('@/pages/desk/MemberScorePage.vue'), props: true, meta: { face: 'desk', needs: 'dossier:view_any', title: 'score.title' } },
  { path: 'units', name: 'desk-units', component: () => import('@/pages/desk/UnitsPage.vue'), meta: { face: 'desk', needs: 'unit:view', title: 'desk.units' } },
  { path: 'units/:id', name: 'desk-unit', component: () => import('@/pages/desk/UnitPage.vue'), props: true, meta: { face: 'desk', needs: 'unit:view', title: 'desk.units' } },
  { path: 'coverage', name: 'desk-coverage', component: () => import('@/pages/desk/CoveragePage.vue'), meta: { face: 'desk', needs: 'coverage:view', title: 'desk.coverage' } },
  { path: 'imports', name: 'desk-imports', component: () => import('@/pages/desk/ImportsPage.vue'), meta: { face: 'desk', needs: 'import:preview', title: 'desk.imports' } },
  { path: 'imports/:id', name: 'desk-import', component: () => import('@/pages/desk/ImportPage.vue'), props: true, meta: { face: 'desk', needs: 'import:preview', title: 'desk.imports' } },
]
