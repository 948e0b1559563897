/** Which files come by themselves, and what bounds them. */
import { describe, expect, it } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { memoryMediaStore } from '../../../shared/media/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { crypto } from '../../media/some-files.ts'
import { PHOTO, aFile, arrivalOf, isWhole, passing, sayFiles, sendFile, stateOf } from './files-in-rooms.ts'

const MIB = 1024 * 1024
const DAY_MS = 24 * 3600 * 1000

interface Two {
  readonly village: Village
  readonly mum: Villager
  readonly dad: Villager
  readonly room: RoomId
}

async function two(village = new Village()): Promise<Two> {
  const [mum, dad] = [village.person('mum'), village.person('dad')]
  const room = await village.pair(mum, dad)
  await village.pass()
  return { village, mum, dad, room }
}

/** Whether it comes to dad without his asking. */
async function comes({ village, dad }: Two, file: ReturnType<typeof aFile>, ms = 5000): Promise<boolean> {
  await passing(village, () => stateOf(dad, file) === 'here', ms)
  return isWhole(dad, file)
}

describe('[MEDIA-85] by itself', () => {
  it('a picture comes, and a voice message; a document, a film and a picture by name only do not, and come on tap', async () => {
    const there = await two()
    const { mum, dad, room } = there
    const sent = [
      [PHOTO, true],
      [{ type: 'audio/ogg', isVoice: true }, true],
      [{ type: 'audio/ogg' }, false],
      [{ type: 'application/pdf', name: 'sea.jpg' }, false],
      [{ type: 'video/mp4' }, false],
      [{ type: 'image/svg+xml' }, false],
    ] as const
    for (const [at, [said, isWanted]] of sent.entries()) {
      const file = aFile(at + 1)
      const message = await sendFile(mum, room, file, said)
      expect([at, await comes(there, file, isWanted ? 5000 : 2000)]).toEqual([at, isWanted])
      if (isWanted) continue
      expect(arrivalOf(dad, file)).toMatchObject({ state: 'idle', bytes: 0, size: file.size, message, index: 0 })
      expect(expectOk(dad.messenger.media.fetch(message, 0)).state).toBe('queued')
      expect(await comes(there, file)).toBe(true)
    }
  })

  it('up to the size that is set, by what the message says', async () => {
    const there = await two()
    const { mum, dad, room, village } = there
    expectOk(dad.messenger.changeSettings({ autoFetchMib: 1 }))
    const [small, large] = [aFile(1, MIB), aFile(2, MIB + 1)]
    await sendFile(mum, room, large, PHOTO)
    await sendFile(mum, room, small, PHOTO)
    expect(await comes(there, small)).toBe(true)
    expect(stateOf(dad, large)).toBe('idle')
    await village.pass(1000)
    expect(dad.messenger.media.transfers()).toEqual([])
  })

  it('TRANSFER.AUTO_MIB at first: a file that long comes, a byte more does not', async () => {
    const { village, mum, dad, room } = await two()
    village.partition([mum], [dad])
    const [fits, over] = [
      { ...aFile(1), size: TRANSFER.AUTO_MIB * MIB },
      { ...aFile(2), size: TRANSFER.AUTO_MIB * MIB + 1 },
    ]
    for (const file of [fits, over]) sayFiles(mum, room, [file], PHOTO)
    village.network.heal()
    await passing(village, () => stateOf(dad, over) !== undefined)
    await village.pass(2000)
    expect([fits, over].map((file) => dad.messenger.media.queue.has(file.file))).toEqual([true, false])
  })

  it('never, where that is set; for one room otherwise; and what waits heeds a change at once', async () => {
    const there = await two()
    const { village, mum, dad, room } = there
    const files = [1, 2, 3, 4].map((n) => aFile(n))
    const [first, second, third, fourth] = files
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('four')
    expectOk(dad.messenger.changeSettings({ autoFetch: 'never' }))
    await sendFile(mum, room, first, PHOTO)
    expect(await comes(there, first, 2000)).toBe(false)
    expectOk(dad.messenger.preferRoom(room, { autoFetch: 'always' }))
    await sendFile(mum, room, second, PHOTO)
    expect(await comes(there, second)).toBe(true)
    expect(stateOf(dad, first)).toBe('idle')
    // One that waits for its turn is not fetched once the room is not to.
    sayFiles(mum, room, [third], PHOTO)
    const asked = sayFiles(mum, room, [fourth], PHOTO)
    await passing(village, () => dad.messenger.media.queue.has(third.file))
    expectOk(dad.messenger.media.fetch(asked, 0))
    expectOk(dad.messenger.preferRoom(room, { autoFetch: 'never' }))
    await village.pass(1000)
    expect([stateOf(dad, third), dad.messenger.media.queue.has(fourth.file)]).toEqual(['idle', true])
    expectOk(dad.messenger.preferRoom(room, { autoFetch: 'as-set' }))
    expectOk(dad.messenger.changeSettings({ autoFetch: 'always' }))
    const fifth = aFile(5)
    await sendFile(mum, room, fifth, PHOTO)
    expect(await comes(there, fifth)).toBe(true)
  })

  it('nearby: from a device on a network of this computer, from no other; who is asked for comes from wherever it is', async () => {
    let address = '/ip4/203.0.113.9/tcp/4001'
    const there = await two(new Village(undefined, { via: () => address }))
    const { village, mum, dad, room } = there
    expectOk(dad.messenger.changeSettings({ autoFetch: 'nearby' }))
    const [first, second] = [aFile(1), aFile(2)]
    await sendFile(mum, room, first, PHOTO)
    const tapped = await sendFile(mum, room, second, PHOTO)
    expect(await comes(there, first, 3000)).toBe(false)
    expect(arrivalOf(dad, first)).toMatchObject({ state: 'nobody', bytes: 0 })
    expectOk(dad.messenger.media.fetch(tapped, 0))
    expect(await comes(there, second)).toBe(true)
    expect(stateOf(dad, first)).toBe('nobody')
    address = '/ip4/192.168.0.7/tcp/4001'
    village.network.cutAll()
    expect(await comes(there, first, 20_000)).toBe(true)
  })

  it('[MEDIA-84] one that was called off does not come again, not after a restart; asked for, it comes', async () => {
    const village = new Village()
    const mum = village.person('mum')
    const [store, media] = [memoryStore(), memoryMediaStore({ crypto, clock: village.clock })]
    let dad = village.personOn('dad', store, { media })
    const room = await village.pair(mum, dad)
    const file = aFile(1)
    const message = sayFiles(mum, room, [file], PHOTO)
    await passing(village, () => dad.messenger.media.queue.has(file.file))
    expectOk(dad.messenger.media.cancel(message, 0))
    expect(stateOf(dad, file)).toBe('idle')
    dad.messenger.stop()
    dad = village.personOn('dad', store, { media })
    // The same picture again, in another message, from one who has it.
    await sendFile(mum, room, file, PHOTO)
    await village.pass(5000)
    expect(stateOf(dad, file)).toBe('idle')
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => stateOf(dad, file) === 'here')
    expect(await isWhole(dad, file)).toBe(true)
  })
})

describe('[MEDIA-86] how much', () => {
  it('what a device that was away hears of comes, unless it is older than TRANSFER.AUTO_AGE_MS', async () => {
    const there = await two()
    const { village, mum, dad, room } = there
    village.partition([mum], [dad])
    const [old, young] = [aFile(1), aFile(2)]
    await sendFile(mum, room, old, PHOTO)
    village.clock.skew(2 * DAY_MS)
    await sendFile(mum, room, young, PHOTO)
    village.clock.skew(TRANSFER.AUTO_AGE_MS - DAY_MS)
    village.network.heal()
    expect(await comes(there, young, 60_000)).toBe(true)
    expect([stateOf(dad, old), dad.messenger.media.queue.has(old.file)]).toEqual(['idle', false])
  })

  it('a room brings TRANSFER.AUTO_ROOM_HOUR_BYTES in an hour, the newest first, and more an hour later', async () => {
    const { village, mum, dad, room } = await two()
    village.partition([mum], [dad])
    const size = TRANSFER.AUTO_MIB * MIB
    const count = Math.floor(TRANSFER.AUTO_ROOM_HOUR_BYTES / size)
    // Files that nobody has, as large as may come: a flood.
    const flood = Array.from({ length: count + 3 }, (_, at) => ({ ...aFile(at + 1), size }))
    for (const file of flood) {
      sayFiles(mum, room, [file], PHOTO)
      village.clock.advance(1)
    }
    village.network.heal()
    await passing(village, () => dad.messenger.media.queue.size > 0)
    await village.pass(5000)
    const queued = flood.map(({ file }) => dad.messenger.media.queue.has(file))
    expect(queued).toEqual([false, false, false, ...Array.from({ length: count }, () => true)])
    const more = { ...aFile(99), size }
    sayFiles(mum, room, [more], PHOTO)
    await village.pass(5000)
    expect(dad.messenger.media.queue.has(more.file)).toBe(false)
    village.clock.advance(3600 * 1000)
    const later = { ...aFile(100), size }
    sayFiles(mum, room, [later], PHOTO)
    await village.pass(5000)
    expect(dad.messenger.media.queue.has(later.file)).toBe(true)
  })

  it('all rooms together bring TRANSFER.AUTO_DAY_BYTES in a day', async () => {
    const { village, mum, dad } = await two()
    const size = TRANSFER.AUTO_MIB * MIB
    const inHour = Math.floor(TRANSFER.AUTO_ROOM_HOUR_BYTES / size)
    const inDay = Math.floor(TRANSFER.AUTO_DAY_BYTES / size)
    let sent = 0
    for (let at = 0; at < Math.ceil(inDay / inHour) + 1; at += 1) {
      const room = expectOk(mum.messenger.createRoom({ name: `room ${at}` }))
      expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
      await village.pass(2000)
      const flood = Array.from({ length: inHour }, () => ({ ...aFile((sent += 1)), size }))
      for (let from = 0; from < flood.length; from += MEDIA.REFERENCES)
        sayFiles(mum, room, flood.slice(from, from + MEDIA.REFERENCES), PHOTO)
      await village.pass(2000)
    }
    expect(sent).toBeGreaterThan(inDay + inHour / 2)
    expect(dad.messenger.media.queue.size).toBeGreaterThanOrEqual(inDay)
    // What came back while the rooms were made is less than one file.
    expect(dad.messenger.media.queue.size).toBeLessThanOrEqual(inDay + 1)
  })

  it('a sudden end between a message and its queue loses nothing', async () => {
    const village = new Village()
    const mum = village.person('mum')
    const [store, media] = [memoryStore(), memoryMediaStore({ crypto, clock: village.clock })]
    let dad = village.personOn('dad', store, { media })
    const room = await village.pair(mum, dad)
    await village.pass()
    const file = aFile(1)
    const ended = new Promise<void>((resolve) =>
      dad.messenger.subscribe(({ type }) => {
        if (type !== 'message') return
        // The power goes at the very moment the message is told of.
        dad.messenger.stop()
        resolve()
      }),
    )
    await sendFile(mum, room, file, PHOTO)
    await village.pass(2000)
    await ended
    dad = village.personOn('dad', store, { media })
    expect(dad.messenger.media.queue.size).toBe(0)
    await passing(village, () => stateOf(dad, file) === 'here')
    expect(await isWhole(dad, file)).toBe(true)
  })

  it('a picture of a message that was put out of sight is not asked for', async () => {
    const { village, mum, dad, room } = await two()
    const file = aFile(1)
    const message = sayFiles(mum, room, [file], PHOTO)
    await passing(village, () => dad.messenger.media.queue.has(file.file))
    expectOk(dad.messenger.forget([message], true))
    await village.pass(1000)
    expect(dad.messenger.media.queue.has(file.file)).toBe(false)
  })
})
