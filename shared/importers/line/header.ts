/** What stands above a conversation of LINE (IMP-26): its title, which tells direct from group, and when it was saved. */
import { withoutMarks } from '../text/index.ts'
import { dateText, halfOf, hourOfDay, timeText } from '../wall-clock/index.ts'

export interface Title {
  readonly title: string
  readonly type?: 'direct' | 'group'
  readonly language?: string
}

const TITLE_CHARACTERS = 300
const MARK = /^\[LINE\] ?/
const TITLES: readonly (readonly [RegExp, string, ((found: string) => 'direct' | 'group') | undefined])[] = [
  [/^Chat history (with|in) (.+)$/, 'en', (word) => (word === 'with' ? 'direct' : 'group')],
  [/^(.+?)(との|の)トーク履歴$/, 'ja', (word) => (word === 'との' ? 'direct' : 'group')],
  [/^([与與])(.+)的(?:聊天[记記][录錄]|对话|對話)$/, 'zh', () => 'direct'],
  [/^(.+)(的)(?:聊天[记記][录錄]|对话|對話)$/, 'zh', () => 'group'],
  // The Korean and the Thai words are hearsay: they tell a title, not who is in it.
  [/^(.+?)( ?님과의 ?)(?:대화|채팅)(?: 기록| 내용)?$/, 'ko', undefined],
  [/^(ประวัติการสนทนากับ) ?(.+)$/, 'th', undefined],
]
const WORDS = new Set(['with', 'in', 'との', 'の', '与', '與', '的', 'ประวัติการสนทนากับ'])

/** Of the first line; undefined: it is no title. Without `[LINE]` only known words make one. */
export function titleOf(line: string): Title | undefined {
  if (line.length > TITLE_CHARACTERS) return undefined
  const bare = withoutMarks(line).trimEnd()
  const isMarked = MARK.test(bare)
  const rest = bare.replace(MARK, '')
  for (const [shape, language, type] of TITLES) {
    const [, a = '', b = ''] = shape.exec(rest) ?? []
    if (a === '') continue
    const [word, title] = WORDS.has(a) ? [a, b] : [b, a]
    return { title, language, ...(type === undefined ? {} : { type: type(word) }) }
  }
  return isMarked && rest !== '' ? { title: rest } : undefined
}

const SAVED =
  /[:：] ?(\d{4})[/.年-] ?(\d{1,2})[/.月-] ?(\d{1,2})日?[,.]? ?(午前|午後|上午|下午|오전|오후)? ?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp]\.?[Mm]\.?))?$/
const SAVED_ENGLISH = /^Saved on: (\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(?: ?([AaPp]\.?[Mm]\.?))?$/

/** Of the second line, whatever its words: undefined, where no day and time end it. */
export function savedAtOf(line: string): string | undefined {
  if (line.length > TITLE_CHARACTERS) return undefined
  const bare = withoutMarks(line).trim()
  const found = SAVED.exec(bare)
  if (found !== null) {
    const [, year, month, day, before, hour, minute, second, after] = found
    return instant([year, month, day], [hour, minute, second], before ?? after)
  }
  const english = SAVED_ENGLISH.exec(bare)
  if (english === null) return undefined
  const [, month, day, year, hour, minute, after] = english
  return instant([year, month, day], [hour, minute, undefined], after)
}

/** Looks like the second line, even if its time is none. */
export function isSavedLine(line: string): boolean {
  return line.length <= TITLE_CHARACTERS && (SAVED.test(withoutMarks(line).trim()) || SAVED_ENGLISH.test(withoutMarks(line).trim()))
}

type Parts = readonly [string | undefined, string | undefined, string | undefined]

function instant([year, month, day]: Parts, [hour, minute, second]: Parts, half: string | undefined): string | undefined {
  const date = dateText(Number(year), Number(month), Number(day))
  const of24 = hourOfDay(Number(hour), half === undefined ? undefined : halfOf(half))
  const time = of24 === undefined ? undefined : timeText(of24, Number(minute), second === undefined ? undefined : Number(second))
  return date === undefined || time === undefined ? undefined : `${date}T${time}`
}
