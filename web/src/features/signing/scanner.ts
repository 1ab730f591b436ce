// Finds the hall's code in pictures of the camera: the browser's own reader, else jsQR.
const SIDE = 720
// Without a public address the hall's screen shows the bare code.
const ADDRESS = /(?:^|\/s\/)([\w-]{48})\/?$/

interface Reader {
  detect: (picture: HTMLVideoElement) => Promise<Array<{ rawValue: string }>>
}
type Look = (video: HTMLVideoElement) => Promise<string | undefined>

/** Return the code that a read text ends in; undefined for any other QR code. */
export const codeIn = (text: string): string | undefined => ADDRESS.exec(text.trim())?.[1]

export async function reader(): Promise<Look> {
  return (await native()) ?? own()
}

async function native(): Promise<Look | undefined> {
  const Detector = (globalThis as { BarcodeDetector?: { new (asked: object): Reader; getSupportedFormats: () => Promise<string[]> } }).BarcodeDetector
  if (!Detector || !(await Detector.getSupportedFormats().catch((): string[] => [])).includes('qr_code')) return undefined
  const detector = new Detector({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

async function own(): Promise<Look> {
  const { default: find } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  let near = false
  return async (video) => {
    const [width, height] = [video.videoWidth, video.videoHeight]
    if (!paper || !width || !height) return undefined
    // The whole picture and its middle in turn: a screen far away is small, and lies in the middle.
    near = !near
    const side = near ? Math.min(width, height, SIDE) : Math.max(width, height)
    const [wide, high] = [Math.min(side, width), Math.min(side, height)]
    const scale = Math.min(1, SIDE / Math.max(wide, high))
    canvas.width = Math.round(wide * scale)
    canvas.height = Math.round(high * scale)
    paper.drawImage(video, (width - wide) / 2, (height - high) / 2, wide, high, 0, 0, canvas.width, canvas.height)
    const picture = paper.getImageData(0, 0, canvas.width, canvas.height)
    return find(picture.data, picture.width, picture.height, { inversionAttempts: 'dontInvert' })?.data
  }
}
