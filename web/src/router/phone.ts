// The phone's pages, one chunk each; home comes with the start, as the first thing people see.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'
import HomePage from '@/pages/phone/HomePage.vue'

export const phone: RouteRecordRaw[] = [
  { path: '/log-in', name: 'log-in', component: () => import('@/pages/phone/LogInPage.vue'), meta: { title: 'log_in.title', open: true } },
  { path: '/first-password', name: 'first-password', component: withWords(() => import('@/pages/phone/FirstPasswordPage.vue')), meta: { title: 'password.first', open: true } },
  { path: '/', name: 'home', component: HomePage, meta: { title: 'tab.home', tab: 'home' } },
  { path: '/calendar', name: 'calendar', component: withWords(() => import('@/pages/phone/CalendarPage.vue')), meta: { needs: 'activity:view', title: 'tab.calendar', tab: 'calendar' } },
  { path: '/calendar/:id', name: 'activity', component: withWords(() => import('@/pages/phone/ActivityPage.vue')), props: true, meta: { needs: 'activity:view', title: 'activity.title', tab: 'calendar', back: 'tab.calendar' } },
  { path: '/sign-in', name: 'sign-in', component: withWords(() => import('@/pages/phone/SignInPage.vue')), meta: { needs: 'attendance:sign_in', title: 'sign_in.title', tab: 'sign_in' } },
  // Never shown: the guard keeps the code and goes on to the page above.
  { path: '/s/:code', name: 'scan', component: withWords(() => import('@/pages/phone/SignInPage.vue')), meta: { open: true } },
  { path: '/records', name: 'records', component: withWords(() => import('@/pages/phone/RecordsPage.vue')), meta: { needs: 'claim:view', title: 'tab.records', tab: 'records' } },
  { path: '/records/new', name: 'record-kinds', component: withWords(() => import('@/pages/phone/RecordKindsPage.vue')), meta: { needs: 'claim:create', title: 'record.add', tab: 'records', back: 'tab.records' } },
  { path: '/records/new/:kind', name: 'record-new', component: withWords(() => import('@/pages/phone/RecordFormPage.vue')), props: true, meta: { needs: 'claim:create', title: 'record.add', tab: 'records', back: 'tab.records' } },
  { path: '/records/:id', name: 'record', component: withWords(() => import('@/pages/phone/RecordPage.vue')), props: true, meta: { needs: 'claim:view', title: 'record.title', tab: 'records', back: 'tab.records' } },
  { path: '/records/:id/edit', name: 'record-edit', component: withWords(() => import('@/pages/phone/RecordEditPage.vue')), props: true, meta: { needs: 'claim:create', title: 'record.mend', tab: 'records', back: 'tab.records' } },
  { path: '/me', name: 'me', component: withWords(() => import('@/pages/phone/MePage.vue')), meta: { title: 'tab.me', tab: 'me' } },
  { path: '/me/code', name: 'own-code', component: withWords(() => import('@/pages/phone/OwnCodePage.vue')), meta: { needs: 'attendance:sign_in', title: 'own_code.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/dossier', name: 'dossier', component: withWords(() => import('@/pages/phone/DossierPage.vue')), meta: { needs: 'dossier:view_own', title: 'dossier.title', tab: 'me' } },
  { path: '/me/score', name: 'score', component: withWords(() => import('@/pages/phone/ScorePage.vue')), meta: { needs: 'score:view_own', title: 'score.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/objections', name: 'objections', component: withWords(() => import('@/pages/phone/ObjectionsPage.vue')), meta: { needs: 'objection:open', title: 'objection.mine', tab: 'me', back: 'tab.me' } },
  { path: '/me/objections/new', name: 'objection-new', component: withWords(() => import('@/pages/phone/ObjectionNewPage.vue')), meta: { needs: 'objection:open', title: 'objection.ask', tab: 'me', back: 'score.title' } },
  { path: '/me/objections/:id', name: 'objection', component: withWords(() => import('@/pages/phone/ObjectionPage.vue')), props: true, meta: { needs: 'objection:open', title: 'objection.one', tab: 'me', back: 'objection.mine' } },
  { path: '/me/what-if', name: 'what-if', component: withWords(() => import('@/pages/phone/WhatIfPage.vue')), meta: { needs: 'score:view_own', title: 'what_if.title', tab: 'me', back: 'score.title' } },
  { path: '/me/sessions', name: 'sessions', component: withWords(() => import('@/pages/phone/SessionsPage.vue')), meta: { title: 'sessions.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/calendar-feed', name: 'calendar-feed', component: withWords(() => import('@/pages/phone/CalendarFeedPage.vue')), meta: { needs: 'calendar:subscribe', title: 'feed.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/password', name: 'password', component: withWords(() => import('@/pages/phone/PasswordPage.vue')), meta: { title: 'password.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/data', name: 'my-data', component: withWords(() => import('@/pages/phone/MyDataPage.vue')), meta: { title: 'my_data.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/feedback', name: 'feedback', component: withWords(() => import('@/pages/phone/FeedbackPage.vue')), meta: { needs: 'feedback:send', title: 'feedback.title', tab: 'me', back: 'tab.me' } },
  { path: '/notices', name: 'notices', component: withWords(() => import('@/pages/phone/NoticesPage.vue')), meta: { needs: 'notice:view', title: 'notice.title', tab: 'home', back: 'tab.home' } },
  { path: '/ballots', name: 'ballots', component: withWords(() => import('@/pages/phone/BallotsPage.vue')), meta: { needs: 'ballot:vote', title: 'ballot.title', tab: 'me', back: 'tab.me' } },
  { path: '/ballots/:id', name: 'ballot', component: withWords(() => import('@/pages/phone/BallotPage.vue')), props: true, meta: { needs: 'ballot:vote', title: 'ballot.one', tab: 'me', back: 'ballot.title' } },
  { path: '/leaves', name: 'leaves', component: withWords(() => import('@/pages/phone/LeavesPage.vue')), meta: { needs: 'leave:view', title: 'leave.title', tab: 'me', back: 'tab.me' } },
  { path: '/leaves/new/:activity', name: 'leave-new', component: withWords(() => import('@/pages/phone/LeaveFormPage.vue')), props: true, meta: { needs: 'leave:ask', title: 'leave.ask', tab: 'calendar', back: 'tab.calendar' } },
  { path: '/leaves/:id', name: 'leave', component: withWords(() => import('@/pages/phone/LeavePage.vue')), props: true, meta: { needs: 'leave:view', title: 'leave.one', tab: 'me', back: 'leave.title' } },
  { path: '/leaves/:id/edit', name: 'leave-edit', component: withWords(() => import('@/pages/phone/LeaveFormPage.vue')), props: true, meta: { needs: 'leave:ask', title: 'leave.ask', tab: 'me', back: 'leave.title' } },
  { path: '/me/pledges', name: 'pledges', component: withWords(() => import('@/pages/phone/PledgesPage.vue')), meta: { needs: 'pledge:sign', title: 'pledge.title', tab: 'me', back: 'tab.me' } },
  { path: '/me/pledges/:id', name: 'pledge', component: withWords(() => import('@/pages/phone/PledgePage.vue')), props: true, meta: { needs: 'pledge:sign', title: 'pledge.one', tab: 'me', back: 'pledge.title' } },
  { path: '/me/pledges/:id/paper', name: 'pledge-paper', component: withWords(() => import('@/pages/phone/PledgePaperPage.vue')), props: true, meta: { needs: 'pledge:sign', title: 'pledge.print', tab: 'me', back: 'pledge.one' } },
  { path: '/help', name: 'help', component: withWords(() => import('@/pages/phone/HelpPage.vue')), meta: { title: 'help.title', open: true, back: 'tab.me' } },
]
