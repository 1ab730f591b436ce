// A browser's own name as a person would say it.
import { t } from '@/locales'

const SYSTEMS: Array<[RegExp, string]> = [
  [/HarmonyOS/i, 'device.harmony'],
  [/Android/i, 'device.android'],
  [/iPhone/i, 'device.iphone'],
  [/iPad/i, 'device.ipad'],
  [/Windows/i, 'device.windows'],
  [/Macintosh/i, 'device.mac'],
  [/Linux/i, 'device.linux'],
]
const BROWSERS: Array<[RegExp, string]> = [
  [/MicroMessenger/i, 'device.wechat'],
  [/Edg/i, 'device.edge'],
  [/Firefox/i, 'device.firefox'],
  [/Chrome/i, 'device.chrome'],
  [/Safari/i, 'device.safari'],
]

export function deviceName(agent: string): string {
  const find = (list: Array<[RegExp, string]>): string => list.find(([pattern]) => pattern.test(agent))?.[1] ?? ''
  const [system, browser] = [find(SYSTEMS), find(BROWSERS)]
  if (!system && !browser) return t('device.other')
  return [system, browser].filter(Boolean).map((key) => t(key)).join(t('device.and'))
}
