// Who is here: log in, log out, expiry in the middle of a form.
import { computed, ref } from 'vue'
import { api, onExpiry, type Me, type TokenAnswer } from '@/api'
import * as tokens from '@/api/tokens'
import { wipe } from '@/offline/store'

const ME = 'lvzhi.me'
export const me = ref<Me | undefined>(recall())
/** The page stays as it is while the reader logs in again over it. */
export const expired = ref(false)
/** A first log-in with the password of the slip leads to a new password before anything else. */
export const mustChange = ref(sessionStorage.getItem('lvzhi.must_change') === '1')
export const loggedIn = computed(() => me.value !== undefined)
export const can = (permission: string): boolean => me.value?.permissions.includes(permission) ?? false
/** Whether the seat also works at the desk: anybody who is more than a member. */
export const isStaff = computed(() => me.value?.roles.some((role) => role !== 'member') ?? false)
export const isMember = computed(() => Boolean(me.value?.member_id))

const waiting: Array<(again: boolean) => void> = []

onExpiry(() => {
  if (!me.value) return Promise.resolve(false)
  expired.value = true
  return new Promise((resolve) => waiting.push(resolve))
})

export async function logIn(username: string, password: string): Promise<void> {
  const form = new URLSearchParams({ grant_type: 'password', username, password })
  await enter(await api('POST /auth/token', { body: form as never }))
}

/** Take what a log-in answered, however it was proven. */
export async function enter(answer: TokenAnswer): Promise<void> {
  const before = me.value?.account_id
  tokens.keep(answer)
  setMustChange(answer)
  if (!mustChange.value) await whoAmI()
  // Somebody else's half-filled form must never be sent in the name of whoever logs in now.
  settle(before === undefined || before === me.value?.account_id)
  if (before !== undefined && before !== me.value?.account_id) location.assign('/')
}

export async function whoAmI(): Promise<void> {
  me.value = await api('GET /me')
  localStorage.setItem(ME, JSON.stringify(me.value))
}

export async function logOut(): Promise<void> {
  await api('POST /auth/logout').catch(() => undefined)
  await forget()
}

/** Leave nothing of the person on this phone. */
export async function forget(): Promise<void> {
  tokens.drop()
  me.value = undefined
  expired.value = false
  mustChange.value = false
  localStorage.removeItem(ME)
  sessionStorage.clear()
  await wipe()
  settle(false)
}

export async function passwordChanged(): Promise<void> {
  mustChange.value = false
  sessionStorage.removeItem('lvzhi.must_change')
  await whoAmI()
}

export const hasSession = (): boolean => tokens.kept() !== ''

function setMustChange(answer: TokenAnswer): void {
  mustChange.value = Boolean(answer.password_change_required)
  if (mustChange.value) sessionStorage.setItem('lvzhi.must_change', '1')
}

function settle(again: boolean): void {
  expired.value = false
  for (const resolve of waiting.splice(0)) resolve(again)
}

function recall(): Me | undefined {
  const said = tokens.kept() ? localStorage.getItem(ME) : null
  return said ? (JSON.parse(said) as Me) : undefined
}
