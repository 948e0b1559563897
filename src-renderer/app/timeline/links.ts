/** A text as pieces to show: plain words, people it names, and links. Pure. */
import { linksIn } from '../../../shared/links/index.ts'
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
  return linksIn(text).map(({ from, to, ...link }) => ({ from, to, piece: { kind: 'link', ...link } }))
}

const EMOJI_ONLY = /^(?:\p{RGI_Emoji}|\s)+$/v
const MOST_LARGE = 3

/** One to three emoji and nothing else are shown large, without a bubble. */
export function isLargeEmoji(text: string): boolean {
  if (text.length > 64 || !EMOJI_ONLY.test(text)) return false
  const count = text.match(/\p{RGI_Emoji}/gv)?.length ?? 0
  return count > 0 && count <= MOST_LARGE
}
