// Pages of verification, activities, rolls and records.
import type { RouteRecordRaw } from 'vue-router'

export const records: RouteRecordRaw[] = []
