/** What picture files say of themselves, and what is left of their records, without any browser. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPicture, pictureFacts, type PictureForm } from '../../src-renderer/app/picture-files/index.ts'
import { bytes, gif, heicHead, pngHead, SECRET, taintedJpeg } from './picture-bytes.ts'

/** As small as a JPEG walker needs: tables, a frame, a scan with a stuffed byte and a restart, a second scan. */
const BARE_JPEG = bytes(
  [0xff, 0xd8],
  [0xff, 0xe0, 0, 16],
  'JFIF\0',
  [1, 1, 0, 0, 1, 0, 1, 0, 0],
  [0xff, 0xee, 0, 14],
  'Adobe',
  [0, 100, 0, 0, 0, 0, 0],
  [0xff, 0xdb, 0, 3, 7],
  [0xff, 0xc2, 0, 11, 8, 0, 20, 0, 40, 1, 1, 0x11, 0],
  [0xff, 0xda, 0, 4, 1, 2, 1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4],
  [0xff, 0xc4, 0, 3, 9],
  [0xff, 0xda, 0, 4, 1, 2, 5, 6],
  [0xff, 0xd9],
)
const text = (data: Uint8Array | undefined) => new TextDecoder('latin1').decode(data)

describe('the facts of a picture', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('know how a JPEG of orientation %i is turned, and that it tells a place', (orientation) => {
    expect(pictureFacts(taintedJpeg(BARE_JPEG, orientation))).toEqual({
      form: 'jpeg',
      width: 40,
      height: 20,
      orientation,
      hasPlace: true,
      isAnimated: false,
    })
  })

  it('take a turn that there is not for none', () => {
    expect(pictureFacts(taintedJpeg(BARE_JPEG, 9))?.orientation).toBe(1)
    expect(pictureFacts(BARE_JPEG)).toMatchObject({ orientation: 1, hasPlace: false })
  })

  it('know a GIF that moves from one that stands still', () => {
    expect(pictureFacts(gif(2))).toMatchObject({ form: 'gif', width: 1, height: 1, isAnimated: true })
    expect(pictureFacts(gif(1))).toMatchObject({ isAnimated: false })
  })

  it('count what a frame of a GIF claims beyond its screen', () => {
    const claims = gif(1)
    const frame = claims.indexOf(0x2c, 20)
    claims.set([0xff, 0xff, 0xff, 0xff], frame + 5)
    expect(pictureFacts(claims)).toMatchObject({ width: 65_535, height: 65_535 })
  })

  it('read the largest size that is anywhere in a HEIC or an AVIF', () => {
    expect(pictureFacts(heicHead(4032, 3024))).toMatchObject({ form: 'heic', width: 4032, height: 3024 })
    expect(pictureFacts(heicHead(640, 480, 'avif'))).toMatchObject({ form: 'avif', width: 640, height: 480 })
  })

  it.each([
    ['a page', '<!doctype html><img src=x onerror=alert(1)>'],
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a film', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'],
    ['nothing', ''],
  ])('of %s are none', (_what, content) => {
    expect(pictureFacts(bytes(content))).toBeUndefined()
  })

  it('never throw, whatever the bytes are', () => {
    const heads = [BARE_JPEG, taintedJpeg(BARE_JPEG, 6), gif(2), pngHead(3, 3), heicHead(9, 9), bytes('RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0')]
    const forms: readonly PictureForm[] = ['jpeg', 'png', 'gif', 'webp', 'avif', 'heic']
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 80 }),
        fc.nat(400),
        fc.constantFrom(...forms),
        (head, junk, at, form) => {
          const mixed = bytes(head.subarray(0, at), junk)
          pictureFacts(mixed)
          cleanPicture(mixed, form)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('of one that was cut off anywhere are none, or say no more than is there', () => {
    const whole = taintedJpeg(BARE_JPEG, 6)
    for (let end = 0; end < whole.length; end += 1) expect(pictureFacts(whole.subarray(0, end))?.width ?? 40).toBe(40)
  })
})

describe('a cleaned picture', () => {
  it('of a JPEG is its tables, frames, scans and colours, and nothing else', () => {
    expect(text(taintedJpeg(BARE_JPEG, 6))).toContain(SECRET)
    expect(cleanPicture(taintedJpeg(BARE_JPEG, 6), 'jpeg')).toEqual(BARE_JPEG)
  })

  it('loses the small picture in the head of a JPEG', () => {
    const thumb = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 19], 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 1, 1], 'RGB', BARE_JPEG.subarray(20))
    expect(cleanPicture(thumb, 'jpeg')).toEqual(BARE_JPEG)
  })

  it('keeps the profile of colours', () => {
    const profile = bytes([0xff, 0xe2, 0, 18], 'ICC_PROFILE\0', [1, 1, 5, 6])
    expect(cleanPicture(bytes(BARE_JPEG.subarray(0, 2), profile, BARE_JPEG.subarray(2)), 'jpeg')).toEqual(
      bytes(BARE_JPEG.subarray(0, 2), profile, BARE_JPEG.subarray(2)),
    )
  })

  it('of a GIF moves as before, and has no comment, no record and nothing behind it', () => {
    const clean = cleanPicture(gif(2), 'gif')
    expect(text(clean)).not.toContain('secret')
    expect(text(clean)).not.toContain('XMP')
    expect(text(clean)).toContain('NETSCAPE2.0')
    expect(pictureFacts(clean ?? bytes())).toMatchObject({ isAnimated: true })
    expect(clean?.at(-1)).toBe(0x3b)
  })
})
