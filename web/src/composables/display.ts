// Text size and face of the page, kept on this phone.
import { ref, watchEffect } from 'vue'

const KEPT = 'lvzhi.text'
export const large = ref(localStorage.getItem(KEPT) === 'large')
export const scale = ref(Number(localStorage.getItem('lvzhi.scale') ?? 1) || 1)
export const face = ref<'phone' | 'desk' | 'wall'>('phone')

watchEffect(() => {
  const root = document.documentElement
  root.dataset.face = face.value === 'wall' ? 'desk' : face.value
  if (large.value) root.dataset.text = 'large'
  else delete root.dataset.text
  root.style.setProperty('--k', String(large.value ? scale.value : 1))
  localStorage.setItem(KEPT, large.value ? 'large' : 'plain')
  localStorage.setItem('lvzhi.scale', String(scale.value))
})
