/**
 * The stamp a record begins with: `[20.10.22, 20:15:08] ` (iPhone) or `20/10/2022, 20:15 - ` (Android), in the spelling of the telephone's
 * language (IMP-20). Only the first characters of a line are looked at, whatever its length.
 */
import { withoutMarks } from '../text/index.ts'
import { halfOf, type Half } from '../wall-clock/index.ts'

export interface Stamp {
  readonly isBracketed: boolean
  /** The three numbers of the date, in the order they stand in. */
  readonly numbers: readonly [number, number, number]
  readonly yearIsFirst: boolean
  /** `2022-10-20`, with all its noughts, and nothing between day and time but a space or a comma: other programs write that too. */
  readonly isIso: boolean
  readonly hour: number
  readonly minute: number
  readonly second: number | undefined
  readonly half: Half | undefined
  /** As spelled. */
  readonly halfWord: string
  /** The same for stamps made on one telephone in one setting. */
  readonly shape: string
  /** What follows it. */
  readonly rest: string
}

/** Longest stamp known: 45. */
const STAMP_CHARACTERS = 64
const STAMP =
  /^(\[?)(\d{1,4})([./-]|[年년] ?)[ \u00a0]?(\d{1,2})(?:[./-]|[月월] ?)[ \u00a0]?(\d{1,4})(\.|[日일])?(,)?[ \u00a0\u202f]{0,2}(?:klo |kl\. |kl |um |om |às |à |a las )?([^\d\s\]-]{1,8}[ \u00a0\u202f]?)?(\d{1,2})(?:[:.]| h )(\d{2})(?:[:.](\d{2}))?(?:[ \u00a0\u202f]?([^\]\d-]{1,18}?))?(?:\](?: |$)|[ \u00a0\u202f][-–] )/

export function stampOf(line: string): Stamp | undefined {
  const first = line.charCodeAt(0)
  // 0 to 9, `[`, or a mark of direction: nearly every other line is sorted out here.
  const mayBegin = (first >= 0x30 && first <= 0x39) || first === 0x5b || first > 0x2000
  if (!mayBegin) return undefined
  const bare = withoutMarks(line)
  const found = STAMP.exec(bare.length > STAMP_CHARACTERS ? bare.slice(0, STAMP_CHARACTERS) : bare)
  if (found === null) return undefined
  const [whole, bracket = '', a = '', separator = '', b = '', c = '', end = '', comma = '', before = '', hour = '', minute = '', second] =
    found
  const isBracketed = bracket === '['
  if (isBracketed !== whole.includes(']')) return undefined
  const after = (found[12] ?? '').trim()
  const halfWord = before === '' ? after : before.trim()
  const half = halfWord === '' ? undefined : halfOf(halfWord)
  if ((halfWord !== '' && half === undefined) || (before !== '' && after !== '')) return undefined
  const yearIsFirst = a.length > 2 || Number(a) > 31
  if (yearIsFirst ? a.length === 3 || c.length > 2 : c.length !== 2 && c.length !== 4) return undefined
  return {
    isBracketed,
    numbers: [Number(a), Number(b), Number(c)],
    yearIsFirst,
    isIso: separator === '-' && a.length === 4 && b.length === 2 && c.length === 2 && end === '',
    hour: Number(hour),
    minute: Number(minute),
    second: second === undefined ? undefined : Number(second),
    half,
    halfWord,
    shape: `${separator}${yearIsFirst ? 'y' : c.length}${comma}${half === undefined ? '' : 'h'}`,
    rest: bare.slice(whole.length),
  }
}
