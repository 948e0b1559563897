/** Lines that say which day follows (IMP-27), in the spelling of the language. A body may hold such a line too: its day of the week gives it away. */
import { dateText, weekdayOf } from '../wall-clock/index.ts'

export interface DateLine {
  /** undefined: there is no such day. */
  readonly date: string | undefined
  /** The day of the week it names is the right one. */
  readonly isSure: boolean
}

const LONGEST = 48
const YEAR_FIRST = /^(\d{4})(?:[/.-]|年|년) ?(\d{1,2})(?:[/.-]|月|월) ?(\d{1,2})(?:[日일.])? ?[(（]?([^\s()（）\d]{0,20})[)）]?$/
const DAY_NAMED = /^([A-Za-z]{3})[a-z]{0,6}\.?, (\d{1,2})\/(\d{1,2})\/(\d{4})$/

const WEEKDAYS: readonly (readonly string[])[] = [
  ['sun', '日', '일', 'อา', 'min'],
  ['mon', '月', '一', '월', 'จ', 'sen'],
  ['tue', '火', '二', '화', 'อ', 'sel'],
  ['wed', '水', '三', '수', 'พ', 'rab'],
  ['thu', '木', '四', '목', 'พฤ', 'kam'],
  ['fri', '金', '五', '금', 'ศ', 'jum'],
  ['sat', '土', '六', '토', 'ส', 'sab'],
]

export function dateLineOf(line: string): DateLine | undefined {
  if (line.length > LONGEST) return undefined
  const first = YEAR_FIRST.exec(line)
  if (first !== null) {
    const [, year, month, day, name = ''] = first
    return withWeekday(Number(year), Number(month), Number(day), name)
  }
  const named = DAY_NAMED.exec(line)
  if (named === null) return undefined
  const [, name = '', a, b, year] = named
  if (weekday(name) === undefined) return undefined
  // The day of the week decides whether day or month stands first; where it fits both or neither, the month does, as this spelling is American.
  const american = withWeekday(Number(year), Number(a), Number(b), name)
  const other = withWeekday(Number(year), Number(b), Number(a), name)
  if (american.isSure || !other.isSure) return american.date === undefined ? other : american
  return other
}

function withWeekday(year: number, month: number, day: number, name: string): DateLine {
  const date = dateText(year, month, day)
  return { date, isSure: date !== undefined && weekday(name) === weekdayOf(year, month, day) }
}

/** 0: Sunday. `木曜日`, `週四`, `周五`, `Thursday`, `목요일`, `พฤ.` */
function weekday(name: string): number | undefined {
  const bare = name
    .toLowerCase()
    .replace(/^(?:星期|禮拜|礼拜|週|周)/, '')
    .replace(/曜日$|曜$|요일$|\.$/, '')
  const short = /^[a-z]/.test(bare) ? bare.slice(0, 3) : bare
  const at = WEEKDAYS.findIndex((names) => names.includes(short))
  // `週天` is Sunday.
  return at === -1 ? (short === '天' ? 0 : undefined) : at
}
