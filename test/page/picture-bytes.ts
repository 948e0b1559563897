/** Picture files made by hand, byte by byte: a JPEG with every record a camera or a program leaves, and the like for PNG, GIF and WebP. */

type Piece = number | string | Uint8Array | readonly number[]

export const bytes = (...parts: readonly Piece[]): Uint8Array<ArrayBuffer> => {
  const flat = parts.flatMap((one): readonly number[] => {
    if (typeof one === 'number') return [one]
    return typeof one === 'string' ? [...one].map((letter) => letter.charCodeAt(0)) : [...one]
  })
  return Uint8Array.from(flat)
}

export const SECRET = 'secret of Seoul 37.5665'

const u16 = (value: number) => [value >> 8, value & 0xff]
const u32 = (value: number) => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]
const u32le = (value: number) => u32(value).toReversed()

/** A big-endian TIFF with orientation, the name of a camera, and a directory that tells a place. */
export function exif(orientation: number): Uint8Array {
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => [...u16(tag), ...u16(type), ...u32(count), ...value]
  const camera = bytes(SECRET, 0)
  const place = 8 + 2 + 3 * 12 + 4
  const name = place + 2 + 12 + 4
  return bytes(
    'MM',
    u16(42),
    u32(8),
    u16(3),
    entry(0x010f, 2, camera.length, u32(name)),
    entry(0x0112, 3, 1, [...u16(orientation), 0, 0]),
    entry(0x8825, 4, 1, u32(place)),
    u32(0),
    u16(1),
    entry(0x0001, 2, 2, [0x4e, 0, 0, 0]),
    u32(0),
    camera,
  )
}

const segment = (marker: number, ...body: readonly Piece[]) => {
  const inside = bytes(...body)
  return bytes(0xff, marker, u16(inside.length + 2), inside)
}

/** Every record there is, put behind the start of a picture that a browser has drawn, and a second picture hung behind its end. */
export function taintedJpeg(drawn: Uint8Array, orientation = 1): Uint8Array<ArrayBuffer> {
  return bytes(
    drawn.subarray(0, 2),
    segment(0xe1, 'Exif\0\0', exif(orientation)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', `<x exif:GPSLatitude="${SECRET}"/>`),
    segment(0xe2, 'MPF\0', SECRET),
    segment(0xe3, SECRET),
    segment(0xed, 'Photoshop 3.0\0', SECRET),
    segment(0xfe, SECRET),
    drawn.subarray(2),
    drawn.subarray(0, 2),
    segment(0xe1, 'Exif\0\0', exif(1)),
    SECRET,
  )
}

/** The checksum is not looked at by who walks over chunks; browsers look at that of the chunks they draw alone. */
const chunk = (type: string, ...data: readonly Piece[]) => {
  const inside = bytes(...data)
  return bytes(u32(inside.length), type, inside, u32(crc32(bytes(type, inside))))
}

export function taintedPng(drawn: Uint8Array): Uint8Array<ArrayBuffer> {
  const behindHead = 8 + 25
  return bytes(
    drawn.subarray(0, behindHead),
    chunk('eXIf', exif(1)),
    chunk('tEXt', 'Comment\0', SECRET),
    chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', `<x exif:GPSLatitude="${SECRET}"/>`),
    chunk('tIME', [7, 230, 10, 15, 15, 30, 0]),
    chunk('prVt', SECRET),
    drawn.subarray(behindHead),
    SECRET,
  )
}

/** Two frames of one still picture. */
export function animatedPng(drawn: Uint8Array): Uint8Array<ArrayBuffer> {
  const behindHead = 8 + 25
  const [width, height] = [drawn.subarray(16, 20), drawn.subarray(20, 24)]
  const pixels = chunksOf(drawn)
    .filter(({ type }) => type === 'IDAT')
    .map(({ data }) => data)
  const control = (sequence: number) => chunk('fcTL', u32(sequence), width, height, u32(0), u32(0), u16(1), u16(10), 0, 0)
  return bytes(
    drawn.subarray(0, behindHead),
    chunk('acTL', u32(2), u32(0)),
    chunk('tEXt', 'Comment\0', SECRET),
    control(0),
    chunk('IDAT', ...pixels),
    control(1),
    chunk('fdAT', u32(2), ...pixels),
    chunk('IEND'),
  )
}

export function chunksOf(png: Uint8Array): readonly { readonly type: string; readonly data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const found: { type: string; data: Uint8Array }[] = []
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at)
    found.push({ type: String.fromCharCode(...png.subarray(at + 4, at + 8)), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return found
}

/** Frames of one pixel: red, then blue. */
export function gif(frames: number): Uint8Array<ArrayBuffer> {
  const pieces = (text: string) => bytes(text.length, text, 0)
  const frame = (index: number) =>
    bytes([0x21, 0xf9, 4, 0, 10, 0, 0, 0], [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0], [2, 2, index % 2 === 0 ? 0x44 : 0x4c, 1, 0])
  return bytes(
    'GIF89a',
    [1, 0, 1, 0, 0x80, 0, 0],
    [255, 0, 0, 0, 0, 255],
    [0x21, 0xff, 11],
    'NETSCAPE2.0',
    [3, 1, 0, 0, 0],
    [0x21, 0xfe],
    pieces(SECRET),
    [0x21, 0xff, 11],
    'XMP DataXMP',
    pieces(SECRET),
    ...Array.from({ length: frames }, (_, index) => frame(index)),
    0x3b,
    SECRET,
  )
}

const riffChunk = (type: string, ...data: readonly Piece[]) => {
  const inside = bytes(...data)
  return bytes(type, u32le(inside.length), inside, inside.length % 2 === 0 ? [] : [0])
}
const riff = (...chunks: readonly Uint8Array[]) => {
  const inside = bytes('WEBP', ...chunks)
  return bytes('RIFF', u32le(inside.length), inside)
}
const u24le = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]

/** Out of a simple WebP that a browser has drawn: the same with a head that announces records, and the records. */
export function taintedWebp(drawn: Uint8Array, width: number, height: number, orientation = 1): Uint8Array<ArrayBuffer> {
  const head = riffChunk('VP8X', [0x0c, 0, 0, 0], u24le(width - 1), u24le(height - 1))
  const records = [riffChunk('EXIF', exif(orientation)), riffChunk('XMP ', SECRET), riffChunk('SECR', SECRET)]
  return bytes(riff(head, pixelsOfWebp(drawn), ...records), SECRET)
}

export function animatedWebp(drawn: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const head = riffChunk('VP8X', [0x0e, 0, 0, 0], u24le(width - 1), u24le(height - 1))
  const pixels = pixelsOfWebp(drawn)
  const frame = riffChunk('ANMF', u24le(0), u24le(0), u24le(width - 1), u24le(height - 1), u24le(100), 0, pixels, riffChunk('SECR', SECRET))
  return riff(head, riffChunk('ANIM', u32le(0), [0, 0]), frame, frame, riffChunk('EXIF', exif(1)))
}

/** The first chunk that holds pixels, with its head. */
function pixelsOfWebp(webp: Uint8Array): Uint8Array {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength)
  for (let at = 12; at < webp.length;) {
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length & 1)
    if (String.fromCharCode(...webp.subarray(at, at + 3)) === 'VP8' && webp[at + 3] !== 0x58) return webp.subarray(at, end)
    at = end
  }
  throw new Error('no pixels')
}

/** A head that claims so much, with no pixels behind it. */
export function pngHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  return bytes([0x89], 'PNG\r\n\x1a\n', chunk('IHDR', u32(width), u32(height), [8, 6, 0, 0, 0]), chunk('IDAT', [0]), chunk('IEND'))
}

/** A HEIC of which there is nothing but its size. */
export function heicHead(width: number, height: number, brand = 'heic'): Uint8Array<ArrayBuffer> {
  const box = (type: string, ...body: readonly Piece[]) => {
    const inside = bytes(...body)
    return bytes(u32(inside.length + 8), type, inside)
  }
  const size = box('ispe', u32(0), u32(width), u32(height))
  return bytes(box('ftyp', brand, u32(0), 'mif1', brand), box('meta', u32(0), box('iprp', box('ipco', size))), box('mdat', SECRET))
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return (crc ^ 0xffffffff) >>> 0
}
