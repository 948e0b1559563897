/** The first lines of an export: of which room it is and when it was made (IMP-11). Lines come without marks of direction. */
import { Stamp, isDay } from './stamp.ts'
import { isPolicyLine } from './system-lines.ts'

export interface Header {
  readonly title: string | undefined
  /** A number at the end of the title: on phones that of the members, on computers part of the name. */
  readonly members: string | undefined
  /** Same form as a record's time. */
  readonly savedAt: string | undefined
  readonly language: 'ko' | 'en' | undefined
  /** Its words are KakaoTalk's own: no other program begins a file so. */
  readonly isProof: boolean
  /** How many lines it takes, blank ones, dashes and policies included. */
  readonly lines: number
  /** The line, from 1, whose date there is not; 0: none. */
  readonly badTime: number
}

/** Blank lines between title and date, at most. */
const LINES = 3
/** Longer ones are not looked at. */
const LONGEST = 1024

const KO_WITH = /^(?<title>.*\S) ?님과 카카오톡 대화$/
const KO_OF = /^(?<title>.*\S) 카카오톡 대화$/
const EN_PC = /^(?<title>.*\S) with KakaoTalk Chats$/
const EN_PHONE = /^KakaoTalk Chats with (?<title>.*\S)$/
/** Some write the file's own name. */
const FILE_NAME = /^(?:Talk|KakaoTalk)_.*\.(?:txt|csv)$/
const SAVED = /^(?<label>저장한 날짜|Date Saved) ?: (?<when>.+)$/
const MEMBERS = /^(?<title>.*\S) (?<members>[1-9]\d{0,4})$/

/** `isRecord`: such a line is no title, whatever follows it. */
export function readHeader(lines: readonly string[], isRecord: (line: string) => boolean): Header {
  const start = afterLayout(lines, 0)
  const first = lines[start] ?? ''
  const own = titleOf(first)
  const saved = savedAfter(lines, own === undefined ? start : start + 1) ?? (own === undefined ? savedAfter(lines, start + 1) : undefined)
  if (own === undefined && saved === undefined) return { ...NOTHING, lines: start }
  // Any name may be a title where the line with the date follows; a record or another program's header may not.
  if (own === undefined && saved !== undefined && saved.at > start && (first.startsWith('[LINE]') || isRecord(first)))
    return { ...NOTHING, lines: start }
  const bare = own === undefined && saved !== undefined && saved.at > start ? first : undefined
  const title = own?.title ?? bare
  return {
    title,
    members: title === undefined ? undefined : MEMBERS.exec(title)?.groups?.['members'],
    savedAt: saved?.time,
    language: own?.language ?? saved?.language,
    isProof: saved !== undefined || own?.isProof === true,
    lines: afterLayout(lines, (saved?.at ?? start) + 1),
    badTime: saved !== undefined && saved.time === undefined ? saved.at + 1 : 0,
  }
}

const NOTHING: Header = {
  title: undefined,
  members: undefined,
  savedAt: undefined,
  language: undefined,
  isProof: false,
  lines: 0,
  badTime: 0,
}

/** On phones the number of members follows the title. */
export function titleOfPhone({ title, members }: Header): string | undefined {
  return members === undefined ? title : title?.slice(0, -(members.length + 1))
}

interface Title {
  readonly title: string | undefined
  readonly language: 'ko' | 'en' | undefined
  readonly isProof: boolean
}

function titleOf(line: string): Title | undefined {
  if (line.length > LONGEST) return undefined
  if (FILE_NAME.test(line)) return { title: undefined, language: undefined, isProof: false }
  const ko = KO_WITH.exec(line)
  // The shorter one may as well be the first line of a story.
  const found = ko ?? KO_OF.exec(line)
  if (found !== null) return { title: found.groups?.['title'], language: 'ko', isProof: ko !== null }
  const en = EN_PC.exec(line) ?? EN_PHONE.exec(line)
  return en === null ? undefined : { title: en.groups?.['title'], language: 'en', isProof: true }
}

/** Nothing but blank lines may stand before it: bodies may quote such a line, too. */
function savedAfter(lines: readonly string[], from: number): { at: number; time: string | undefined; language: 'ko' | 'en' } | undefined {
  let at = from
  while (at < from + LINES && lines[at] === '') at += 1
  const line = lines[at] ?? ''
  const found = line.length > LONGEST ? null : SAVED.exec(line)
  if (found?.groups === undefined) return undefined
  const { label, when = '' } = found.groups
  return { at, time: savedTime(when), language: label === 'Date Saved' ? 'en' : 'ko' }
}

/** Any of the forms that are known; undefined: none of them, or no such time. */
export function savedTime(when: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)[ T-](\d\d)[:-](\d\d)(?:[:-](\d\d))?$/.exec(when)
  if (iso !== null) {
    const [year = '', month = '', day = '', hour = '', minute = '', second] = iso.slice(1)
    const isTime = isDay(Number(year), Number(month), Number(day)) && Number(hour) < 24 && Number(minute) < 60 && Number(second ?? 0) < 60
    return isTime ? `${year}-${month}-${day}T${hour}:${minute}${second === undefined ? '' : `:${second}`}` : undefined
  }
  const stamp = new Stamp()
  if (!stamp.korean(when, 0) && !stamp.dotted(when, 0) && !stamp.english(when, 0)) return undefined
  const { year, month, day, end } = stamp
  const gap = /^(?:,| at)?[ \u00a0\u202f]/.exec(when.slice(end))
  if (gap === null || !stamp.isDay() || !stamp.clock(when, end + gap[0].length) || stamp.minute < 0) return undefined
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(Math.trunc(stamp.minute / 60))}:${two(stamp.minute % 60)}`
}

/** The first line that is neither blank nor drawn nor a policy of open chats. */
function afterLayout(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && isLayout(lines[at] ?? '')) at += 1
  return at
}

function isLayout(line: string): boolean {
  return line === '' || /^-+$/.test(line) || isPolicyLine(line)
}
