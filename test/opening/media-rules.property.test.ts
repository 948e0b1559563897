/** How an opened file is answered, for any range anybody may ask for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEDIA, RPC } from '../../shared/limits.ts'
import { isMediaAddress, isMediaPath, mediaAnswer, pieceLength } from '../../shared/page-rules/index.ts'

const file = (size: number) => ({ name: '영상.mp4', type: 'video/mp4', sort: 'video', size })
const sizes = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: MEDIA.FILE_BYTES }))

describe('[MEDIA-71] a range of a file', () => {
  it('is the bytes that were asked for and are there, whatever they are called', () => {
    fc.assert(
      fc.property(sizes, fc.nat(30), fc.nat(30), (size, first, more) => {
        const last = first + more
        const { status, first: from, length, headers } = mediaAnswer(file(size), `bytes=${first}-${last}`)
        const end = Math.min(last, size - 1)
        const isThere = first < size
        expect([status, length, headers['content-range'], headers['content-length']]).toEqual(
          isThere ? [206, end - first + 1, `bytes ${first}-${end}/${size}`, String(end - first + 1)] : [416, 0, `bytes */${size}`, '0'],
        )
        expect(from).toBe(isThere ? first : 0)
      }),
    )
  })

  it('is its end, or all from a place on', () => {
    fc.assert(
      fc.property(sizes, fc.nat(MEDIA.FILE_BYTES), (size, n) => {
        const suffix = mediaAnswer(file(size), `bytes=-${n}`)
        const wanted = Math.min(n, size)
        expect([suffix.status, suffix.first, suffix.length]).toEqual(wanted === 0 ? [416, 0, 0] : [206, size - wanted, wanted])
        const rest = mediaAnswer(file(size), `bytes=${n}-`)
        expect([rest.status, rest.length]).toEqual(n < size ? [206, size - n] : [416, 0])
      }),
    )
  })

  it('whatever somebody writes there: never more than the file has, and nothing throws', () => {
    fc.assert(
      fc.property(sizes, fc.oneof(fc.string(), fc.stringMatching(/^ ?bytes ?=[-0-9, ]*$/)), (size, header) => {
        const { first, length, status } = mediaAnswer(file(size), header)
        expect(first + length).toBeLessThanOrEqual(size)
        expect([200, 206, 416]).toContain(status)
      }),
    )
  })

  it('is one: many of them in one question are refused, and cost nothing', () => {
    const bomb = `bytes=${Array.from({ length: 500 }, (_, at) => `${at}-${at}`).join(',')}`
    for (const several of [bomb, 'bytes=0-0,1-1', 'bytes=0-,0-,0-']) {
      expect(mediaAnswer(file(1_000_000), several)).toMatchObject({ status: 416, length: 0 })
    }
    for (const none of ['bytes=5-3', 'bytes=-', 'lines=1-2', 'bytes=a-b', ''])
      expect(mediaAnswer(file(9), none)).toMatchObject({ status: 200, length: 9 })
  })

  it('is cut where chunks end, so that none is opened twice', () => {
    fc.assert(
      fc.property(fc.nat(MEDIA.FILE_BYTES - 1), fc.integer({ min: 1, max: MEDIA.FILE_BYTES }), (at, left) => {
        const length = pieceLength(at, left)
        expect(length).toBeGreaterThan(0)
        expect(length).toBeLessThanOrEqual(Math.min(left, RPC.BUNDLE_CHUNK_BYTES))
        expect(length === left || (at + length) % MEDIA.CHUNK_BYTES === 0).toBe(true)
      }),
    )
  })
})

describe('[MEDIA-71] what a browser is told', () => {
  it('only pictures, films and sound keep their type and are shown; all else is bytes to be saved', () => {
    for (const [sort, type] of [
      ['photo', 'image/webp'],
      ['video', 'video/mp4'],
      ['voice', 'audio/webm'],
      ['audio', 'audio/mpeg'],
    ] as const) {
      const { headers } = mediaAnswer({ name: 'a', type, sort, size: 1 }, undefined)
      expect([headers['content-type'], headers['content-disposition']?.split(';')[0]]).toEqual([type, 'inline'])
    }
    for (const [sort, type] of [
      ['file', 'text/html'],
      ['file', 'image/svg+xml'],
      ['folder', 'application/vnd.sarangbang.set'],
      ['something later', 'text/javascript'],
    ] as const) {
      const { headers } = mediaAnswer({ name: 'a', type, sort, size: 1 }, undefined)
      expect([headers['content-type'], headers['content-disposition']?.split(';')[0]]).toEqual(['application/octet-stream', 'attachment'])
    }
  })

  it('and in any case that it runs nothing, is no other site’s business, and stays in no cache', () => {
    const { headers } = mediaAnswer(file(3), 'bytes=9-')
    expect(headers).toMatchObject({
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('names are never more than names, in any header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const said = mediaAnswer({ ...file(1), name }, undefined).headers['content-disposition'] ?? ''
        expect(said).toMatch(/^inline; filename="[\w .()-]*"; filename\*=UTF-8''[\w.!~%-]*$/)
        const encoded = said.split("UTF-8''")[1] ?? ''
        expect(decodeURIComponent(encoded)).toBe(name.toWellFormed())
      }),
    )
  })

  it('addresses are 43 characters and nothing else', () => {
    expect(isMediaAddress(`media/${'A_-9'.repeat(10)}abc`)).toBe(true)
    for (const other of [
      'media/',
      `media/${'a'.repeat(42)}`,
      `media/${'a'.repeat(44)}`,
      `media/../${'a'.repeat(40)}`,
      `Media/${'a'.repeat(43)}`,
    ])
      expect(isMediaAddress(other)).toBe(false)
    expect([isMediaPath('media'), isMediaPath('media/x'), isMediaPath('mediax'), isMediaPath('index.html')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
