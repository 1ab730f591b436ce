// Pages of members, units, coverage and imports.
import type { RouteRecordRaw } from 'vue-router'

export const roster: RouteRecordRaw[] = []
