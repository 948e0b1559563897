/**
 * Which of its layouts an export of KakaoTalk has, from the beginning of the file (IMP-10). The first line that any layout knows decides: bodies,
 * which may imitate the others, come after it. One file has one layout, whatever follows.
 */
import type { Head } from '../format.ts'
import { type Header, readHeader } from './header.ts'
import type { Layout, Seen } from './layout.ts'
import { bodyOf } from './line-body.ts'
import { type StampStyle, Stamped, isPhoneDate } from './phone.ts'
import type { Stamp } from './stamp.ts'
import { isSystemLine } from './system-lines.ts'
import { isTableHeader, rowOf } from './table.ts'
import { variantOf } from './variant.ts'
import { endOfWindowsName, isWindowsDate } from './windows.ts'

export interface Survey {
  /** undefined: a header and nothing else. */
  readonly layout: Layout | undefined
  readonly header: Header
  readonly variant: string
  readonly share: number
}

/** A line that goes on with a record: whose it is, the record says, and without a header that is half a proof. */
const CONTINUED = 0.5

const STYLES: readonly StampStyle[] = ['korean', 'dotted', 'english']

/** undefined: it is not from KakaoTalk. */
export function survey(head: Head): Survey | undefined {
  const lines = head.lines.map(bodyOf)
  const filled = lines.reduce((count, line) => (line === '' ? count : count + 1), 0)
  if (filled === 0) return undefined
  const start = lines.findIndex((line) => line !== '')
  if (isTableHeader(lines[start] ?? '')) return surveyTable(lines, start, filled)
  const header = readHeader(lines, isRecordOf)
  const taken = filledIn(lines, 0, header.lines)
  const found = firstOf(lines, header.lines)
  if (found === undefined) {
    if (!header.isProof) return undefined
    const variant = `empty-${header.language ?? 'ko'}`
    return { layout: undefined, header, variant, share: taken / filled }
  }
  const { seen, known, continued, authored } = count(lines, found)
  if (!header.isProof && authored === 0) return undefined
  const share = (taken + known + continued * (header.isProof ? 1 : CONTINUED)) / filled
  const layout = layoutOf(found, seen, head.name)
  return { layout, header, variant: variantOf(layout, seen, header), share: Math.min(1, share) }
}

/** Told by the line alone: it is no title. */
function isRecordOf(line: string): boolean {
  return firstOf([line], 0) !== undefined
}

interface Found {
  readonly at: number
  readonly style: StampStyle | 'windows'
  /** Lines between days that stood before it, at most. */
  readonly dates: number
}

/** The first line that only one layout knows. */
function firstOf(lines: readonly string[], from: number): Found | undefined {
  const stamped = new Stamped()
  let dates = 0
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (endOfWindowsName(stamped.stamp, line) !== -1 || isWindowsDate(stamped.stamp, line)) return { at, style: 'windows', dates }
    const style = STYLES.find((each) => stamped.read(line, each))
    if (style !== undefined) return { at, style, dates }
    // A time alone is one of KakaoTalk's only under a line that says the day.
    if (dates > 0 && stamped.read(line, 'clock')) return { at, style: 'clock', dates }
    if (isPhoneDate(stamped.stamp, line)) dates += 1
  }
  return undefined
}

interface Count {
  readonly seen: Seen
  readonly known: number
  readonly continued: number
  readonly authored: number
}

function count(lines: readonly string[], { at, style, dates }: Found): Count {
  const seen: Seen = { twelve: 0, twentyFour: 0, koClock: 0, enClock: 0, koDate: 0, enDate: 0, bare: 0, notices: 0, weekdays: dates }
  const stamped = new Stamped()
  let known = dates
  let continued = 0
  let authored = 0
  for (const line of lines.slice(at)) {
    if (line === '') continue
    const isRecord = style === 'windows' ? isWindows(line, stamped.stamp, seen) : isPhone(line, stamped, style, seen)
    if (isRecord === 'none') continued += 1
    else known += 1
    if (isRecord === 'message') authored += 1
  }
  return { seen, known, continued, authored }
}

function isWindows(line: string, stamp: Stamp, seen: Seen): 'message' | 'other' | 'none' {
  const nameEnd = endOfWindowsName(stamp, line)
  if (nameEnd !== -1) {
    seeClock(stamp, seen)
    return nameEnd > 1 ? 'message' : 'other'
  }
  if (!isWindowsDate(stamp, line)) return isSystemLine(line) ? 'other' : 'none'
  if (line.includes('년 ')) seen.koDate += 1
  else seen.enDate += 1
  return 'other'
}

function isPhone(line: string, stamped: Stamped, style: StampStyle, seen: Seen): 'message' | 'other' | 'none' {
  if (!stamped.read(line, style)) {
    if (!isPhoneDate(stamped.stamp, line)) return 'none'
    seen.weekdays += 1
    if (style === 'clock') seeDate(line.includes('년 '), seen)
    return 'other'
  }
  seeDate(style !== 'english', seen)
  if (stamped.shape === 'bare') {
    seen.bare += 1
    return 'other'
  }
  seeClock(stamped.stamp, seen)
  if (stamped.shape === 'notice') seen.notices += 1
  return stamped.shape === 'message' && stamped.nameEnd > stamped.nameFrom ? 'message' : 'other'
}

function seeClock({ isTwelve, isKorean }: Stamp, seen: Seen): void {
  if (!isTwelve) seen.twentyFour += 1
  else {
    seen.twelve += 1
    if (isKorean) seen.koClock += 1
    else seen.enClock += 1
  }
}

function seeDate(isKorean: boolean, seen: Seen): void {
  if (isKorean) seen.koDate += 1
  else seen.enDate += 1
}

/** English stamps are the same on both phones: what stands between days, notices, the clock and the file's name tell them apart. */
function layoutOf({ style }: Found, seen: Seen, name: string): Layout {
  if (style === 'windows') return { name: 'windows' }
  if (style === 'korean') return { name: 'android', style }
  if (style !== 'english') return { name: 'ios', style }
  const isIos = seen.weekdays > 0 || seen.notices > 0 || (seen.bare === 0 && (seen.twelve === 0 || name.startsWith('Talk_')))
  return { name: isIos ? 'ios' : 'android', style }
}

function surveyTable(lines: readonly string[], start: number, filled: number): Survey {
  const header: Header = {
    title: undefined,
    members: undefined,
    savedAt: undefined,
    language: undefined,
    isProof: true,
    lines: start + 1,
    badTime: 0,
  }
  let rows = 0
  let isQuoting = false
  for (const line of lines.slice(start + 1)) {
    const row = rowOf(line)
    if (row === undefined) continue
    rows += 1
    // A quote that nothing asks for: no comma, no quote, no line end in it.
    if (row.isQuoted ? !row.author.includes(',') : /^"[^",]*"$/.test(line.slice(row.from))) isQuoting = true
  }
  const variant = isQuoting ? 'macos-csv' : 'macos-csv-unquoted'
  if (rows === 0) return { layout: undefined, header, variant, share: 1 / filled }
  const before = lines.slice(start + 1).findIndex((line) => rowOf(line) !== undefined)
  const lost = filledIn(lines, start + 1, start + 1 + before)
  return { layout: { name: 'table', isQuoting }, header, variant, share: (filled - lost) / filled }
}

function filledIn(lines: readonly string[], from: number, to: number): number {
  return lines.slice(from, to).reduce((sum, line) => (line === '' ? sum : sum + 1), 0)
}
