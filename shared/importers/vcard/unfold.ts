/**
 * Lines of a vCard to whole properties, still as bytes: a fold may cut a letter in two. Three ways to continue exist side by side: a space or tab
 * at the beginning (all versions), `=` at the end of quoted-printable (2.1), and lines of nothing but base64 (2.1).
 */
import { IMPORT } from '../../limits.ts'
import { Bytes } from './bytes.ts'

/** `bytes` stand only during the call. */
export type TakeProperty = (bytes: Uint8Array, line: number, isCut: boolean) => void

type Kind = 'unknown' | 'plain' | 'quoted-printable' | 'base64'

/** How far, and over how many folds, a property's head is looked for; and how much space may stand behind a soft break. */
const HEAD_BYTES = 8192
const HEAD_FOLDS = 256
const BREAK_SPACE = 256
const EDGE = /^\s*(?:BEGIN|END):VCARD\s*$/i
const BASE64 = /[;,(](?:ENCODING=)?"?(?:BASE64|B)"?(?=[;,)]|$)/i
const [TAB, SPACE, HASH, EQUALS, COLON, QUOTE] = [0x09, 0x20, 0x23, 0x3d, 0x3a, 0x22] as const

export class Unfolder {
  readonly #take: TakeProperty
  readonly #held = new Bytes(IMPORT.PROPERTY_BYTES)
  #line = 0
  #kind: Kind = 'unknown'
  #isCut = false
  #looks = 0
  /** Set by who reads VERSION: 2.1 keeps the space a line was folded at. */
  keepsFold = false

  constructor(take: TakeProperty) {
    this.#take = take
  }

  line(bytes: Uint8Array, line: number, isCut: boolean): void {
    this.#isCut ||= isCut
    if (this.#line > 0 && this.#continues(bytes)) return
    this.end()
    this.#isCut = isCut
    if (bytes.length === 0 || bytes[0] === HASH) return
    this.#line = line
    this.#looks = 0
    this.#held.append(bytes)
    this.#kind = this.#look()
  }

  end(): void {
    if (this.#line > 0) this.#take(this.#held.view(), this.#line, this.#isCut || this.#held.isCut)
    this.#held.clear()
    this.#line = 0
    this.#kind = 'unknown'
    this.#isCut = false
  }

  #continues(bytes: Uint8Array): boolean {
    if (this.#kind === 'quoted-printable') {
      const softBreak = softBreakOf(this.#held.view())
      if (softBreak !== undefined && !isEdge(bytes)) {
        this.#held.shorten(softBreak)
        this.#held.append(bytes)
        return true
      }
    }
    if (bytes.length === 0) return false
    if (bytes[0] === SPACE || bytes[0] === TAB) {
      const keeps = this.keepsFold && this.#kind !== 'base64' && !endsWithinLetter(this.#held.view())
      this.#held.append(keeps ? bytes : bytes.subarray(1))
      if (this.#kind === 'unknown') this.#kind = this.#look()
      return true
    }
    if (this.#kind !== 'base64' || !isBase64(bytes)) return false
    this.#held.append(bytes)
    return true
  }

  #look(): Kind {
    this.#looks += 1
    const held = this.#held.view()
    const colon = headEnd(held.length > HEAD_BYTES ? held.subarray(0, HEAD_BYTES) : held)
    if (colon === undefined) return held.length > HEAD_BYTES || this.#looks > HEAD_FOLDS ? 'plain' : 'unknown'
    const head = latin1(held.subarray(0, colon))
    if (/QUOTED-PRINTABLE/i.test(head)) return 'quoted-printable'
    return BASE64.test(head) ? 'base64' : 'plain'
  }
}

/** Where the `:` stands that ends names and parameters; quoted ones may hold others. A quote that never closes is a letter. */
export function headEnd(bytes: Uint8Array): number | undefined {
  let isQuoted = false
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted
    else if (bytes[at] === COLON && !isQuoted) return at
  }
  const first = bytes.indexOf(COLON)
  return first < 0 ? undefined : first
}

export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function softBreakOf(bytes: Uint8Array): number | undefined {
  let end = bytes.length
  const least = Math.max(0, end - BREAK_SPACE)
  while (end > least && (bytes[end - 1] === SPACE || bytes[end - 1] === TAB)) end -= 1
  return end > 0 && bytes[end - 1] === EQUALS ? end - 1 : undefined
}

function isEdge(bytes: Uint8Array): boolean {
  return bytes.length < 64 && EDGE.test(latin1(bytes))
}

/** The last letter, as UTF-8, lacks bytes: somebody folded by octets, as 3.0 does. */
function endsWithinLetter(bytes: Uint8Array): boolean {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return false
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2)
  }
  return false
}

function isBase64(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) =>
      (byte >= 0x30 && byte <= 0x39) ||
      (byte >= 0x41 && byte <= 0x5a) ||
      (byte >= 0x61 && byte <= 0x7a) ||
      byte === 0x2b ||
      byte === 0x2f ||
      byte === EQUALS ||
      byte === SPACE ||
      byte === TAB,
  )
}
