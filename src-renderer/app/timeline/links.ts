/**
 * A text as pieces to show: plain words, people it names, and links. Only http(s) and mailto are links. Where a link leads is never left to
 * its looks: a host in a foreign script that could pass for another, or a name before an @, is said beside it as it really is. Pure.
 */
import { find } from 'linkifyjs'
import type { MentionRange } from '../../../shared/messenger/index.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly account: MentionRange['account'] }
  | {
      readonly kind: 'link'
      readonly text: string
      readonly href: string
      /** The host as the network knows it, where the text could make one believe something else. */
      readonly realHost: string | undefined
    }

export function piecesOf(text: string, mentions: readonly MentionRange[] = []): readonly Piece[] {
  const marked = [...mentionPieces(text, mentions), ...linkPieces(text)].toSorted((a, b) => a.from - b.from)
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to, piece } of marked) {
    // A mention wins over a link around it; what overlaps is left as the text it is.
    if (from < at) continue
    if (from > at) pieces.push({ kind: 'text', text: text.slice(at, from) })
    pieces.push(piece)
    at = to
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) })
  return pieces
}

interface Marked {
  readonly from: number
  readonly to: number
  readonly piece: Piece
}

function mentionPieces(text: string, mentions: readonly MentionRange[]): readonly Marked[] {
  return mentions
    .filter(({ from, to }) => from >= 0 && to <= text.length && from < to)
    .map(({ account, from, to }) => ({ from, to, piece: { kind: 'mention', text: text.slice(from, to), account } }))
}

function linkPieces(text: string): readonly Marked[] {
  // Looking for links in a text without a dot or a colon finds none, and most texts have neither.
  if (!/[.:]/.test(text)) return []
  return find(text, { defaultProtocol: 'https' }).flatMap(({ type, value, href, start, end }) => {
    if (type !== 'url' && type !== 'email') return []
    const address = addressOf(href)
    if (address === undefined) return []
    const shown = value.replace(TURNING, '')
    return [{ from: start, to: end, piece: { kind: 'link', text: shown, href: address.href, realHost: realHostOf(address, shown) } }]
  })
}

function addressOf(href: string): URL | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined
  return url !== undefined && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined
}

/** Marks that turn the direction of what follows: they make `gpj.exe` of `exe.jpg`. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function realHostOf(url: URL, shown: string): string | undefined {
  if (url.protocol === 'mailto:') return undefined
  // "https://bank.example@elsewhere.example" leads elsewhere.
  if (url.username !== '' || url.password !== '') return url.host
  if (!url.hostname.includes('xn--')) return undefined
  if (shown.includes(url.hostname)) return undefined
  const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(shown)?.[1] ?? shown
  return host.split('.').every(isPlainLabel) ? undefined : url.hostname
}

/** Hangul beside nothing but digits, or nothing but ASCII: neither passes for the other. */
function isPlainLabel(label: string): boolean {
  return /^[a-z0-9-]+$/i.test(label) || /^[\p{Script=Hangul}0-9-]+$/u.test(label)
}

const EMOJI_ONLY = /^(?:\p{RGI_Emoji}|\s)+$/v
const MOST_LARGE = 3

/** One to three emoji and nothing else are shown large, without a bubble. */
export function isLargeEmoji(text: string): boolean {
  if (text.length > 64 || !EMOJI_ONLY.test(text)) return false
  const count = text.match(/\p{RGI_Emoji}/gv)?.length ?? 0
  return count > 0 && count <= MOST_LARGE
}
