// Sentences of the server and of scheme documents with the marks of Chinese print.
const WIDE: Record<string, string> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '?': '？', '!': '！' }
const ASCII = /[\x21-\x7e]/

/** Widen marks beside Chinese; those inside figures and Latin words stay. */
export function typeset(text: string): string {
  return text.replace(/[,;:()?!]/g, (mark, at: number) => {
    const latin = (one: string | undefined): boolean => one !== undefined && ASCII.test(one)
    if (mark === ',' && text[at + 1] === '+') return '，'
    return latin(text[at - 1]) && latin(text[at + 1]) ? mark : WIDE[mark]!
  })
}
