// Pages of schemes, runs, standings and the council's own affairs.
import type { RouteRecordRaw } from 'vue-router'

const desk = (title: string) => ({ face: 'desk' as const, title })

export const rules: RouteRecordRaw[] = [
  { path: 'schemes', component: () => import('@/pages/desk/SchemesPage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/new', component: () => import('@/pages/desk/SchemeNewPage.vue'), meta: { ...desk('desk.schemes'), needs: 'scheme:write' } },
  { path: 'schemes/library/:code', component: () => import('@/pages/desk/LibrarySchemePage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id', component: () => import('@/pages/desk/SchemePage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id/text', component: () => import('@/pages/desk/SchemeSourcePage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id/edit', component: () => import('@/pages/desk/SchemeEditPage.vue'), meta: { ...desk('desk.schemes'), needs: 'scheme:write' } },
  { path: 'schemes/:id/diff', component: () => import('@/pages/desk/SchemeDiffPage.vue'), meta: desk('desk.schemes') },
  { path: 'schemes/:id/dry-run', component: () => import('@/pages/desk/SchemeDryRunPage.vue'), meta: { ...desk('desk.schemes'), needs: 'scheme:dry_run' } },
  { path: 'schemes/:id/what-if', component: () => import('@/pages/desk/SchemeWhatIfPage.vue'), meta: { ...desk('desk.schemes'), needs: 'scheme:check' } },
  { path: 'runs', component: () => import('@/pages/desk/RunsPage.vue'), meta: desk('desk.runs') },
  { path: 'runs/:id', component: () => import('@/pages/desk/RunPage.vue'), meta: desk('desk.runs') },
  { path: 'runs/:id/members/:member', component: () => import('@/pages/desk/RunReceiptPage.vue'), meta: desk('desk.runs') },
  { path: 'standings', component: () => import('@/pages/desk/StandingsPage.vue'), meta: desk('desk.standings') },
  { path: 'objections', component: () => import('@/pages/desk/ObjectionsPage.vue'), meta: desk('desk.objections') },
  { path: 'groups', component: () => import('@/pages/desk/GroupsPage.vue'), meta: desk('desk.groups') },
  { path: 'groups/:id', component: () => import('@/pages/desk/GroupScorePage.vue'), props: true, meta: desk('desk.groups') },
  { path: 'pledges', component: () => import('@/pages/desk/PledgesDeskPage.vue'), meta: desk('pledge_desk.title') },
  { path: 'pledges/:id', component: () => import('@/pages/desk/PledgeDeskPage.vue'), props: true, meta: desk('pledge_desk.title') },
  { path: 'pledge-templates', component: () => import('@/pages/desk/PledgeTemplatesPage.vue'), meta: desk('pledge_desk.templates') },
  { path: 'pledge-templates/new', component: () => import('@/pages/desk/PledgeTemplateNewPage.vue'), meta: { ...desk('pledge_desk.new'), needs: 'pledge:prepare' } },
  { path: 'pledge-templates/:id', component: () => import('@/pages/desk/PledgeTemplatePage.vue'), props: true, meta: desk('pledge_desk.templates') },
  { path: 'council', component: () => import('@/pages/desk/CouncilPage.vue'), meta: desk('desk.council') },
  { path: 'partners', component: () => import('@/pages/desk/PartnersPage.vue'), meta: desk('desk.partners') },
  { path: 'seats', component: () => import('@/pages/desk/SeatsPage.vue'), meta: desk('desk.seats') },
  { path: 'seats/new', component: () => import('@/pages/desk/SeatNewPage.vue'), meta: desk('desk.seats') },
  { path: 'seats/roles', component: () => import('@/pages/desk/SeatRolesPage.vue'), meta: desk('desk.seats') },
  { path: 'seats/members', component: () => import('@/pages/desk/SeatMembersPage.vue'), meta: desk('desk.seats') },
  { path: 'seats/:id', component: () => import('@/pages/desk/SeatPage.vue'), meta: desk('desk.seats') },
  { path: 'audit', component: () => import('@/pages/desk/AuditPage.vue'), meta: desk('desk.audit') },
  { path: 'messages', component: () => import('@/pages/desk/MessagesPage.vue'), meta: desk('desk.messages') },
  { path: 'feedback', component: () => import('@/pages/desk/FeedbackPage.vue'), meta: desk('desk.feedback') },
  { path: 'councils', component: () => import('@/pages/desk/CouncilsPage.vue'), meta: desk('desk.councils') },
]
