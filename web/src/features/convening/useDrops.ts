// Acts on an activity that first say what they do: taking a guest or a sitting off, reminding.
import { ref, type Ref } from 'vue'
import { api, type ActivityOut, type InvitationOut, type SittingOut } from '@/api'
import { dayWithWeekday, momentOf } from '@/composables/days'
import { say } from '@/composables/said'
import { t } from '@/locales'

interface Drop {
  title: string
  sentence: string
  go: string
  act: () => Promise<void>
}

export function useDrops(activity: Ref<ActivityOut | undefined>) {
  const dropping = ref<Drop>()

  function dropGuest(guest: InvitationOut): void {
    const { id, version } = activity.value!
    dropping.value = {
      title: t('convene.drop_guest_title', { name: guest.name }),
      sentence: t('convene.drop_guest_why'),
      go: t('convene.drop_guest'),
      act: async () => {
        activity.value = await api('DELETE /activities/{activity_id}/invitations/{member_id}', { path: { activity_id: id, member_id: guest.member_id }, version })
        say(t('convene.guest_dropped', { name: guest.name }), async () => {
          activity.value = await api('POST /activities/{activity_id}/invitations', { path: { activity_id: id }, body: { rule: 'members', member_ids: [guest.member_id] } })
        })
      },
    }
  }

  function dropSitting(sitting: SittingOut): void {
    const { id, version } = activity.value!
    const when = `${dayWithWeekday(sitting.starts_at)}${momentOf(sitting.starts_at).time}`
    dropping.value = {
      title: t('convene.drop_sitting_title', { when }),
      sentence: t('convene.drop_sitting_why'),
      go: t('convene.drop_sitting'),
      act: async () => {
        activity.value = await api('DELETE /activities/{activity_id}/sittings/{sitting_id}', { path: { activity_id: id, sitting_id: sitting.id }, version })
        say(t('convene.sitting_dropped'))
      },
    }
  }

  function remind(n: number): void {
    const { id, version } = activity.value!
    dropping.value = {
      title: t('convene.remind_title', { n }),
      sentence: t('convene.remind_why'),
      go: t('convene.remind_go'),
      act: async () => {
        activity.value = await api('POST /activities/{activity_id}/remind', { path: { activity_id: id }, version })
        say(t('convene.reminded', { n }))
      },
    }
  }

  return { dropping, dropGuest, dropSitting, remind }
}
