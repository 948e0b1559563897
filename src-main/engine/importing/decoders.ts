/** The character sets, by the table of iconv-lite: Node's own decoder of CP949 loses syllables such as 똠 and 뷁 without a word (IMP-3). */
import iconv from 'iconv-lite'
import type { Decoders, Encoding, TextDecoding } from '../../../shared/importers/index.ts'

const NAMES = {
  'utf-16le': 'utf16le',
  'utf-16be': 'utf16be',
  cp949: 'cp949',
  shift_jis: 'shiftjis',
  big5: 'big5',
  gb18030: 'gb18030',
  'windows-1252': 'windows1252',
} as const satisfies Readonly<Record<Exclude<Encoding, 'utf-8'>, string>>

export const decoders: Decoders = (encoding) => (encoding === 'utf-8' ? utf8() : older(NAMES[encoding]))

function utf8(): TextDecoding {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

function older(name: (typeof NAMES)[keyof typeof NAMES]): TextDecoding {
  const decoder = iconv.getDecoder(name, { stripBOM: false })
  return {
    decode: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    end: () => decoder.end() ?? '',
  }
}
