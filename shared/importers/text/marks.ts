/** Marks of direction and byte order, which programs put at the start of lines: no text of anybody (IMP-3). */

function isMark(code: number): boolean {
  return code === 0x200e || code === 0x200f || (code >= 0x202a && code <= 0x202e) || code === 0xfeff
}

/** The line without the marks it begins with. */
export function withoutMarks(line: string): string {
  let at = 0
  while (at < line.length && isMark(line.charCodeAt(at))) at += 1
  return at === 0 ? line : line.slice(at)
}
