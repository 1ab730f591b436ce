// The desk's pages; everything of the desk lives behind one shell that is fetched when it is opened.
import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/locales'
import { records } from './records'
import { roster } from './roster'
import { rules } from './rules'

export const desk: RouteRecordRaw[] = [
  {
    path: '/desk',
    component: withWords(() => import('@/pages/desk/DeskShell.vue')),
    meta: { face: 'desk', needs: 'staff' },
    children: [
      { path: '', name: 'desk', component: () => import('@/pages/desk/DeskHomePage.vue'), meta: { face: 'desk', title: 'desk.title' } },
      ...records,
      ...roster,
      ...rules,
    ],
  },
]
