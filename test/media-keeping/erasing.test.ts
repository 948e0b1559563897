/** What becomes of a file when nobody refers to it any more: on the device that deletes, on the others, and when something gets in between. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FileId } from '../../shared/ids/index.ts'
import { MEDIA, RESOURCE } from '../../shared/limits.ts'
import { StoreError, memoryStore } from '../../shared/store/index.ts'
import { account, aMessage, messageId } from '../contract/store-rows.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import { World } from '../harness/sim/world.ts'
import { sealedFile, someBytes } from '../media/some-files.ts'
import { filesHere, holds, postFiles, put } from './files-here.ts'

const photo = sealedFile(someBytes(3000, 1))
const film = sealedFile(someBytes(MEDIA.CHUNK_BYTES + 5, 2))

async function family() {
  const { village, mum, dad, room } = await roomOfTwo('가족')
  const [ofMum, ofDad] = [filesHere(mum, village.clock), filesHere(dad, village.clock)]
  for (const { media } of [ofMum, ofDad]) for (const file of [photo, film]) await put(media, file)
  return { village, mum, dad, room, ofMum, ofDad }
}

describe('deleting for everyone', () => {
  test('[MEDIA-25] takes the chunks from every device, and nothing else', async () => {
    const { village, mum, room, ofMum, ofDad } = await family()
    const first = postFiles(mum.messenger, room, [photo])
    postFiles(mum.messenger, room, [film])
    await village.pass()
    expectOk(mum.messenger.delete(first))
    await village.pass()
    for (const here of [ofMum, ofDad]) {
      await here.keeping.settled()
      expect([await holds(here.media, photo), await holds(here.media, film)]).toEqual([false, true])
      expect(here.erased).toEqual([photo.file])
    }
  })

  test('[MEDIA-25] of one of two messages with a file leaves it; of the second takes it', async () => {
    const { village, mum, dad, room, ofMum, ofDad } = await family()
    const [first, second] = [postFiles(mum.messenger, room, [photo]), postFiles(mum.messenger, room, [photo, film])]
    await village.pass()
    const other = postFiles(dad.messenger, room, [film])
    expectOk(mum.messenger.delete(first))
    await village.pass()
    expect([await holds(ofDad.media, photo), await holds(ofMum.media, photo)]).toEqual([true, true])
    expectOk(mum.messenger.delete(second))
    await village.pass()
    expect([await holds(ofDad.media, photo), await holds(ofMum.media, photo), await holds(ofMum.media, film)]).toEqual([false, false, true])
    expectOk(dad.messenger.delete(other))
    await village.pass()
    expect([await holds(ofDad.media, film), await holds(ofMum.media, film)]).toEqual([false, false])
  })

  test('[MEDIA-24] deleting for me keeps the file, so that it can be had back', async () => {
    const { village, mum, dad, room, ofDad } = await family()
    const message = postFiles(mum.messenger, room, [photo])
    await village.pass()
    expectOk(dad.messenger.forget([message], true))
    await village.pass()
    expect(await holds(ofDad.media, photo)).toBe(true)
    expect(dad.store.references.has(photo.file)).toBe(true)
    expectOk(mum.messenger.delete(message))
    await village.pass()
    expect(await holds(ofDad.media, photo)).toBe(false)
  })

  test('[MEDIA-24] new words keep the files, and a rebuild says the same of them and erases none', async () => {
    const { village, mum, dad, room, ofDad } = await family()
    const message = postFiles(mum.messenger, room, [photo, film], '봐')
    await village.pass()
    expectOk(mum.messenger.edit(message, '다시 봐'))
    await village.pass()
    const before = dad.store.references.of(photo.file)
    expect(before).toHaveLength(1)
    expectOk(dad.messenger.rebuild())
    await village.pass()
    expect(dad.store.references.of(photo.file)).toEqual(before)
    expect([await holds(ofDad.media, photo), ofDad.erased]).toEqual([true, []])
  })
})

describe('a thief with one of two devices', () => {
  async function theft() {
    const world = new World('theft of photos')
    const victim = world.person()
    await world.secondDevice(victim)
    const other = world.person()
    await world.pair(victim, other)
    const [laptop, stolen] = victim.devices
    const [friend] = other.devices
    if (laptop === undefined || stolen === undefined || friend === undefined) throw new Error('three devices')
    const room = expectOk(friend.messenger.directRoom(victim.account))
    await world.run(10_000)
    const here = filesHere({ store: friend.store, account: other.account }, world.clock)
    await put(here.media, photo)
    const message = postFiles(laptop.messenger, room, [photo])
    await world.run(10_000)
    return { world, laptop, stolen, friend, room, here, message }
  }

  test('[DEL-4] [MEDIA-26] hides a photo at once; its bytes stay for 72 hours and no longer', { timeout: 120_000 }, async () => {
    const { world, stolen, friend, here, message } = await theft()
    expectOk(stolen.messenger.delete(message))
    await world.run(10_000)
    expect(friend.store.references.has(photo.file)).toBe(false)
    expect(await holds(here.media, photo)).toBe(true)
    await here.keeping.sweep()
    expect(await holds(here.media, photo)).toBe(true)
    await world.run(RESOURCE.CROSS_DEVICE_ERASURE_MS + 10_000)
    await here.keeping.settled()
    expect(await holds(here.media, photo)).toBe(false)
  })

  test('[DEL-4] [MEDIA-26] found out in time, the photo is seen again and was never gone', { timeout: 120_000 }, async () => {
    const { world, laptop, stolen, friend, room, here, message } = await theft()
    const inRoom = friend.messenger.roomBook.byId(room)
    const cut = [inRoom?.log.count(stolen.device) ?? 0, inRoom?.chains.of(stolen.device).height ?? 0] as const
    expectOk(stolen.messenger.delete(message))
    await world.run(10_000)
    expectOk(laptop.messenger.roomBook.byId(room)?.act([{ type: 'drop', device: stolen.device, cut }]) ?? { ok: false, code: 'NO_ROOM' })
    await world.run(10_000)
    expect(friend.store.references.has(photo.file)).toBe(true)
    await world.run(RESOURCE.CROSS_DEVICE_ERASURE_MS + 10_000)
    expect([await holds(here.media, photo), here.erased]).toEqual([true, []])
  })

  test('[MEDIA-26] what the device that sent it deletes is gone at once', async () => {
    const { world, laptop, here, message } = await theft()
    expectOk(laptop.messenger.delete(message))
    await world.run(10_000)
    await here.keeping.settled()
    expect(await holds(here.media, photo)).toBe(false)
  })
})

describe('what gets in between', () => {
  function alone() {
    const clock = new FakeClock()
    const store = memoryStore()
    const here = filesHere({ store, account: account(1) }, clock)
    onTestFinished(() => here.keeping.stop())
    return { clock, store, ...here }
  }

  test('[MEDIA-25] an end between the commit and the erasure: the sweep at the next start finds it', async () => {
    const { store, media, keeping } = alone()
    for (const file of [photo, film]) await put(media, file)
    store.messages.insert([aMessage({ n: 1, files: [photo.file] }), aMessage({ n: 2, files: [film.file] })])
    await keeping.stop()
    store.messages.remove(1, messageId(1))
    const next = filesHere({ store, account: account(1) }, new FakeClock(), { media })
    expect(await holds(media, photo)).toBe(true)
    await next.keeping.sweep()
    expect([await holds(media, photo), await holds(media, film)]).toEqual([false, true])
    await next.keeping.stop()
  })

  test('[MEDIA-25] a disk that refuses is asked again', async () => {
    const clock = new FakeClock()
    const store = memoryStore()
    const failures: unknown[] = []
    let isBroken = true
    const { media, keeping } = filesHere({ store, account: account(1) }, clock, { failed: (cause) => failures.push(cause) })
    onTestFinished(() => keeping.stop())
    const forget = media.forget.bind(media)
    media.forget = (file: FileId) => (isBroken ? Promise.reject(new StoreError('STORE_IO', 'no')) : forget(file))
    await put(media, photo)
    store.messages.insert([aMessage({ n: 1, files: [photo.file] })])
    store.messages.remove(1, messageId(1))
    await keeping.settled()
    expect([failures.length, await holds(media, photo)]).toEqual([1, true])
    isBroken = false
    clock.advance(MEDIA.SWEEP_AGAIN_MS)
    await keeping.settled()
    expect(await holds(media, photo)).toBe(false)
  })

  test('[MEDIA-25] a transaction that failed erases nothing', async () => {
    const { store, media, keeping } = alone()
    await put(media, photo)
    store.messages.insert([aMessage({ n: 1, files: [photo.file] })])
    expect(() =>
      store.transaction(() => {
        store.messages.clear(1)
        throw new Error('undo')
      }),
    ).toThrow('undo')
    await keeping.settled()
    expect(await holds(media, photo)).toBe(true)
  })

  test('[MEDIA-26] what is claimed stays without a message, and goes with its last claim', async () => {
    const { store, media, keeping } = alone()
    keeping.claim(photo.file, 'send/1')
    keeping.claim(photo.file, 'send/2')
    await put(media, photo)
    await keeping.sweep()
    expect(await holds(media, photo)).toBe(true)
    keeping.release(photo.file, 'send/1')
    store.messages.insert([aMessage({ n: 1, files: [photo.file] })])
    store.messages.remove(1, messageId(1))
    await keeping.settled()
    expect(await holds(media, photo)).toBe(true)
    keeping.release(photo.file, 'send/2')
    await keeping.settled()
    expect(await holds(media, photo)).toBe(false)
  })

  test('[MEDIA-26] a claim with an end ends, also after a start', async () => {
    const { clock, store, media, keeping } = alone()
    await put(media, photo)
    keeping.claim(photo.file, 'a while', clock.now() + 3 * 24 * 3_600_000)
    await keeping.stop()
    const next = filesHere({ store, account: account(1) }, clock, { media })
    onTestFinished(() => next.keeping.stop())
    await next.keeping.sweep()
    for (let day = 0; day < 4; day += 1) {
      expect(await holds(media, photo)).toBe(day < 3)
      clock.advance(24 * 3_600_000)
      await next.keeping.settled()
    }
    expect(await holds(media, photo)).toBe(false)
  })
})
