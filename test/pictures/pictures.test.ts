/** What is taken for a small picture, and what is not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../../shared/codec/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { isPicture, parsePicture, pictureOf, sniffPicture } from '../../shared/pictures/index.ts'
import { PICTURES, bytesOf, dataUrl, padded, patched, placeOf } from './some-pictures.ts'

const png = bytesOf(PICTURES.png)
const jpeg = bytesOf(PICTURES.jpeg)
const webp = bytesOf(PICTURES.webp)
const BAD = { ok: false, code: 'BAD_PICTURE' }
const LARGE = { ok: false, code: 'PICTURE_TOO_LARGE' }

/** The side of a PNG, as its head claims. */
const wide = (side: number) => patched(png, 16, 0, 0, side >> 8, side & 0xff)

describe('a picture', () => {
  test.each(Object.entries(PICTURES))('%s is read, and shown as what its bytes are', (type, url) => {
    const parsed = parsePicture(url)
    expect(parsed).toEqual({ ok: true, value: bytesOf(url) })
    expect(sniffPicture(bytesOf(url))).toEqual({ type, width: 24, height: 16 })
    expect(pictureOf(bytesOf(url))).toBe(url)
    // What it was called counts nothing.
    for (const name of ['png', 'jpeg', 'webp']) expect(parsePicture(dataUrl(bytesOf(url), name))).toEqual(parsed)
  })

  test('has at most INTRINSIC.PICTURE_BYTES', () => {
    expect(parsePicture(dataUrl(padded(png, INTRINSIC.PICTURE_BYTES)))).toMatchObject({ ok: true })
    expect(parsePicture(dataUrl(padded(png, INTRINSIC.PICTURE_BYTES + 1)))).toEqual(LARGE)
    expect(parsePicture(dataUrl(padded(png, INTRINSIC.PICTURE_BYTES * 100)))).toEqual(LARGE)
    expect(isPicture(padded(png, INTRINSIC.PICTURE_BYTES + 1))).toBe(false)
  })

  test('has at most INTRINSIC.PICTURE_SIDE_PIXELS to a side, however few its bytes are', () => {
    expect(isPicture(wide(INTRINSIC.PICTURE_SIDE_PIXELS))).toBe(true)
    expect(parsePicture(dataUrl(wide(INTRINSIC.PICTURE_SIDE_PIXELS + 1)))).toEqual(LARGE)
    expect(pictureOf(wide(INTRINSIC.PICTURE_SIDE_PIXELS + 1))).toBeUndefined()
    // The same of a JPEG by its frame, and of a WebP by canvas and frame.
    const frame = Buffer.from(jpeg).indexOf(Uint8Array.of(0xff, 0xc0))
    expect(isPicture(patched(jpeg, frame + 7, 0x7f, 0xff))).toBe(false)
    const canvas = placeOf(webp, 'VP8X')
    const inner = Math.max(placeOf(webp, 'VP8 '), placeOf(webp, 'VP8L'))
    // The canvas is one less than it says.
    const large = patched(patched(webp, canvas + 12, 0xfe, 0x3f, 0), inner + 14, 0xff, 0x3f)
    expect(sniffPicture(large)).toEqual({ type: 'webp', width: 0x3fff, height: 16 })
    expect(isPicture(large)).toBe(false)
  })

  test('of a WebP whose frame is another size than its canvas is none', () => {
    expect(sniffPicture(patched(webp, placeOf(webp, 'VP8X') + 12, 0xff, 0x03))).toBeUndefined()
  })

  test('does not move', () => {
    const animated = patched(webp, placeOf(webp, 'VP8X') + 8, 0x02)
    const header = png.subarray(0, 33)
    const control = concatBytes(Uint8Array.of(0, 0, 0, 8), utf8('acTL'), new Uint8Array(12))
    for (const moving of [animated, concatBytes(header, control, png.subarray(33))]) expect(parsePicture(dataUrl(moving))).toEqual(BAD)
  })

  test('is no SVG, no GIF, no page, no text and nothing cut short', () => {
    const svg = utf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    for (const bytes of [svg, utf8('GIF89a' + '\0'.repeat(40)), utf8('<!doctype html>'), new Uint8Array(), png.subarray(0, 20)]) {
      expect(parsePicture(dataUrl(bytes))).toEqual(BAD)
      expect(pictureOf(bytes)).toBeUndefined()
    }
    for (const url of [
      '',
      'https://example.org/face.png',
      `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      PICTURES.png.replace(';base64', ''),
      PICTURES.png.replace('image/png', 'text/html'),
      ` ${PICTURES.png}`,
      `${PICTURES.png}\n`,
      PICTURES.png.replace('base64,', 'base64,"'),
    ])
      expect(parsePicture(url)).toEqual(BAD)
  })

  test('[P4] of any bytes is judged and never thrown over', () => {
    const heads = [png, jpeg, webp].map((bytes) => bytes.subarray(0, 60))
    fc.assert(
      fc.property(fc.constantFrom(new Uint8Array(), ...heads), fc.nat(60), fc.uint8Array({ maxLength: 80 }), (head, cut, tail) => {
        const bytes = concatBytes(head.subarray(0, cut), tail)
        expect(pictureOf(bytes) === undefined).toBe(!isPicture(bytes))
        expect(parsePicture(dataUrl(bytes)).ok).toBe(isPicture(bytes))
      }),
    )
  })
})
