import { withoutMarks } from '../text/index.ts'

/** The lowest of the marks of direction and byte order. */
const FIRST_MARK = 0x200e
const LAST_MARK = 0x202e
const BYTE_ORDER = 0xfeff

/** The line without marks of direction at its start. Nearly none has any, so the first character is looked at here. */
export function bodyOf(line: string): string {
  const first = line.charCodeAt(0)
  return (first >= FIRST_MARK && first <= LAST_MARK) || first === BYTE_ORDER ? withoutMarks(line) : line
}
