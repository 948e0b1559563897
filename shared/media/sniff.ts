/**
 * MEDIA-7: what a file is by its content, never by its name or by what somebody says. Only the first bytes are looked at, nothing is unpacked.
 * What is not known is `application/octet-stream`; what could do something by itself is named as such first, so that a page or a drawing
 * with code in it is never a picture.
 */
import { containerType } from './sniff-container.ts'
import { ascii, hasAscii, startsWith, viewOf } from './sniff-bytes.ts'
import { textType } from './sniff-text.ts'
import { zipType } from './sniff-zip.ts'

export const PLAIN_BYTES = 'application/octet-stream'

/** Fixed bytes at the beginning. */
const MAGIC: readonly (readonly [type: string, ...bytes: readonly number[]])[] = [
  ['application/vnd.microsoft.portable-executable', 0x4d, 0x5a],
  ['application/x-executable', 0x7f, 0x45, 0x4c, 0x46],
  ['application/x-mach-binary', 0xfe, 0xed, 0xfa, 0xce],
  ['application/x-mach-binary', 0xfe, 0xed, 0xfa, 0xcf],
  ['application/x-mach-binary', 0xce, 0xfa, 0xed, 0xfe],
  ['application/x-mach-binary', 0xcf, 0xfa, 0xed, 0xfe],
  // Of several systems in one file, or compiled Java: both run.
  ['application/x-mach-binary', 0xca, 0xfe, 0xba, 0xbe],
  ['application/wasm', 0x00, 0x61, 0x73, 0x6d],
  ['application/x-ms-shortcut', 0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00],
  ['application/x-sh', 0x23, 0x21],
  ['image/jpeg', 0xff, 0xd8, 0xff],
  ['image/gif', 0x47, 0x49, 0x46, 0x38, 0x37, 0x61],
  ['image/gif', 0x47, 0x49, 0x46, 0x38, 0x39, 0x61],
  ['application/pdf', 0x25, 0x50, 0x44, 0x46, 0x2d],
  ['audio/flac', 0x66, 0x4c, 0x61, 0x43],
  ['audio/mpeg', 0x49, 0x44, 0x33],
  ['application/gzip', 0x1f, 0x8b],
  ['application/x-7z-compressed', 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  ['application/vnd.rar', 0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  ['application/x-bzip2', 0x42, 0x5a, 0x68],
  ['application/x-xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  ['application/vnd.ms-cab-compressed', 0x4d, 0x53, 0x43, 0x46],
  ['application/vnd.ms-htmlhelp', 0x49, 0x54, 0x53, 0x46],
  ['application/x-rpm', 0xed, 0xab, 0xee, 0xdb],
  ['application/rtf', 0x7b, 0x5c, 0x72, 0x74, 0x66],
]
/** A text can begin with the same letters; these are none. */
const WORDLIKE: ReadonlySet<string> = new Set([
  'application/vnd.microsoft.portable-executable',
  'audio/mpeg',
  'application/x-bzip2',
  'application/vnd.ms-cab-compressed',
  'application/vnd.ms-htmlhelp',
])
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const ISO_AT = 32_769

/** `head`: the first bytes, MEDIA.SNIFF_BYTES of them where there are as many. */
export function sniffType(head: Uint8Array): string {
  if (head.length === 0) return PLAIN_BYTES
  if (startsWith(head, 0, PNG)) return pngType(head)
  if (startsWith(head, 0, OLE)) return hasAscii(head, 'HWP Document File') ? 'application/x-hwp' : 'application/x-ole-storage'
  if (startsWith(head, 0, ZIP)) return zipType(head)
  const fixed = MAGIC.find(([, ...bytes]) => startsWith(head, 0, bytes))?.[0]
  if (fixed !== undefined) return WORDLIKE.has(fixed) ? (textType(head) ?? fixed) : fixed
  if (ascii(head, 0, 7) === '!<arch>') return 'application/x-debian-package'
  return containerType(head) ?? frameType(head) ?? isoType(head) ?? textType(head) ?? PLAIN_BYTES
}

/** An animated one says so before its pixels. */
function pngType(head: Uint8Array): string {
  const view = viewOf(head)
  for (let at = 8; at + 8 <= head.length; at += 12 + view.getUint32(at)) {
    const chunk = ascii(head, at + 4, 4)
    if (chunk === 'acTL') return 'image/apng'
    if (chunk === 'IDAT') break
  }
  return 'image/png'
}

/** Raw frames of MPEG audio: twelve set bits, and a layer, a rate and a pitch that exist. */
function frameType(head: Uint8Array): string | undefined {
  const [first = 0, second = 0, third = 0] = head
  if (first !== 0xff || (second & 0xf0) !== 0xf0) return undefined
  const layer = (second >> 1) & 3
  if (layer === 0) return (third >> 2) % 16 < 13 ? 'audio/aac' : undefined
  const [rate, pitch] = [third >> 4, (third >> 2) & 3]
  // The first layer is not in use, and a mark of byte order looks like it.
  return layer < 3 && rate > 0 && rate < 15 && pitch < 3 ? 'audio/mpeg' : undefined
}

function isoType(head: Uint8Array): string | undefined {
  return ascii(head, ISO_AT, 5) === 'CD001' ? 'application/x-iso9660-image' : undefined
}
