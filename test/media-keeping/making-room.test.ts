/** Room for what is to come, out of what others have: never the only known copy, never what somebody counts on. */
import { expect, onTestFinished, test } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { sealedSize } from '../../shared/media/index.ts'
import type { KeepingDeps } from '../../shared/media-keeping/index.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { account, aMessage, device, fileId, messageId } from '../contract/store-rows.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { type SealedFile, sealedFile, someBytes } from '../media/some-files.ts'
import { filesHere, holds, put } from './files-here.ts'

const SIZE = 1000
const EACH = sealedSize(SIZE)
const files = [1, 2, 3, 4].map((seed) => sealedFile(someBytes(SIZE, seed)))
const [a, b, c, d] = files as [SealedFile, SealedFile, SealedFile, SealedFile]
const ME = account(1)
const OTHER = account(2)

/** Four files in a profile that holds four and in rooms that hold three: a, b and c of room 1, d of room 2; a was used first. */
async function full(options: Partial<KeepingDeps> & { readonly by?: typeof ME } = {}) {
  const clock = new FakeClock()
  const store = memoryStore()
  const { by = OTHER, ...rest } = options
  const here = filesHere({ store, account: ME }, clock, { quotas: () => ({ profile: 4 * EACH, room: 3 * EACH }), ...rest })
  onTestFinished(() => here.keeping.stop())
  for (const [at, file] of files.entries()) {
    store.messages.insert([aMessage({ n: at + 1, room: file === d ? 2 : 1, account: by, files: [file.file] })])
    await put(here.media, file)
    clock.advance(1000)
  }
  const left = async (): Promise<string> => {
    const held = await Promise.all(files.map((file) => holds(here.media, file)))
    return 'abcd'.replaceAll(/./g, (letter, at: number) => (held[at] === true ? letter : ''))
  }
  const whole = (at: DeviceId, ...which: readonly SealedFile[]) =>
    here.keeping.noteWhole(
      at,
      which.map(({ file }) => file),
    )
  return { clock, store, ...here, left, whole }
}

test('[MEDIA-28] nothing goes that no one else is known to have: then there is no room', async () => {
  const { keeping, left } = await full()
  expect(await keeping.makeRoom(fileId(9), SIZE, [2])).toEqual({ ok: false, code: 'QUOTA' })
  expect(await left()).toBe('abcd')
})

test('[MEDIA-28] of what others have whole goes what was not used for longest, and only as much as it takes', async () => {
  const { clock, keeping, media, left, whole } = await full()
  whole(device(5), a, b, d)
  expectOk(await keeping.makeRoom(fileId(9), SIZE, [2]))
  expect(await left()).toBe('bcd')
  expectOk(await media.begin(fileId(9), SIZE))
  clock.advance(1000)
  await media.touch(b.file)
  expectOk(await keeping.makeRoom(fileId(8), SIZE, [2]))
  expect(await left()).toBe('bc')
  // Erased for room, not deleted: who has it is still known.
  expect(keeping.wholeAt(a.file)).toHaveLength(1)
})

test('[MEDIA-28] when it would not be enough, nothing goes', async () => {
  const { keeping, left, whole } = await full()
  whole(device(5), a)
  expect(await keeping.makeRoom(fileId(9), 2 * SIZE, [2])).toEqual({ ok: false, code: 'QUOTA' })
  expect(await left()).toBe('abcd')
})

test('[MEDIA-28] a room has its own bounds, and makes room out of its own', async () => {
  const { keeping, left, whole } = await full({ quotas: () => ({ profile: 100 * EACH, room: 3 * EACH }) })
  whole(device(5), b, d)
  expectOk(await keeping.makeRoom(fileId(9), SIZE, [1]))
  expect(await left()).toBe('acd')
})

test('[MEDIA-28] what is claimed, what is here again, and what a device that left has, stays', async () => {
  const gone = device(7)
  const { keeping, media, left, whole } = await full({ isHolder: (each) => each !== gone })
  whole(device(5), a, b)
  whole(gone, c)
  keeping.claim(a.file, 'send/1')
  keeping.noteNotWhole(device(5), [b.file])
  expect(await keeping.makeRoom(fileId(9), SIZE, [2])).toEqual({ ok: false, code: 'QUOTA' })
  expect(await left()).toBe('abcd')
  // One that has its place asks for none.
  expectOk(await keeping.makeRoom(a.file, SIZE, [1]))
  expect((await media.usage()).files).toBe(4)
})

test('[MEDIA-28] what this person sent is not given up for the word of one', async () => {
  const { keeping, left, whole } = await full({ by: ME })
  whole(device(5), a)
  expect(await keeping.makeRoom(fileId(9), SIZE, [2])).toEqual({ ok: false, code: 'QUOTA' })
  for (let n = 1; n < MEDIA.HOLDERS_OF_OWN; n += 1) whole(device(5 + n), a)
  expectOk(await keeping.makeRoom(fileId(9), SIZE, [2]))
  expect(await left()).toBe('bcd')
})

test('[MEDIA-28] what a person put out of sight goes before what he sees', async () => {
  const { store, keeping, left, whole } = await full()
  whole(device(5), a, b, c, d)
  const row = store.messages.get(1, messageId(3))
  if (row !== undefined) store.messages.put({ ...row, forgotten: true })
  expectOk(await keeping.makeRoom(fileId(9), SIZE, [2]))
  expect(await left()).toBe('abd')
})

test('[MEDIA-28] a file on its way has the room it will take', async () => {
  const { keeping, media } = await full({ quotas: () => ({ profile: 4 * EACH + 10 * SIZE, room: 100 * EACH }) })
  expectOk(await keeping.makeRoom(fileId(9), 9 * SIZE, [2]))
  expectOk(await media.begin(fileId(9), 9 * SIZE))
  expect(await keeping.makeRoom(fileId(8), 9 * SIZE, [2])).toEqual({ ok: false, code: 'QUOTA' })
  expect((await keeping.use()).bytes).toBe(4 * EACH + sealedSize(9 * SIZE))
})

test('[MEDIA-29] what is used is said by room; a file of two rooms counts in both, and once in all', async () => {
  const { store, keeping } = await full()
  store.messages.insert([aMessage({ n: 9, room: 2, files: [a.file] })])
  const { bytes, files: count, rooms } = await keeping.use()
  expect([bytes, count]).toEqual([4 * EACH, 4])
  expect(rooms).toEqual(
    new Map([
      [1, { bytes: 3 * EACH, files: 3 }],
      [2, { bytes: 2 * EACH, files: 2 }],
    ]),
  )
})

test('[MEDIA-27] who has a file whole is known after a start, of files that are known here, and forgotten with the file', async () => {
  const { store, keeping, whole, clock } = await full()
  expect(whole(device(5), a, sealedFile(someBytes(50, 77)))).toEqual([a.file])
  expect(whole(device(5), a)).toEqual([])
  const again = filesHere({ store, account: ME }, clock)
  onTestFinished(() => again.keeping.stop())
  expect(again.keeping.wholeAt(a.file).map((holder) => holder.device)).toEqual([device(5)])
  store.messages.remove(1, messageId(1))
  await keeping.settled()
  expect(keeping.wholeAt(a.file)).toEqual([])
  expect(keeping.noteNotWhole(device(5), [a.file])).toEqual([])
})

test('[MEDIA-27] of more holders than are kept the newest words stay', async () => {
  const { keeping, clock } = await full()
  for (let n = 0; n < MEDIA.HOLDERS_OF_FILE + 3; n += 1) {
    keeping.noteWhole(device(n), [a.file])
    clock.advance(1)
  }
  const devices = keeping.wholeAt(a.file).map((holder) => holder.device)
  expect(devices).toHaveLength(MEDIA.HOLDERS_OF_FILE)
  expect(devices.includes(device(2))).toBe(false)
  expect(devices.at(-1)).toBe(device(MEDIA.HOLDERS_OF_FILE + 2))
})
