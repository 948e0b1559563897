/** Meta writes UTF-8 bytes as if each were a character of Latin-1 (IMP-35). Exactly what can only have come about that way is put right. */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const BYTES = new Uint8Array(64 * 1024)

/** Only if every code unit is at most 0xFF, some are 0x80 or more, and the bytes are valid UTF-8; anything else stays as it is. */
export function repaired(text: string): string {
  let hasHigh = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0xff) return text
    if (code >= 0x80) hasHigh = true
  }
  if (!hasHigh) return text
  const bytes = text.length <= BYTES.length ? BYTES.subarray(0, text.length) : new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  try {
    return utf8.decode(bytes)
  } catch {
    return text
  }
}
