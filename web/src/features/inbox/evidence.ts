// Files of evidence, fetched with the bearer's token: a plain link to them would be refused.
import { api, type AttachmentOut } from '@/api'

export const isPicture = (one: AttachmentOut): boolean => one.media_type.startsWith('image/')

export async function fetchFile(id: string): Promise<Blob> {
  return (await api('GET /attachments/{attachment_id}', { path: { attachment_id: id } })) as unknown as Blob
}

export async function saveFile(one: AttachmentOut): Promise<void> {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(await fetchFile(one.id)), download: one.name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
