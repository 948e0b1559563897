/** Addresses of files: made for one place of one message, and good for as long as that message has the file. */
import { describe, expect, it } from 'vitest'
import type { MessageId } from '../../shared/ids/index.ts'
import { MEDIA, OPENING } from '../../shared/limits.ts'
import { SET_TYPE, type MediaReference } from '../../shared/media/index.ts'
import { systemRng } from '../../shared/crypto/index.ts'
import { OpenedFiles } from '../../src-main/engine/opening/opened-files.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { crypto, someBytes } from '../media/some-files.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'
import { filedProfile } from './filed-profile.ts'

const picture = bytesOf(PICTURES.webp)
const text = (written: string): Uint8Array => new TextEncoder().encode(written)
const gone = { ok: false, code: 'NOT_HERE' }

describe('[MEDIA-70] an address', () => {
  it('is made for one file of one message, cannot be guessed, and is the same for who asks again', async () => {
    const here = await filedProfile()
    const message = await here.post([
      { name: '나들이.webp', bytes: picture },
      { name: '둘째.bin', bytes: someBytes(10) },
    ])
    const first = expectOk(await here.desk.open(message, 0))
    const second = expectOk(await here.desk.open(message, 1))
    expect(first).toMatchObject({ name: '나들이.webp', type: 'image/webp', sort: 'photo', size: picture.length, couldRun: false })
    expect([first.address, second.address].every((address) => /^media\/[\w-]{43}$/.test(address))).toBe(true)
    expect(first.address).not.toBe(second.address)
    expect(expectOk(await here.desk.open(message, 0)).address).toBe(first.address)
    expect(await here.desk.read(`media/${'A'.repeat(43)}`, 0, 1)).toEqual(gone)
    expect(await here.desk.open(message, 2)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })

  it('leads to any part of the file, and to nothing behind its end', async () => {
    const here = await filedProfile()
    const bytes = someBytes(2 * MEDIA.CHUNK_BYTES + 17)
    const message = await here.post([{ name: 'a.bin', bytes }])
    const { address } = expectOk(await here.desk.open(message, 0))
    for (const [from, length] of [
      [0, 0],
      [0, 1],
      [MEDIA.CHUNK_BYTES - 1, 2],
      [5, 2 * MEDIA.CHUNK_BYTES],
      [bytes.length - 1, 1],
      [bytes.length - 3, 100],
      [bytes.length, 10],
      [Number.MAX_SAFE_INTEGER, 10],
    ] as const) {
      const read = expectOk(await here.desk.read(address, from, length))
      expect(Buffer.from(read.bytes).equals(bytes.subarray(from, from + length)), `${from}+${length}`).toBe(true)
      expect(read.file.size).toBe(bytes.length)
    }
  })

  it('of an empty file leads to no bytes', async () => {
    const here = await filedProfile()
    const message = await here.post([{ name: '빈.txt', bytes: new Uint8Array(0) }])
    const { address, size } = expectOk(await here.desk.open(message, 0))
    expect(size).toBe(0)
    expect(expectOk(await here.desk.read(address, 0, 10)).bytes).toHaveLength(0)
  })

  it('says what is in the file, whatever the sender and the name say', async () => {
    const here = await filedProfile()
    const html = text('<!doctype html><script>fetch("/rpc")</script>')
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const message = await here.post([
      { name: '사진.jpg', bytes: html, type: 'image/jpeg' },
      { name: '그림.png', bytes: svg, type: 'image/png' },
      { name: '동영상.mp4', bytes: picture, type: 'video/mp4' },
      { name: '폴더', bytes: picture, type: SET_TYPE },
      { name: '게임.exe.jpg', bytes: text('MZ\u0000\u0001'), type: 'image/jpeg' },
    ])
    const seen = []
    for (let index = 0; index < 5; index += 1) {
      const { type, sort, couldRun } = expectOk(await here.desk.open(message, index))
      seen.push([type, sort, couldRun])
    }
    expect(seen).toEqual([
      ['text/html', 'file', true],
      ['image/svg+xml', 'file', true],
      ['image/webp', 'photo', false],
      ['image/webp', 'photo', false],
      ['application/vnd.microsoft.portable-executable', 'file', true],
    ])
  })

  it('is good no more when its message is deleted or put out of sight, and again when it is in sight again', async () => {
    const here = await filedProfile()
    const [deleted, forgotten] = [
      await here.post([{ name: 'a.webp', bytes: picture }]),
      await here.post([{ name: 'b.bin', bytes: someBytes(9) }]),
    ]
    const [one, two] = [expectOk(await here.desk.open(deleted, 0)).address, expectOk(await here.desk.open(forgotten, 0)).address]
    expectOk(here.messenger.delete(deleted))
    expectOk(here.messenger.forget([forgotten], true))
    expect(await here.desk.read(one, 0, 1)).toEqual(gone)
    expect(await here.desk.read(two, 0, 1)).toEqual(gone)
    expect(await here.desk.open(deleted, 0)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(await here.desk.open(forgotten, 0)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expectOk(here.messenger.forget([forgotten], false))
    expectOk(await here.desk.open(forgotten, 0))
  })

  it('is none of a file that is not whole here, or that is not as large as the message says', async () => {
    const here = await filedProfile()
    const reference = await here.keep({ name: 'a.bin', bytes: someBytes(20) })
    const [lie, away] = [await here.post([{ ...reference, size: 21 }]), await here.post([reference])]
    expect(await here.desk.open(lie, 0)).toEqual(gone)
    const { address } = expectOk(await here.desk.open(away, 0))
    await here.media.store.forget(reference.file)
    expect(await here.desk.read(address, 0, 1)).toEqual(gone)
    expect(await here.desk.open(away, 0)).toEqual(gone)
  })

  it(`OPENING.ADDRESSES of them are kept; the one used longest ago gives way (${OPENING.ADDRESSES})`, async () => {
    const here = await filedProfile()
    const reference = await here.keep({ name: 'a.bin', bytes: someBytes(20) })
    const opened = new OpenedFiles({ find: (): MediaReference => reference, store: here.media.store, crypto, rng: systemRng() })
    const message = (n: number): MessageId => `${n}` as MessageId
    const first = expectOk(await opened.open(message(0), 0)).address
    const second = expectOk(await opened.open(message(1), 0)).address
    for (let n = 2; n < OPENING.ADDRESSES; n += 1) await opened.open(message(n), 0)
    // Used again, so it is not the one that goes.
    expectOk(await opened.read(first, 0, 1))
    await opened.open(message(OPENING.ADDRESSES), 0)
    expectOk(await opened.read(first, 0, 1))
    expect(await opened.read(second, 0, 1)).toEqual(gone)
  })
})
