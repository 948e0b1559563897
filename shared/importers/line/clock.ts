/** The clock a line of a conversation begins with, and what follows it: after a tab (phone) or a space (desktop). IMP-27. */
import { withoutMarks } from '../text/index.ts'
import { halfOf, hourOfDay, timeText, type Half } from '../wall-clock/index.ts'

export type Layout = 'phone' | 'desktop'

export interface Clocked {
  readonly layout: Layout
  /** `HH:mm`; undefined: there is no such time. */
  readonly time: string | undefined
  readonly is12: boolean
  readonly rest: string
}

const CLOCK_CHARACTERS = 24
const CLOCK = /^(午前|午後|上午|下午|오전|오후)? ?(\d{1,2}):(\d{2})(?: ?([AaPp]\.?[Mm]\.?))?([\t ])/
/** LINE counts on past midnight for who sits up: 24:53 stands under the day before. */
const HOURS_LAST = 47

export function clockedOf(line: string): Clocked | undefined {
  const code = line.charCodeAt(0)
  const mayBegin = (code >= 0x30 && code <= 0x39) || code > 0x2000
  if (!mayBegin) return undefined
  const bare = withoutMarks(line)
  const found = CLOCK.exec(bare.length > CLOCK_CHARACTERS ? bare.slice(0, CLOCK_CHARACTERS) : bare)
  if (found === null) return undefined
  const [whole, before, hour = '', minute = '', after, gap] = found
  const word = before ?? after
  const half = word === undefined ? undefined : halfOf(word)
  return {
    layout: gap === '\t' ? 'phone' : 'desktop',
    time: timeAt(Number(hour), Number(minute), half),
    is12: half !== undefined,
    rest: bare.slice(whole.length),
  }
}

function timeAt(hour: number, minute: number, half: Half | undefined): string | undefined {
  const of24 = half === undefined ? (hour <= HOURS_LAST ? hour % 24 : undefined) : hourOfDay(hour, half)
  return of24 === undefined ? undefined : timeText(of24, minute)
}
