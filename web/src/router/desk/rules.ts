// Pages of schemes, runs, standings and the council's own affairs.
import type { RouteRecordRaw } from 'vue-router'

export const rules: RouteRecordRaw[] = []
