// The desk's pages; everything of the desk lives behind one shell that is fetched when it is opened.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'
import { records } from './records'
import { roster } from './roster'
import { rules } from './rules'

/** Path below the desk, or its first part → the permission without which the page is not opened. */
const NEEDS: Record<string, string> = {
  activities: 'activity:view',
  advice: 'sanction:advise',
  'activities/new': 'activity:convene',
  audit: 'audit:view',
  awards: 'award:view',
  ballots: 'ballot:view',
  'ballots/new': 'ballot:manage',
  'ballots/:id/kiosk': 'ballot:kiosk',
  'ballots/:id/result': 'ballot:view_result',
  care: 'care:view',
  contributions: 'claim:view',
  corrections: 'correction:decide',
  council: 'council:view',
  councils: 'system:manage',
  coverage: 'coverage:view',
  evaluation: 'evaluation:view',
  feedback: 'feedback:answer',
  groups: 'standings:view',
  imports: 'import:preview',
  inbox: 'claim:verify',
  ledger: 'ledger:view',
  members: 'member:view',
  'members/new': 'member:edit',
  messages: 'message:view',
  'members/:id/dossier': 'dossier:view_any',
  'members/:id/score': 'dossier:view_any',
  objections: 'objection:view',
  opinions: 'claim:view',
  packs: 'pack:make',
  partners: 'council:view',
  'pledge-templates': 'pledge:watch',
  pledges: 'pledge:watch',
  proposals: 'claim:view',
  records: 'claim:view',
  'rollup-grants': 'rollup:grant',
  rollups: 'rollup:view',
  roster: 'member:view',
  runs: 'standings:view',
  sanctions: 'sanction:view',
  schemes: 'scheme:view',
  seats: 'seat:manage',
  sittings: 'attendance:view',
  standings: 'standings:view',
  'statement-rounds': 'statement:watch',
  statements: 'statement:watch',
  'term-change': 'term:change',
  units: 'unit:view',
}
const kept = (routes: RouteRecordRaw[]): RouteRecordRaw[] =>
  routes.map((one) => ({ ...one, meta: { needs: NEEDS[one.path] ?? NEEDS[one.path.split('/')[0]!], ...one.meta } }) as RouteRecordRaw)

export const desk: RouteRecordRaw[] = [
  {
    path: '/desk',
    component: withWords(() => import('@/pages/desk/DeskShell.vue')),
    meta: { face: 'desk', needs: 'staff' },
    children: [
      { path: '', name: 'desk', component: () => import('@/pages/desk/DeskHomePage.vue'), meta: { face: 'desk', title: 'desk.title' } },
      ...kept([...records, ...roster, ...rules]),
    ],
  },
]
