/** Whether the first lines are WhatsApp's, in which of its layouts and what kind of it: `android-dmy-24h`, `ios-ko-12h` (IMP-20). */
import type { Head, Recognition } from '../format.ts'
import { withoutMarks } from '../text/index.ts'
import { Authors } from './authors.ts'
import { likelyOrder, provenOrder, type DateOrder } from './date-order.ts'
import { isNotice } from './notices.ts'
import { stampOf, type Stamp } from './stamp.ts'

/** Lines that go on with a body are explained by it, so many for each record. */
const LINES_OF_ONE = 8
/** Other programs write ISO stamps in brackets: without a sign of WhatsApp's own that is not enough to have the file. */
const DOUBTFUL = 0.5
const SIGNS = /\u200e|\u202f|end-to-end encrypt|종단간 암호화|<Media omitted>|-WA\d{4}\./

export interface Layout {
  readonly isBracketed: boolean
  readonly stamps: readonly Stamp[]
  /** Of non-blank lines. */
  readonly lines: number
  readonly continued: number
}

/** The layout the file begins with, or else that with more records: lines inside a body may imitate the other. */
export function layoutOf(head: Head): Layout {
  const stamps: Stamp[] = []
  for (const line of head.lines) {
    const stamp = stampOf(line)
    if (stamp !== undefined) stamps.push(stamp)
  }
  const bracketed = stamps.filter((stamp) => stamp.isBracketed)
  const begins = stampOf(head.lines.find((line) => withoutMarks(line).trim() !== '') ?? '')
  const isBracketed = begins?.isBracketed ?? bracketed.length * 2 > stamps.length
  let lines = 0
  let continued = 0
  let hasRecord = false
  for (const line of head.lines) {
    if (withoutMarks(line).trim() === '') continue
    lines += 1
    const isRecord = stampOf(line)?.isBracketed === isBracketed
    if (isRecord) hasRecord = true
    else if (hasRecord) continued += 1
  }
  return { isBracketed, stamps: isBracketed ? bracketed : stamps.filter((stamp) => !stamp.isBracketed), lines, continued }
}

export function recognise(head: Head): Recognition | undefined {
  const layout = layoutOf(head)
  const { stamps, lines, continued, isBracketed } = layout
  if (stamps.length === 0) return undefined
  const authors = new Authors(
    stamps.map(({ rest }) => rest),
    undefined,
  )
  const messages = stamps.filter(({ rest }) => authors.split(rest) !== undefined).length
  const notices = stamps.length - messages
  const isEmpty = messages === 0
  // A stamp and a word are many programs' way to write; what WhatsApp says is its own.
  if (isEmpty && !stamps.some(({ rest }) => isNotice(rest, false))) return undefined
  const explained = isEmpty ? stamps.length : messages + Math.min(notices, 2 * messages)
  const share = Math.min(1, (explained + Math.min(continued, LINES_OF_ONE * explained)) / lines)
  const isDoubtful = isBracketed && stamps.every(({ isIso }) => isIso) && !SIGNS.test(head.text)
  return {
    share: isDoubtful ? share * DOUBTFUL : share,
    variant: variantOf(layout, head.text),
    kind: 'chat',
    time: 'local',
    ...(isEmpty ? { isEmpty } : {}),
  }
}

function variantOf({ isBracketed, stamps }: Layout, text: string): string {
  const order = orderIn(stamps)
  const halves = stamps.filter(({ half }) => half !== undefined)
  const clock = halves.length > 0 ? '12h' : '24h'
  if (!isBracketed) return `android-${order}-${clock}${spellingOf(halves)}`
  const hasSeconds = stamps.some(({ second }) => second !== undefined)
  return hasSeconds ? `ios-${localeOf(stamps, order, text) ?? order}-${clock}` : `bracketed-${order}-${clock}${spellingOf(halves)}`
}

function orderIn(stamps: readonly Stamp[]): DateOrder | 'mixed-date-order' {
  const proofs = new Set(stamps.map(provenOrder))
  if (proofs.has('ymd')) return proofs.has('dmy') || proofs.has('mdy') ? 'mixed-date-order' : 'ymd'
  if (proofs.has('dmy') && proofs.has('mdy')) return 'mixed-date-order'
  return proofs.has('dmy') ? 'dmy' : proofs.has('mdy') ? 'mdy' : likelyOrder(stamps, '')
}

/** `-a. m.`: how the half of the day is spelled, where it is not simply AM or PM. */
function spellingOf(halves: readonly Stamp[]): string {
  const word = (halves.find(({ half }) => half === 'am') ?? halves[0])?.halfWord ?? ''
  return word === '' || /^[ap]m$/i.test(word) ? '' : `-${word.replace(/[\u00a0\u202f]/g, ' ')}`
}

/** Which language the telephone was set to, as far as stamps and letters tell. */
function localeOf(stamps: readonly Stamp[], order: string, text: string): string | undefined {
  const words = stamps.map(({ halfWord }) => halfWord).join('')
  if (/[오새아저밤]/.test(words) || (order === 'ymd' && /[가-힣]/.test(text))) return 'ko'
  if (/[午]/.test(words)) return /[ぁ-ヺ]/.test(text) || /午[前後]/.test(words) ? 'ja' : 'zh'
  if (order === 'ymd') return /[ぁ-ヺ]/.test(text) ? 'ja' : /[一-鿿]/.test(text) ? 'zh' : undefined
  const isAmPm = /^(?:[AP]M)+$/i.test(words)
  if (order === 'mdy') return isAmPm ? 'en-US' : undefined
  if (order === 'dmy' && /[Ѐ-ӿ]/.test(text)) return 'ru'
  if (/weggelassen|Ende-zu-Ende|<Anhang:/.test(text)) return 'de'
  if (/omitid[ao]|extremo a extremo|<adjunto:/.test(text)) return 'es'
  if (/absente?\b|bout en bout|<pièce jointe/.test(text)) return 'fr'
  return undefined
}
