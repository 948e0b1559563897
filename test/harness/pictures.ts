/** Small pictures for tests: a PNG's head, and as many bytes of pixels as are wanted. Nothing here or in the product unpacks them. */

const HEAD_BYTES = 33
const CHUNK_BYTES = 12

/** A PNG of so many bytes altogether, square. */
export function pngOf(bytes: number, side = 64): Uint8Array {
  const png = new Uint8Array(bytes)
  const view = new DataView(png.buffer)
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  view.setUint32(8, 13)
  png.set(Buffer.from('IHDR'), 12)
  view.setUint32(16, side)
  view.setUint32(20, side)
  view.setUint32(HEAD_BYTES, bytes - HEAD_BYTES - CHUNK_BYTES)
  png.set(Buffer.from('IDAT'), HEAD_BYTES + 4)
  return png
}

export function dataUrlOf(bytes: Uint8Array, type = 'png'): string {
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
}
