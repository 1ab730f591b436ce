// What is wrong with a record before it is sent: all of it at once.
import type { KindOut } from '@/api'
import { today } from '@/composables/days'
import { t } from '@/locales'
import type { RecordValues } from './kinds'
import { fieldsOf } from './schemaFields'

export function checkRecord(kind: string, light: KindOut | undefined, values: RecordValues): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!values.title.trim()) wrong.title = t('record.title_missing')
  if (!values.occurred_on) wrong.occurred_on = t('record.day_missing')
  else if (values.occurred_on > today()) wrong.occurred_on = t('record.day_future')
  if (!values.section_id) wrong.section_id = t('record.section_missing')
  if ((kind === 'opinion' || kind === 'proposal') && !values.body.trim()) wrong.body = t('record.body_missing')
  for (const field of light ? fieldsOf(light) : []) {
    const value = values.data[field.name]
    if (field.required && (value === undefined || value === null || value === '')) {
      wrong[`data.${field.name}`] = t('form.missing', { label: field.label })
    }
  }
  return wrong
}
