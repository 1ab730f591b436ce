// Pages of verification, activities, rolls and records.
import type { RouteRecordRaw } from 'vue-router'

export const records: RouteRecordRaw[] = [
  { path: 'inbox', name: 'desk-inbox', component: () => import('@/pages/desk/InboxPage.vue'), meta: { face: 'desk', needs: 'claim:verify', title: 'inbox.title' } },
  { path: 'activities', name: 'desk-activities', component: () => import('@/pages/desk/ActivitiesPage.vue'), meta: { face: 'desk', needs: 'activity:view', title: 'convene.list' } },
  { path: 'activities/new', name: 'desk-activity-new', component: () => import('@/pages/desk/ActivityNewPage.vue'), meta: { face: 'desk', needs: 'activity:convene', title: 'convene.new' } },
  { path: 'activities/:id', name: 'desk-activity', component: () => import('@/pages/desk/DeskActivityPage.vue'), props: true, meta: { face: 'desk', needs: 'activity:view', title: 'convene.page' } },
  { path: 'sittings/:id/roll', name: 'desk-roll', component: () => import('@/pages/desk/RollPage.vue'), props: true, meta: { face: 'desk', needs: 'activity:view', title: 'roll.title' } },
  { path: 'sittings/:id/kiosk', name: 'desk-kiosk', component: () => import('@/pages/desk/KioskPage.vue'), props: true, meta: { face: 'desk', needs: 'attendance:keep', title: 'kiosk.title' } },
  { path: 'sittings/:id/paper', name: 'desk-paper', component: () => import('@/pages/desk/PaperPage.vue'), props: true, meta: { face: 'desk', needs: 'attendance:keep', title: 'paper.title' } },
  { path: 'leaves', name: 'desk-leaves', component: () => import('@/pages/desk/LeavesDeskPage.vue'), meta: { face: 'desk', needs: 'leave:view', title: 'desk.leaves' } },
  { path: 'leave-rules', name: 'desk-leave-rules', component: () => import('@/pages/desk/LeaveRulesPage.vue'), meta: { face: 'desk', needs: 'leave:view', title: 'leave_rules.title' } },
  { path: 'sign-in-reviews', name: 'desk-sign-in-reviews', component: () => import('@/pages/desk/SignInReviewsPage.vue'), meta: { face: 'desk', needs: 'attendance:keep', title: 'sign_ins.reviews' } },
  { path: 'turnout', name: 'desk-turnout', component: () => import('@/pages/desk/TurnoutPage.vue'), meta: { face: 'desk', needs: 'attendance:count', title: 'turnout.title' } },
  { path: 'turnout/lines', name: 'desk-turnout-lines', component: () => import('@/pages/desk/TurnoutLinesPage.vue'), meta: { face: 'desk', needs: 'attendance:count', title: 'turnout.title' } },
  { path: 'attendance-rules', name: 'desk-attendance-rules', component: () => import('@/pages/desk/AttendanceRulesPage.vue'), meta: { face: 'desk', needs: 'attendance:view', title: 'attendance_rules.title' } },
  { path: 'leave-deputies', name: 'desk-leave-deputies', component: () => import('@/pages/desk/LeaveDeputiesPage.vue'), meta: { face: 'desk', needs: 'leave:decide', title: 'leave.deputies' } },
  { path: 'reminders', name: 'desk-reminders', component: () => import('@/pages/desk/RemindersPage.vue'), meta: { face: 'desk', needs: 'attendance:watch', title: 'desk.reminders' } },
  { path: 'proposals', name: 'desk-proposals', component: () => import('@/pages/desk/ProposalsPage.vue'), meta: { face: 'desk', needs: 'claim:view', title: 'desk.proposals' } },
  { path: 'opinions', name: 'desk-opinions', component: () => import('@/pages/desk/OpinionsPage.vue'), meta: { face: 'desk', needs: 'claim:view', title: 'desk.opinions' } },
  { path: 'contributions', name: 'desk-contributions', component: () => import('@/pages/desk/ContributionsPage.vue'), meta: { face: 'desk', needs: 'claim:view', title: 'desk.contributions' } },
  { path: 'records/new', name: 'desk-record-kinds', component: () => import('@/pages/desk/DeskRecordKindsPage.vue'), meta: { face: 'desk', needs: 'claim:create', title: 'office.which' } },
  { path: 'records/new/:kind', name: 'desk-record-new', component: () => import('@/pages/desk/RecordNewPage.vue'), props: true, meta: { face: 'desk', needs: 'claim:create', title: 'office.on_behalf' } },
  { path: 'records/:id', name: 'desk-record', component: () => import('@/pages/desk/DeskRecordPage.vue'), props: true, meta: { face: 'desk', needs: 'claim:view', title: 'record.title' } },
  { path: 'ledger', name: 'desk-ledger', component: () => import('@/pages/desk/LedgerPage.vue'), meta: { face: 'desk', needs: 'ledger:view', title: 'ledger.title' } },
]
