/** Takes back what EXP-5 put before and in place of characters; what nobody wrote so stays as it stands. */

const ESCAPED = /\\(?:u\{([0-9a-f]{1,6})\}|([\\:[\]* \t]))/g
const LAST_CODE_POINT = 0x10ffff

export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(ESCAPED, (whole: string, code: string | undefined, plain: string | undefined) => {
    if (code === undefined) return plain ?? whole
    const point = Number.parseInt(code, 16)
    // A half of a surrogate pair is written so, too, and two halves that were apart stay two.
    return point <= LAST_CODE_POINT ? String.fromCodePoint(point) : whole
  })
}
