// The desk's pages in the order of a week's work; a page shows to whom its permission allows.
export interface DeskPage {
  to: string
  words: string
  permission?: string
}

export const deskPages: DeskPage[] = [{ to: '/term-review', words: 'term_review.title', permission: 'term_review:view' }]
