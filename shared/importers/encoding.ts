/**
 * Which character set a file is in (IMP-3): its byte order mark; else UTF-8, if it is that to the letter; else whichever of the older sets shows
 * a form that some format knows, has fewest bytes that are nothing, and most of its language's usual letters. Korean first where they are equal.
 */
import { likeness } from './usual-letters.ts'
import type { Decoders, Encoding, TextDecoding } from './source.ts'
import { asciiEnd, lookAtUtf8 } from './utf8.ts'

/** How well a text's form is known, 0 to 1. */
export type KnownForm = (text: string) => number

export interface EncodingChoice {
  readonly encoding: Encoding
  /** Of the byte order mark. */
  readonly skip: number
  /** Nothing but ASCII so far: what comes may still show another encoding. */
  readonly isOpen: boolean
}

const OLDER: readonly Encoding[] = ['cp949', 'shift_jis', 'big5', 'gb18030', 'windows-1252']
/** So much after the first byte beyond ASCII is looked at. */
const SAMPLE_BYTES = 16 * 1024
/** Damage in a file of UTF-8, rather than another encoding: of all characters beyond ASCII. */
const DAMAGED_SHARE = 0.05

/** undefined: no text. `sample` is the beginning of the file; `isWhole`: all of it. */
export function chooseEncoding(sample: Uint8Array, isWhole: boolean, decoders: Decoders, known: KnownForm): EncodingChoice | undefined {
  const marked = byteOrderMark(sample)
  if (marked !== undefined) return marked
  const wide = wideEncoding(sample)
  if (wide !== undefined) return { encoding: wide, skip: 0, isOpen: false }
  if (hasManyZeros(sample)) return undefined
  return { ...narrowEncoding(sample, isWhole, decoders, known), skip: 0 }
}

/** A text has none but by accident. */
function hasManyZeros(bytes: Uint8Array): boolean {
  let left = 2 + bytes.length / 100
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) {
    left -= 1
    if (left < 0) return true
  }
  return false
}

/** Of a stretch that is not UTF-16, from anywhere in a file. */
function narrowEncoding(sample: Uint8Array, isWhole: boolean, decoders: Decoders, known: KnownForm): Omit<EncodingChoice, 'skip'> {
  const { isValid, isBeyondAscii } = lookAtUtf8(sample, isWhole)
  if (isValid) return { encoding: 'utf-8', isOpen: !isBeyondAscii }
  return { encoding: likeliest(sample, decoders, known), isOpen: false }
}

function byteOrderMark(bytes: Uint8Array): EncodingChoice | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', skip: 3, isOpen: false }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', skip: 2, isOpen: false }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', skip: 2, isOpen: false }
  return undefined
}

/** UTF-16 without a mark: spaces, digits and line ends have a zero byte, always on the same side. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0
  let odd = 0
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  const pairs = bytes.length / 2
  if (odd >= pairs * 0.02 && odd > even * 8) return 'utf-16le'
  if (even >= pairs * 0.02 && even > odd * 8) return 'utf-16be'
  return undefined
}

interface Candidate {
  readonly encoding: Encoding
  readonly form: number
  readonly badShare: number
  readonly usual: number
}

function likeliest(sample: Uint8Array, decoders: Decoders, known: KnownForm): Encoding {
  const all = (['utf-8', ...OLDER] as const).map((encoding) => candidate(sample, encoding, decoders, known))
  const [utf8, ...older] = all
  if (utf8 !== undefined && utf8.badShare <= DAMAGED_SHARE) return 'utf-8'
  const best = older.toSorted((a, b) => b.form - a.form || a.badShare - b.badShare || b.usual - a.usual)[0]
  return best?.encoding ?? 'utf-8'
}

function candidate(sample: Uint8Array, encoding: Encoding, decoders: Decoders, known: KnownForm): Candidate {
  const text = decoders(encoding).decode(sample)
  const { bad, usual } = likeness(text, encoding)
  let beyond = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) beyond += 1
  // Rounded: one line more or less, or one bad byte in fifty, tells nothing.
  return {
    encoding,
    form: Math.round(known(text) * 5),
    badShare: beyond === 0 ? 0 : encoding === 'utf-8' ? bad / beyond : Math.round((bad / beyond) * 25),
    usual,
  }
}

/**
 * Decodes a file from its beginning, in pieces cut anywhere. While nothing but ASCII has come it leaves the encoding open: a long English export
 * may have its first Korean name after a megabyte.
 */
export class Decoding {
  readonly #decoders: Decoders
  readonly #known: KnownForm
  #encoding: Encoding
  #skip: number
  #decoder: TextDecoding | undefined
  /** From the first byte beyond ASCII on, until there is enough to tell. */
  #sample: Uint8Array[] = []
  #sampled = 0

  constructor(choice: EncodingChoice, decoders: Decoders, known: KnownForm) {
    this.#decoders = decoders
    this.#known = known
    this.#encoding = choice.encoding
    this.#skip = choice.skip
    if (!choice.isOpen) this.#decoder = decoders(choice.encoding)
  }

  /** As far as is known yet; of nothing but ASCII: UTF-8. */
  get encoding(): Encoding {
    return this.#encoding
  }

  decode(piece: Uint8Array): string {
    let bytes = piece
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, bytes.length)
      bytes = bytes.subarray(skipped)
      this.#skip -= skipped
    }
    if (this.#decoder !== undefined) return this.#decoder.decode(bytes)
    if (this.#sampled === 0) {
      const end = asciiEnd(bytes, 0)
      const plain = end === 0 ? '' : this.#decoders('utf-8').decode(bytes.subarray(0, end))
      return end === bytes.length ? plain : plain + this.#gather(bytes.subarray(end), false)
    }
    return this.#gather(bytes, false)
  }

  end(): string {
    const rest = this.#sampled > 0 ? this.#gather(new Uint8Array(0), true) : ''
    return rest + (this.#decoder?.end() ?? '')
  }

  #gather(bytes: Uint8Array, isWhole: boolean): string {
    this.#sample.push(new Uint8Array(bytes))
    this.#sampled += bytes.length
    if (this.#sampled < SAMPLE_BYTES && !isWhole) return ''
    const sample = joined(this.#sample, this.#sampled)
    this.#sample = []
    this.#sampled = 0
    this.#encoding = narrowEncoding(sample, isWhole, this.#decoders, this.#known).encoding
    this.#decoder = this.#decoders(this.#encoding)
    return this.#decoder.decode(sample)
  }
}

export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
