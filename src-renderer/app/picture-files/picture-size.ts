/**
 * Width and height that a picture file says it unpacks to, read from its first bytes without unpacking anything: a file of a few kilobytes
 * may claim gigabytes. PNG, JPEG, WebP and GIF; anything else, or a head that ends too soon, is undefined.
 */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return pngSize(view) ?? gifSize(view) ?? webpSize(view) ?? jpegSize(view)
  } catch (cause) {
    // It ended before it said.
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

function pngSize(view: DataView): PictureSize | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || textAt(view, 12) !== 'IHDR') return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** A first frame that reaches beyond the screen it is announced for makes the screen larger in some readers: the larger one counts. */
function gifSize(view: DataView): PictureSize | undefined {
  if (textAt(view, 0) !== 'GIF8') return undefined
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  const packed = view.getUint8(10)
  let at = 13 + ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1))
  while (view.getUint8(at) === 0x21) {
    at += 2
    for (let length = view.getUint8(at); length !== 0; length = view.getUint8(at)) at += 1 + length
    at += 1
  }
  // No frame at all: nothing to be drawn.
  if (view.getUint8(at) !== 0x2c) return undefined
  return {
    width: Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true)),
    height: Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true)),
  }
}

function webpSize(view: DataView): PictureSize | undefined {
  if (textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WEBP') return undefined
  switch (textAt(view, 12)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const packed = view.getUint32(21, true)
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    default:
      return undefined
  }
}

/** Walks from marker to marker until a frame says its size. */
function jpegSize(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  for (;;) {
    while (view.getUint8(at) !== 0xff) at += 1
    while (view.getUint8(at) === 0xff) at += 1
    const marker = view.getUint8(at)
    if (isFrame(marker)) return { height: view.getUint16(at + 4), width: view.getUint16(at + 6) }
    // Pixels begin, or it ends, and no frame came before.
    if (marker === 0xda || marker === 0xd9) return undefined
    at += isAlone(marker) ? 1 : 1 + view.getUint16(at + 1)
  }
}

/** Frames of every coding; C4, C8 and CC between them are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Without a length after it. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}
