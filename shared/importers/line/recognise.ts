/** Whether the first lines are a conversation of LINE, and of which layout and language: `phone-ja-24h`, `desktop-en-12h` (IMP-26). */
import type { Head, Recognition } from '../format.ts'
import { withoutMarks } from '../text/index.ts'
import { clockedOf, type Clocked, type Layout } from './clock.ts'
import { dateLineOf } from './dates.ts'
import { isSavedLine, titleOf, type Title } from './header.ts'

/** Lines that go on with a body are explained by it, so many for each record. */
const LINES_OF_ONE = 8
/** So many records and a day make a conversation whose header got lost. */
const RECORDS_WITHOUT_HEADER = 3

export interface Outline {
  readonly title: Title | undefined
  readonly layout: Layout
  readonly records: readonly Clocked[]
  readonly dates: number
}

export function outlineOf(head: Head): Outline & { readonly lines: number; readonly explained: number; readonly dateText: string } {
  const lines = head.lines.map((line) => withoutMarks(line)).filter((line) => line.trim() !== '')
  const [first = '', second = ''] = lines
  const isMarked = first.startsWith('[LINE]')
  const named = titleOf(first)
  const title = isMarked || isSavedLine(second) ? named : undefined
  const body = lines.slice(title === undefined ? 0 : isSavedLine(second) ? 2 : 1)
  const clocked = body.map((line) => clockedOf(line))
  const tabs = clocked.filter((found) => found?.layout === 'phone').length
  const layout = tabs * 2 >= clocked.filter((found) => found !== undefined).length ? 'phone' : 'desktop'
  const records = clocked.filter((found) => found?.layout === layout).filter((found) => found !== undefined)
  const days = body.filter((line) => dateLineOf(line)?.date !== undefined)
  let continued = 0
  let hasRecord = false
  body.forEach((line, at) => {
    if (clocked[at]?.layout === layout) hasRecord = true
    else if (hasRecord && dateLineOf(line) === undefined) continued += 1
  })
  const explained = lines.length - body.length + days.length + records.length + Math.min(continued, LINES_OF_ONE * records.length)
  return { title, layout, records, dates: days.length, lines: lines.length, explained, dateText: days.join(' ') }
}

export function recognise(head: Head): Recognition | undefined {
  const { title, layout, records, dates, lines, explained, dateText } = outlineOf(head)
  const sure = head.lines.some((line) => dateLineOf(withoutMarks(line))?.isSure === true)
  const columns = layout === 'phone' ? records.filter(({ rest }) => rest.includes('\t')).length : sure ? records.length : 0
  if (title === undefined && (dates === 0 || columns < RECORDS_WITHOUT_HEADER)) return undefined
  const clock = records.some(({ is12 }) => is12) ? '12h' : '24h'
  const language = title?.language ?? languageOf(dateText)
  return {
    share: Math.min(1, explained / lines),
    variant: [layout, language, clock].filter((part) => part !== undefined).join('-'),
    kind: 'chat',
    time: 'local',
    ...(records.length === 0 ? { isEmpty: true } : {}),
  }
}

function languageOf(dates: string): string | undefined {
  if (/요일|[월화수목금토]\)/.test(dates)) return 'ko'
  if (/[週周]|星期|禮拜/.test(dates)) return 'zh'
  if (/曜|\([月火水木金土日]\)/.test(dates)) return 'ja'
  return /(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)/.test(dates) ? 'en' : undefined
}
