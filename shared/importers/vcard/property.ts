/** One whole property: `group.NAME;PARAMETERS:VALUE`, its value decoded. Reads the ways of all three versions at once. */
import type { Decode } from './charset.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'
import { headEnd } from './unfold.ts'

export interface Property {
  /** Lower case; empty: none. */
  readonly group: string
  /** Upper case. */
  readonly name: string
  /** Names in upper case, values as written, lists split; bare words of 2.1 are of TYPE. */
  readonly params: ReadonlyMap<string, readonly string[]>
  /** Still escaped. Empty where it was base64. */
  readonly value: string
  /** Of base64; undefined where it is none, and empty where it is broken. */
  readonly bytes: Uint8Array | undefined
  /** As it stood, its transfer encoding and character set undone, in one line: to write it out again. */
  readonly raw: string
  readonly isDoubtful: boolean
}

const NAME = /^[A-Za-z0-9_-]{1,128}$/
/** Of one parameter that is repeated: nothing honest has a tenth of them. */
const MOST_VALUES = 64
const TRANSFER = /^(?:QUOTED-PRINTABLE|BASE64|[78]BIT)$/i

/** undefined: it is no property. */
export function parseProperty(bytes: Uint8Array, decode: Decode): Property | undefined {
  const colon = headEnd(bytes)
  if (colon === undefined) return undefined
  const head = decode(bytes.subarray(0, colon)).text.trim()
  const [label = '', ...written] = splitHead(head)
  const dot = label.lastIndexOf('.')
  const name = label.slice(dot + 1).trim()
  if (!NAME.test(name)) return undefined
  const params = new Map<string, string[]>()
  const kept: string[] = []
  for (const param of written) {
    const equals = param.indexOf('=')
    const isBare = equals < 0
    const key = isBare ? (TRANSFER.test(param.trim()) ? 'ENCODING' : 'TYPE') : param.slice(0, equals).trim().toUpperCase()
    const values = valuesOf(isBare ? param : param.slice(equals + 1))
    const known = params.get(key)
    if (known === undefined) params.set(key, values)
    else for (const value of values) if (known.length < MOST_VALUES) known.push(value)
    if (key === 'ENCODING' ? /^(?:BASE64|B)$/i.test(values[0] ?? '') : key !== 'CHARSET')
      kept.push(isBare ? `${key}=${param.trim()}` : param)
  }
  const encoding = params.get('ENCODING')?.[0]?.toUpperCase()
  const coded = bytes.subarray(colon + 1)
  if (encoding === 'BASE64' || encoding === 'B') {
    const value = decode(coded).text.replace(/\s+/g, '')
    const raw = [label, ...kept].join(';')
    return {
      group: label.slice(0, Math.max(dot, 0)).toLowerCase(),
      name: name.toUpperCase(),
      params,
      value: '',
      bytes: decodeBase64(value),
      raw: `${raw}:${value}`,
      isDoubtful: false,
    }
  }
  const plain = encoding === 'QUOTED-PRINTABLE' ? decodeQuotedPrintable(coded) : coded
  const { text, isDoubtful } = decode(plain, params.get('CHARSET')?.[0])
  const raw = `${[label, ...kept].join(';')}:${text.replace(/\r\n|\r|\n/g, '\\n')}`
  return {
    group: label.slice(0, Math.max(dot, 0)).toLowerCase(),
    name: name.toUpperCase(),
    params,
    value: text,
    bytes: undefined,
    raw,
    isDoubtful,
  }
}

/** Splits at a separator that no backslash stands before; parts are still escaped. */
export function splitEscaped(text: string, separator: ';' | ','): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === separator) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/** A backslash before any other letter is one. Lines end in LF. */
export function unescapeText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (!lines.includes('\\')) return lines
  return lines.replace(/\\([nN,;:\\])/g, (_all, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter))
}

/** At `;` outside quotes; Samsung’s `X-CUSTOM(A=1,B=2)` has its parameters in brackets. */
function splitHead(head: string): string[] {
  const open = head.indexOf('(')
  const semicolon = head.indexOf(';')
  if (open > 0 && (semicolon < 0 || open < semicolon)) {
    const close = head.indexOf(')', open)
    if (close > 0)
      return [
        head.slice(0, open),
        ...head.slice(open + 1, close).split(','),
        ...head
          .slice(close + 1)
          .split(';')
          .filter((part) => part !== ''),
      ]
  }
  return splitQuoted(head, ';')
}

function splitQuoted(text: string, separator: string): string[] {
  const parts: string[] = []
  let isQuoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === separator && !isQuoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** Quotes off; commas divide also within them, as some write lists of types. `^n`, `^^` and `^'` are RFC 6868. */
function valuesOf(written: string): string[] {
  return written
    .replaceAll('"', '')
    .split(',', MOST_VALUES)
    .map((value) => value.trim().replace(/\^([n^'])/g, (_all, letter: string) => (letter === 'n' ? '\n' : letter === '^' ? '^' : '"')))
    .filter((value) => value !== '')
}
