// The own code, as app/facts/attendance/desk/card.py reads it: digits only, since a hand reader types
// like a keyboard and letters would go through the desk's input method.
export const STEP = 60_000
const SIGNATURE = 10

/** @param key This phone's key, which only signs. @param now Milliseconds of the phone's clock. */
export async function ownCode(key: CryptoKey, member: string, device: string, now: number): Promise<string> {
  const said = new Uint8Array(36)
  said.set(bytesOf(member.replaceAll('-', '')), 0)
  said.set(bytesOf(device.replaceAll('-', '')), 16)
  new DataView(said.buffer).setUint32(32, Math.floor(now / STEP))
  const signature = await crypto.subtle.sign('HMAC', key, new Uint8Array([...new TextEncoder().encode('own|'), ...said]))
  return `1${digitsOf(new Uint8Array([...said, ...new Uint8Array(signature).slice(0, SIGNATURE)]))}`
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16)))
}

/** As one number, so wide that every code of a kind is equally long. */
function digitsOf(bytes: Uint8Array): string {
  const whole = [...bytes].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return whole.toString().padStart((256n ** BigInt(bytes.length) - 1n).toString().length, '0')
}
