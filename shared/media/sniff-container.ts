/** MEDIA-7: containers of sound, pictures and films: RIFF, Ogg, Matroska and the boxes of MP4 and its relatives. */
import { ascii, hasAscii, startsWith, viewOf } from './sniff-bytes.ts'

const EBML = [0x1a, 0x45, 0xdf, 0xa3]
/** Where the kind of a Matroska file is said, behind a few small fields. */
const DOCTYPE_BYTES = 64
const BRAND_BYTES = 4
const MOST_BRANDS = 32

const BRANDS: readonly (readonly [type: string, brands: readonly string[]])[] = [
  ['image/avif', ['avif', 'avis']],
  ['image/heic', ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']],
  ['video/quicktime', ['qt  ']],
  ['audio/mp4', ['M4A ', 'M4B ', 'M4P ']],
]

/** undefined: none of them. */
export function containerType(head: Uint8Array): string | undefined {
  if (ascii(head, 0, 4) === 'RIFF') return RIFF[ascii(head, 8, 4)]
  if (ascii(head, 0, 4) === 'OggS') return hasAscii(head, 'theora') ? 'video/ogg' : 'audio/ogg'
  if (startsWith(head, 0, EBML)) return matroskaType(head)
  return ascii(head, 4, 4) === 'ftyp' ? boxType(head) : undefined
}

const RIFF: Readonly<Record<string, string | undefined>> = { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }

function matroskaType(head: Uint8Array): string {
  const isWebm = hasAscii(head.subarray(0, DOCTYPE_BYTES), 'webm')
  const isSound = !hasAscii(head, 'V_') && ['A_OPUS', 'A_VORBIS', 'A_AAC', 'A_FLAC'].some((codec) => hasAscii(head, codec))
  if (isWebm) return isSound ? 'audio/webm' : 'video/webm'
  return isSound ? 'audio/x-matroska' : 'video/x-matroska'
}

/** The major brand, then the compatible ones: a still picture may call itself after its family only. */
function boxType(head: Uint8Array): string {
  const view = viewOf(head)
  const end = Math.min(head.length, head.length >= 4 ? view.getUint32(0) : 0, 16 + BRAND_BYTES * MOST_BRANDS)
  const major = ascii(head, 8, BRAND_BYTES)
  const compatible: string[] = []
  for (let at = 16; at + BRAND_BYTES <= end; at += BRAND_BYTES) compatible.push(ascii(head, at, BRAND_BYTES))
  const isFamily = major === 'mif1' || major === 'msf1'
  if (isFamily && compatible.some((brand) => brand === 'avif' || brand === 'avis')) return 'image/avif'
  return BRANDS.find(([, brands]) => brands.includes(major))?.[0] ?? 'video/mp4'
}
