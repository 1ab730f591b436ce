// What forms choose from, kept on the phone so that a form opens off line.
import { api, type ActivityOut, type KindOut, type UnitOut } from '@/api'
import { today } from '@/composables/days'

export const kinds = (): Promise<KindOut[]> => api('GET /contribution-kinds')

export async function sections(): Promise<UnitOut[]> {
  const [offices, liaison] = await Promise.all([
    api('GET /units', { query: { kind: 'section', limit: 100 } }),
    api('GET /units', { query: { kind: 'liaison_office', limit: 100 } }),
  ])
  return [...offices.items, ...liaison.items].filter((one) => !one.closed_on || one.closed_on >= today())
}

export async function recentActivities(): Promise<ActivityOut[]> {
  return (await api('GET /activities', { query: { until: today(), limit: 50 } })).items
}
