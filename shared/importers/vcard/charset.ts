/**
 * Which characters the bytes of a property are: what its CHARSET says (2.1), else UTF-8 where they are UTF-8, else what the file was found to be or
 * the usual old character set of the region. Nothing is ever refused: what cannot be told is read as something and said.
 */
import type { Surroundings } from '../format.ts'
import type { Encoding } from '../source.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20] as const

const NAMES: readonly (readonly [Encoding, readonly string[]])[] = [
  ['utf-8', ['utf8', 'usascii', 'ascii', 'unicode11utf8']],
  ['utf-16le', ['utf16le']],
  ['utf-16be', ['utf16', 'utf16be']],
  ['cp949', ['cp949', 'euckr', 'ksc56011987', 'ksc5601', 'ms949', 'uhc', 'windows949', 'xwindows949', 'korean']],
  ['shift_jis', ['shiftjis', 'sjis', 'xsjis', 'cp932', 'ms932', 'windows31j', 'mskanji']],
  ['big5', ['big5', 'cp950', 'big5hkscs', 'windows950']],
  ['gb18030', ['gb18030', 'gb2312', 'gbk', 'cp936', 'euccn', 'hzgb2312']],
  ['windows-1252', ['windows1252', 'cp1252', 'iso88591', 'latin1', 'iso885915', 'l1']],
]
const BY_NAME: ReadonlyMap<string, Encoding> = new Map(NAMES.flatMap(([encoding, names]) => names.map((name) => [name, encoding] as const)))
const OF_REGION: Readonly<Record<string, Encoding>> = { KR: 'cp949', JP: 'shift_jis', TW: 'big5', HK: 'big5', CN: 'gb18030', SG: 'gb18030' }

export interface Text {
  readonly text: string
  /** The name of the character set is not known here, or is not what the bytes are. */
  readonly isDoubtful: boolean
}

export type Decode = (bytes: Uint8Array, charset?: string) => Text

export function decodeFor(around: Surroundings): Decode {
  const isOld = around.encoding !== undefined && around.encoding !== 'utf-8' && !around.encoding.startsWith('utf-16')
  const old = isOld ? (around.encoding ?? 'windows-1252') : (OF_REGION[around.region] ?? 'windows-1252')
  return (bytes, charset) => {
    const named = charset === undefined ? undefined : BY_NAME.get(charset.toLowerCase().replace(/[^a-z0-9]/g, ''))
    const isUnknown = charset !== undefined && named === undefined
    if (named !== undefined && named !== 'utf-8') return { text: decodeAll(around, named, bytes), isDoubtful: false }
    const text = asUtf8(bytes)
    if (text !== undefined) return { text, isDoubtful: isUnknown }
    return { text: decodeAll(around, old, bytes), isDoubtful: isUnknown || named === 'utf-8' }
  }
}

/** Folds of 3.0 may cut a letter in two, and then the file as a whole is no UTF-8 though each property is. undefined: it is not that either. */
export function encodingOf(start: Uint8Array): Encoding | undefined {
  const unfolded = new Uint8Array(start.length)
  let length = 0
  for (const byte of start) {
    const isFold = (byte === SPACE || byte === TAB) && unfolded[length - 1] === LF
    if (!isFold) unfolded[length++] = byte
    else length -= unfolded[length - 2] === CR ? 2 : 1
  }
  try {
    // What is cut off at the end of a beginning is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(unfolded.subarray(0, length), { stream: true })
    return 'utf-8'
  } catch {
    return undefined
  }
}

export function decodeAll(around: Surroundings, encoding: Encoding, bytes: Uint8Array): string {
  const decoding = around.decoders(encoding)
  return decoding.decode(bytes) + decoding.end()
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
