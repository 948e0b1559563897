/** Pictures as they are sent, unpacked by a real browser: upright, small enough, and without what cameras and programs leave in files. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { MEDIA, RESOURCE } from '../../../shared/limits.ts'
import { pictureFacts } from '../../../src-renderer/app/picture-files/index.ts'
import { createPicturePreparer, type PreparedPicture } from '../../../src-renderer/app/pictures/index.ts'
import {
  animatedPng,
  animatedWebp,
  chunksOf,
  gif,
  heicHead,
  pngHead,
  SECRET,
  taintedJpeg,
  taintedPng,
  taintedWebp,
} from '../../page/picture-bytes.ts'

const CORNERS = ['red', 'green', 'blue', 'white'] as const
/** Which stored corner is seen at the upper left, upper right, lower left and lower right. */
const SEEN: Readonly<Record<number, readonly [number, number, number, number]>> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
}

/** Four corners of different colours. */
async function drawn(type: string, width = 64, height = 32): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  for (const [index, colour] of CORNERS.entries()) {
    context.fillStyle = colour
    context.fillRect((index % 2) * (width / 2), Math.floor(index / 2) * (height / 2), width / 2, height / 2)
  }
  return bytesOf(await canvas.convertToBlob({ type, quality: 0.95 }))
}

/** Colours with texture, as a photograph has: otherwise nothing is gained by making it smaller. */
async function photograph(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  const image = context?.createImageData(width, height)
  if (context === null || image === undefined) throw new Error('no canvas')
  let seed = 7
  for (let at = 0; at < image.data.length; at += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    image.data[at] = at % 4 === 3 ? 255 : ((at / 997) % 200) + ((seed >> 20) % 40)
  }
  context.putImageData(image, 0, 0)
  return bytesOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }))
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

async function secretsIn(blob: Blob): Promise<readonly string[]> {
  const text = new TextDecoder('latin1').decode(await bytesOf(blob))
  return [SECRET, 'Exif', 'GPS', 'XMP', 'xap', 'Photoshop', 'MPF', 'eXIf', 'tEXt', 'iTXt', 'tIME', 'SECR'].filter((word) =>
    text.includes(word),
  )
}

async function cornersOf(blob: Blob): Promise<readonly string[]> {
  // Without the turn that a record might ask for: what is sent must be upright by itself.
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'none' })
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  const places = [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => [Math.floor(x * bitmap.width), Math.floor(y * bitmap.height)] as const),
  )
  return places.map(([x, y]) => {
    const [r = 0, g = 0, b = 0] = context.getImageData(x, y, 1, 1).data
    if (r > 200 && g > 200 && b > 200) return 'white'
    if (r > 200) return 'red'
    return b > 200 ? 'blue' : 'green'
  })
}

function preparer(longestMs?: number) {
  const made = createPicturePreparer(longestMs)
  onTestFinished(made.close)
  return made
}

async function prepared(content: Uint8Array<ArrayBuffer>): Promise<PreparedPicture> {
  const answer = await preparer().prepare(new Blob([content]))
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

describe('a picture that is sent', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright, taken at orientation %i, and tells neither place nor camera', async (orientation) => {
    const tainted = taintedJpeg(await drawn('image/jpeg'), orientation)
    expect(pictureFacts(tainted)?.orientation).toBe(orientation)
    const { normal, full, original, hasPlace } = await prepared(tainted)
    const expected = SEEN[orientation]?.map((corner) => CORNERS[corner])
    for (const version of full === undefined ? [normal] : [normal, full]) {
      expect(await cornersOf(version.blob)).toEqual(expected)
      expect(await secretsIn(version.blob)).toEqual([])
      expect(pictureFacts(await bytesOf(version.blob))).toMatchObject({ form: 'jpeg', orientation: 1, hasPlace: false })
      expect([version.width, version.height]).toEqual(orientation < 5 ? [64, 32] : [32, 64])
    }
    expect(hasPlace).toBe(true)
    expect(await bytesOf(original.blob)).toEqual(tainted)
  })

  it('is the file to the byte only where that is asked for', async () => {
    const tainted = taintedPng(await drawn('image/png'))
    const { normal, original } = await prepared(tainted)
    expect(await secretsIn(original.blob)).toContain(SECRET)
    expect(await secretsIn(normal.blob)).toEqual([])
  })

  it('of PNG and WebP loses its records and looks the same', async () => {
    for (const tainted of [taintedPng(await drawn('image/png')), taintedWebp(await drawn('image/webp'), 64, 32)]) {
      const { normal, full } = await prepared(tainted)
      for (const { blob } of full === undefined ? [normal] : [normal, full]) {
        expect(await secretsIn(blob)).toEqual([])
        expect(await cornersOf(blob)).toEqual(CORNERS)
      }
    }
  })

  it('is made as large as a screen, with every pixel offered beside it', async () => {
    const { normal, full, original } = await prepared(await photograph(3000, 1500))
    expect([normal.width, normal.height]).toEqual([RESOURCE.SEND_PICTURE_SIDE_PIXELS, 1024])
    expect([full?.width, full?.height]).toEqual([3000, 1500])
    expect(normal.blob.size).toBeLessThan(full?.blob.size ?? 0)
    expect(original.blob.size).toBeGreaterThan(normal.blob.size)
  })

  it('is not drawn anew where that would only make it larger', async () => {
    const png = await drawn('image/png')
    const { normal } = await prepared(png)
    expect(normal.blob.size).toBeLessThanOrEqual(png.length)
  })

  it('has a preview that fits into the message, whatever it shows', async () => {
    for (const content of [await photograph(2000, 3000), await drawn('image/png'), await photograph(40, 4000)]) {
      const { preview } = await prepared(content)
      expect(preview?.size).toBeGreaterThan(0)
      expect(preview?.size).toBeLessThanOrEqual(MEDIA.PREVIEW_BYTES)
    }
  })
})

describe('a picture that moves', () => {
  it.each([
    ['GIF', async () => gif(3)],
    ['PNG', async () => animatedPng(await drawn('image/png'))],
    ['WebP', async () => animatedWebp(await drawn('image/webp'), 64, 32)],
  ])('as %s keeps its frames and loses its records', async (_form, make) => {
    const content = await make()
    const { isAnimated, normal, full } = await prepared(content)
    expect(isAnimated).toBe(true)
    expect(full).toBeUndefined()
    expect(await secretsIn(normal.blob)).toEqual([])
    expect(pictureFacts(await bytesOf(normal.blob))).toMatchObject({ isAnimated: true })
    expect((await createImageBitmap(normal.blob)).width).toBe(normal.width)
  })

  it('as PNG has all its frames', async () => {
    const { normal } = await prepared(animatedPng(await drawn('image/png')))
    expect(chunksOf(await bytesOf(normal.blob)).map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND'])
  })
})

describe('a picture that is not sent as one', () => {
  const codeOf = async (content: Uint8Array<ArrayBuffer>) => {
    const answer = await preparer().prepare(new Blob([content], { type: 'image/png' }))
    return answer.ok ? 'sent' : answer.code
  }

  it('claims more pixels than are unpacked: one more is too many', async () => {
    expect(RESOURCE.SEND_PICTURE_PIXELS).toBe(64_000_000)
    expect(await codeOf(pngHead(8000, 8001))).toBe('tooManyPixels')
    expect(await codeOf(pngHead(65_000, 65_000))).toBe('tooManyPixels')
    // Within the limit it is unpacked, and there is nothing in it.
    expect(await codeOf(pngHead(8000, 8000))).toBe('unreadable')
  })

  it('has more bytes than are read', async () => {
    const large = new Uint8Array(RESOURCE.SEND_PICTURE_BYTES + 1)
    large.set(await drawn('image/png'))
    expect(await codeOf(large)).toBe('tooManyBytes')
    expect(await codeOf(large.subarray(0, RESOURCE.SEND_PICTURE_BYTES))).toBe('sent')
  })

  it('is a page or a drawing with a script under the name of a picture', async () => {
    expect(await codeOf(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toBe('notAPicture')
    expect(await codeOf(new TextEncoder().encode('<html><script>alert(1)</script>'))).toBe('notAPicture')
  })

  it('is a form that this browser cannot unpack, and says which', async () => {
    expect(await codeOf(heicHead(4032, 3024))).toBe('heic')
    expect(await codeOf(heicHead(4032, 3024, 'avif'))).toBe('unreadable')
  })

  it('takes too long, and the next one gets a worker of its own', async () => {
    const impatient = preparer(0)
    expect(await impatient.prepare(new Blob([await photograph(3000, 3000)]))).toEqual({ ok: false, code: 'unreadable' })
    expect(await preparer().prepare(new Blob([await drawn('image/png')]))).toMatchObject({ ok: true })
  })

  it('is taken away while it waits', async () => {
    const made = preparer()
    const gone = new AbortController()
    const first = made.prepare(new Blob([await drawn('image/png')]))
    const second = made.prepare(new Blob([await drawn('image/png')]), gone.signal)
    gone.abort()
    expect(await first).toMatchObject({ ok: true })
    expect(await second).toMatchObject({ ok: false })
  })
})
