// The desk's pages in the order of a week's work; a page shows to whom its permission allows.
import { can } from '@/composables/session'

export interface DeskPage {
  to: string
  words: string
  permission?: string
  /** Where else its rows open. */
  rows?: string[]
}
export interface DeskGroup {
  words: string
  /** Where rows of several of its pages open. */
  rows?: string
  pages: DeskPage[]
}

const groups: DeskGroup[] = [
  { words: 'desk.inbox', pages: [{ to: '/desk/inbox', words: 'desk.inbox', permission: 'claim:verify' }] },
  {
    words: 'desk.activities',
    pages: [
      { to: '/desk/activities', words: 'desk.activities', permission: 'activity:convene', rows: ['/desk/sittings'] },
      { to: '/desk/leaves', words: 'desk.leaves', permission: 'leave:view' },
      { to: '/desk/leave-rules', words: 'leave_rules.title', permission: 'leave:view' },
      { to: '/desk/attendance-rules', words: 'attendance_rules.title', permission: 'attendance:keep' },
      { to: '/desk/leave-deputies', words: 'leave.deputies', permission: 'leave:decide' },
      { to: '/desk/sign-in-reviews', words: 'sign_ins.reviews', permission: 'attendance:keep' },
      { to: '/desk/turnout', words: 'turnout.title', permission: 'attendance:count' },
      { to: '/desk/reminders', words: 'desk.reminders', permission: 'attendance:watch' },
    ],
  },
  {
    words: 'desk.records',
    rows: '/desk/records',
    pages: [
      { to: '/desk/proposals', words: 'desk.proposals', permission: 'claim:view' },
      { to: '/desk/opinions', words: 'desk.opinions', permission: 'claim:view' },
      { to: '/desk/contributions', words: 'desk.contributions', permission: 'claim:view' },
      { to: '/desk/statement-rounds', words: 'statement_desk.title', permission: 'statement:watch', rows: ['/desk/statements'] },
      { to: '/desk/ballots', words: 'desk.ballots', permission: 'ballot:view' },
      { to: '/desk/ledger', words: 'desk.ledger', permission: 'ledger:view' },
    ],
  },
  {
    words: 'desk.roster',
    pages: [
      { to: '/desk/roster', words: 'desk.members', permission: 'member:view', rows: ['/desk/members'] },
      { to: '/desk/corrections', words: 'desk.corrections', permission: 'correction:decide' },
      { to: '/desk/units', words: 'desk.units', permission: 'unit:view' },
      { to: '/desk/coverage', words: 'desk.coverage', permission: 'coverage:view' },
      { to: '/desk/imports', words: 'desk.imports', permission: 'import:preview' },
    ],
  },
  {
    words: 'desk.scoring',
    pages: [
      { to: '/desk/schemes', words: 'desk.schemes', permission: 'scheme:view' },
      { to: '/desk/runs', words: 'desk.runs', permission: 'standings:view' },
      { to: '/desk/standings', words: 'desk.standings', permission: 'standings:view' },
      { to: '/desk/evaluation', words: 'desk.evaluation', permission: 'evaluation:view' },
      { to: '/desk/packs', words: 'pack.name', permission: 'pack:make' },
      { to: '/desk/objections', words: 'desk.objections', permission: 'objection:view' },
      { to: '/desk/groups', words: 'desk.groups', permission: 'standings:view' },
      { to: '/desk/pledges', words: 'pledge_desk.title', permission: 'pledge:watch' },
      { to: '/desk/pledge-templates', words: 'pledge_desk.templates', permission: 'pledge:watch' },
    ],
  },
  {
    words: 'desk.stewardship',
    pages: [
      { to: '/desk/awards', words: 'award.title', permission: 'award:view' },
      { to: '/desk/advice', words: 'sanction.advice', permission: 'sanction:advise' },
      { to: '/desk/sanctions', words: 'sanction.title', permission: 'sanction:view' },
      { to: '/desk/care', words: 'care.title', permission: 'care:view' },
    ],
  },
  {
    words: 'desk.look',
    pages: [
      { to: '/chair', words: 'desk.chair', permission: 'dashboard:view' },
      { to: '/term-review', words: 'term_review.title', permission: 'term_review:view' },
      { to: '/desk/rollups', words: 'rollup.received', permission: 'rollup:view' },
    ],
  },
  {
    words: 'desk.manage',
    pages: [
      { to: '/desk/council', words: 'desk.council', permission: 'council:view' },
      { to: '/desk/term-change', words: 'term_change.title', permission: 'term:change' },
      { to: '/desk/partners', words: 'desk.partners', permission: 'council:view' },
      { to: '/desk/rollup-grants', words: 'rollup.title', permission: 'rollup:grant' },
      { to: '/desk/seats', words: 'desk.seats', permission: 'seat:manage' },
      { to: '/desk/audit', words: 'desk.audit', permission: 'audit:view' },
      { to: '/desk/messages', words: 'desk.messages', permission: 'message:view' },
      { to: '/desk/feedback', words: 'desk.feedback', permission: 'feedback:answer' },
      { to: '/desk/councils', words: 'desk.councils', permission: 'system:manage' },
    ],
  },
]

/** The groups that this seat may open, each with at least one page. */
export const deskGroups = (): DeskGroup[] =>
  groups
    .map((group) => ({ ...group, pages: group.pages.filter((one) => !one.permission || can(one.permission)) }))
    .filter((group) => group.pages.length > 0)

const below = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

/** Whether a path lies on a page or below it, or where its rows open. */
export const within = (path: string, page: DeskPage): boolean => [page.to, ...(page.rows ?? [])].some((one) => below(path, one))
/** Whether a path belongs to a group, though none of its pages may be the one. */
export const inside = (path: string, group: DeskGroup): boolean => group.pages.some((one) => within(path, one)) || Boolean(group.rows && below(path, group.rows))
