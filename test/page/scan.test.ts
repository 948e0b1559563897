/** Pictures with codes in them: what they say of their size is read without unpacking them. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { pictureRefusal } from '../../src-renderer/app/scan/picture-refusal.ts'
import { pictureSize } from '../../src-renderer/app/picture-files/index.ts'

describe('the size of a picture', () => {
  it('is read from PNG, GIF, every WebP and JPEG, past whatever stands before it', () => {
    expect(pictureSize(png(640, 480))).toEqual({ width: 640, height: 480 })
    expect(pictureSize(bytes('474946383961 8002 e001 00 00 00 2c 0000 0000 8002 e001 00'))).toEqual({ width: 640, height: 480 })
    expect(pictureSize(webp('VP8X', '00000000 7f0200 df0100'))).toEqual({ width: 640, height: 480 })
    expect(pictureSize(webp('VP8L', '2f 7fc27700'))).toEqual({ width: 640, height: 480 })
    expect(pictureSize(webp('VP8 ', '000000 9d012a 8002 e001'))).toEqual({ width: 640, height: 480 })
    const exif = `ffe1 0008 457869660000`
    expect(pictureSize(bytes(`ffd8 ${exif} ffdb 0003 00 ffff c2 0011 08 01e0 0280 03 01`))).toEqual({ width: 640, height: 480 })
  })

  it('counts what the first frame of a GIF claims beyond its screen, and knows none without a frame', () => {
    const head = '474946383961 0100 0100 80 00 00 000000 ffffff 21f9 04 00000000 00'
    expect(pictureSize(bytes(`${head} 2c 0000 0000 ffff ffff 00`))).toEqual({ width: 65_535, height: 65_535 })
    expect(pictureSize(bytes(`${head} 3b`))).toBeUndefined()
    expect(pictureSize(bytes(head))).toBeUndefined()
  })

  it('is undefined for anything else, and for what ends too soon, wherever it ends', () => {
    expect(pictureSize(new Uint8Array())).toBeUndefined()
    expect(pictureSize(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9">'))).toBeUndefined()
    for (const whole of [png(9, 9), bytes('ffd8 ffe1 0008 457869660000 ffc0 0011 08 0009 0009'), webp('VP8X', '00000000 080000 080000')]) {
      for (let end = 0; end < whole.length - 8; end++) expect(pictureSize(whole.subarray(0, end))?.width ?? 9).toBe(9)
    }
    // Lengths of nothing go on to the next marker instead of standing still.
    expect(pictureSize(bytes(`ffd8 ${'ffe1 0000 '.repeat(100)}`))).toBeUndefined()
    // A picture that begins before it said its size has none.
    expect(pictureSize(bytes('ffd8 ffda 0008 000000000000 ffc0 0011 08 0009 0009'))).toBeUndefined()
  })
})

describe('a picture is not opened', () => {
  it('beyond SCAN_PICTURE_PIXELS, however small the file is', () => {
    const side = Math.sqrt(RESOURCE.SCAN_PICTURE_PIXELS)
    expect(pictureRefusal(png(side, side))).toBeUndefined()
    expect(pictureRefusal(png(side, side + 1))).toBe('pictureTooLarge')
    expect(pictureRefusal(png(0xffffffff, 0xffffffff))).toBe('pictureTooLarge')
    expect(pictureRefusal(png(0, 9))).toBe('pictureUnreadable')
  })

  it('beyond SCAN_PICTURE_BYTES, whatever it says', () => {
    const file = new Uint8Array(RESOURCE.SCAN_PICTURE_BYTES + 1)
    file.set(png(9, 9))
    expect(pictureRefusal(file.subarray(0, RESOURCE.SCAN_PICTURE_BYTES))).toBeUndefined()
    expect(pictureRefusal(file)).toBe('pictureTooLarge')
  })
})

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function png(width: number, height: number): Uint8Array {
  const head = bytes('89504e470d0a1a0a 0000000d 49484452 00000000 00000000 08060000 00')
  const view = new DataView(head.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return head
}

function webp(kind: string, rest: string): Uint8Array {
  const name = [...kind].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join('')
  return bytes(`52494646 00000000 57454250 ${name} 00000000 ${rest} 00000000`)
}
