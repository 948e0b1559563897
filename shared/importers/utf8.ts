/** Whether bytes are UTF-8, to the letter: no overlong forms, no surrogates, nothing above U+10FFFF (IMP-3). */

export interface Utf8Look {
  readonly isValid: boolean
  /** Something in it is not ASCII. */
  readonly isBeyondAscii: boolean
}

/** `isWhole` false: a character may be cut off at the end. */
export function lookAtUtf8(bytes: Uint8Array, isWhole: boolean): Utf8Look {
  let at = asciiEnd(bytes, 0)
  const isBeyondAscii = at < bytes.length
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const more = followers(first)
    if (more === undefined) return { isValid: false, isBeyondAscii }
    for (let next = 1; next <= more.count; next += 1) {
      const byte = bytes[at + next]
      if (byte === undefined) return { isValid: !isWhole, isBeyondAscii }
      const [low, high] = next === 1 ? [more.low, more.high] : [0x80, 0xbf]
      if (byte < low || byte > high) return { isValid: false, isBeyondAscii }
    }
    at = asciiEnd(bytes, at + 1 + more.count)
  }
  return { isValid: true, isBeyondAscii }
}

/** Where ASCII ends, from `from` on. */
export function asciiEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1
  return at
}

interface Followers {
  readonly count: number
  /** What the first of them may be. */
  readonly low: number
  readonly high: number
}

function followers(first: number): Followers | undefined {
  if (first >= 0xc2 && first <= 0xdf) return { count: 1, low: 0x80, high: 0xbf }
  if (first === 0xe0) return { count: 2, low: 0xa0, high: 0xbf }
  if (first === 0xed) return { count: 2, low: 0x80, high: 0x9f }
  if (first >= 0xe1 && first <= 0xef) return { count: 2, low: 0x80, high: 0xbf }
  if (first === 0xf0) return { count: 3, low: 0x90, high: 0xbf }
  if (first >= 0xf1 && first <= 0xf3) return { count: 3, low: 0x80, high: 0xbf }
  if (first === 0xf4) return { count: 3, low: 0x80, high: 0x8f }
  return undefined
}
