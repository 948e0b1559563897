/** Who is fetched when: eight at a time, nobody for long, what a person asks for first; and what is told of it. */
import { describe, expect, it } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { type MemoryMediaStore, memoryMediaStore } from '../../../shared/media/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { crypto } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'
import { PHOTO, aFile, arrivalOf, family, fetched, isWhole, passing, sayFiles, sendFile, stateOf } from './files-in-rooms.ts'

const MIB = 1024 * 1024

function arrivalsToldTo({ messenger }: Villager): FileArrival[] {
  const told: FileArrival[] = []
  messenger.subscribe((event) => {
    if (event.type === 'transfers') told.push(event.arrival)
  })
  return told
}

async function two(capacityBytes?: () => number) {
  const village = new Village()
  const mum = village.person('mum')
  const media: MemoryMediaStore = memoryMediaStore({ crypto, clock: village.clock, ...(capacityBytes !== undefined && { capacityBytes }) })
  const store = memoryStore()
  const dad = village.personOn('dad', store, { media })
  const room = await village.pair(mum, dad)
  await village.pass()
  return { village, mum, dad, room, store, media }
}

describe('[MEDIA-81] places', () => {
  it('eight run, in order; one that is asked for takes the place of one that comes by itself', async () => {
    const { village, mum, dad, room } = await two()
    village.partition([mum], [dad])
    const unasked = Array.from({ length: TRANSFER.FETCHES + 2 }, (_, at) => aFile(at + 1, 600_000))
    for (const file of unasked) await sendFile(mum, room, file, PHOTO)
    const document = aFile(50)
    const message = await sendFile(mum, room, document)
    village.network.heal()
    const media = dad.messenger.media
    await passing(village, () => media.fetching.going.length === TRANSFER.FETCHES)
    const before = new Set<FileId>(media.fetching.going)
    expectOk(media.fetch(message, 0))
    expect(media.transfers()[0]?.file).toBe(document.file)
    village.clock.advance(1)
    await settled()
    expect(media.fetching.going).toHaveLength(TRANSFER.FETCHES)
    expect([media.fetching.isGoing(document.file), before.has(document.file)]).toEqual([true, false])
    await passing(village, () => media.transfers().length === 0, 60_000)
    for (const file of [...unasked, document]) expect(await isWhole(dad, file)).toBe(true)
  })

  it('[MEDIA-80] paused, one keeps what came and its place, over a restart too; everything waits and goes on', async () => {
    const { village, mum, dad, room, store, media } = await two()
    const files = [aFile(1, 6 * MIB), aFile(2)]
    const [large, small] = files
    if (large === undefined || small === undefined) throw new Error('two')
    const messages = [await sendFile(mum, room, large), await sendFile(mum, room, small)] as const
    await village.pass(1000)
    expectOk(dad.messenger.media.fetch(messages[0], 0))
    await passing(village, () => stateOf(dad, large) === 'running')
    await passing(village, () => false, 60)
    expectOk(dad.messenger.media.pause(messages[0], 0))
    dad.messenger.media.pauseAll(true)
    await village.pass(1000)
    expect(stateOf(dad, large)).toBe('paused')
    const came = (await media.held(large.file))?.chunks.count ?? 0
    expect(came).toBeGreaterThan(0)
    dad.messenger.stop()
    const later = village.personOn('dad', store, { media })
    await village.pass(3000)
    expect([stateOf(later, large), later.messenger.media.transfers().length]).toEqual(['paused', 1])
    expect(arrivalOf(later, large)?.bytes).toBe(came * MEDIA.CHUNK_BYTES)
    // Whoever asks for one while everything waits wants that one.
    expect(await fetched(village, later, messages[1])).toBe('here')
    expect(stateOf(later, large)).toBe('paused')
    later.messenger.media.pauseAll(false)
    await village.pass(1000)
    expect(stateOf(later, large)).toBe('paused')
    expect(await fetched(village, later, messages[0])).toBe('here')
  })
})

describe('[MEDIA-82] files nobody has', () => {
  it('hold no place for longer than TRANSFER.NOBODY_MS, however many they are, and come when somebody has them', async () => {
    const { village, mum, dad, room } = await two()
    const bogus = Array.from({ length: 3 * TRANSFER.FETCHES }, (_, at) => aFile(at + 1))
    sayFiles(mum, room, bogus, PHOTO)
    await passing(village, () => dad.messenger.media.queue.size === bogus.length)
    const messages = bogus.slice(0, TRANSFER.FETCHES).map((file) => sayFiles(mum, room, [file]))
    await village.pass(1000)
    // Even asked for, and before all.
    for (const message of messages) expectOk(dad.messenger.media.fetch(message, 0, { first: true }))
    const honest = aFile(77)
    const message = await sendFile(mum, room, honest)
    await village.pass(100)
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => stateOf(dad, honest) === 'here', 2 * TRANSFER.NOBODY_MS + 2000)
    expect(stateOf(dad, honest)).toBe('here')
    const [first] = bogus
    if (first === undefined) throw new Error('one')
    await passing(village, () => false, TRANSFER.NOBODY_MS)
    expect(arrivalOf(dad, first)).toMatchObject({ state: 'nobody', bytes: 0 })
    await sendFile(mum, room, first)
    await passing(village, () => stateOf(dad, first) === 'here', 3 * TRANSFER.REST_MS)
    expect(await isWhole(dad, first)).toBe(true)
  })

  it('a false size keeps nobody from the true one', async () => {
    const { village, mum, dad, room } = await two()
    const file = aFile(1)
    const false_ = sayFiles(mum, room, [{ ...file, size: file.size + 1 }])
    const message = await sendFile(mum, room, file)
    await village.pass(1000)
    expectOk(dad.messenger.media.fetch(false_, 0))
    await passing(village, () => stateOf(dad, file) === 'nobody')
    expect(stateOf(dad, file)).toBe('nobody')
    expect(await fetched(village, dad, message)).toBe('here')
    expect(dad.messenger.media.hub.keptAwayMs(mum.messenger.me().device)).toBe(0)
  })
})

describe('[MEDIA-81] no room', () => {
  it('a full disk: failed, with its code; it goes on when there is room, or when it is asked for', async () => {
    let capacity = MEDIA.CHUNK_BYTES / 2
    const { village, mum, dad, room } = await two(() => capacity)
    const files = [aFile(1, MIB), aFile(2, MIB)]
    const messages = [await sendFile(mum, room, files[0] ?? aFile(1)), await sendFile(mum, room, files[1] ?? aFile(2))]
    await village.pass(500)
    for (const message of messages) expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => dad.messenger.media.transfers().some(({ code }) => code === 'DISK_FULL'))
    expect(dad.messenger.media.transfers()[0]).toMatchObject({ state: 'failed', code: 'DISK_FULL' })
    capacity = 16 * MIB
    await passing(village, () => false, 5000)
    expect(dad.messenger.media.transfers()[0]?.state).toBe('failed')
    await passing(village, () => dad.messenger.media.transfers().length === 0, 2 * TRANSFER.ROOM_AGAIN_MS)
    for (const file of files) expect(await isWhole(dad, file)).toBe(true)
  })

  it('over the quota: QUOTA, nothing is begun, nothing that only this device has is erased; more is allowed, and it comes', async () => {
    const { village, mum, dad, room } = await two()
    expectOk(dad.messenger.changeSettings({ mediaMib: 1 }))
    const own = aFile(9, MIB / 2)
    await sendFile(dad, room, own)
    const file = aFile(1, MIB)
    const message = await sendFile(mum, room, file)
    await village.pass(1000)
    expect(await fetched(village, dad, message)).toBe('failed')
    expect(arrivalOf(dad, file)).toMatchObject({ state: 'failed', code: 'QUOTA', bytes: 0 })
    expect(await dad.messenger.media.store.held(file.file)).toBeUndefined()
    expect(await isWhole(dad, own)).toBe(true)
    expectOk(dad.messenger.changeSettings({ mediaMib: 8 }))
    await passing(village, () => stateOf(dad, file) === 'here')
    expect(await isWhole(dad, file)).toBe(true)
    const usage = await dad.messenger.media.usage()
    expect(usage).toMatchObject({ files: 2, quota: 8 * MIB })
    expect(usage.rooms.map((each) => [each.room, each.files])).toEqual([[room, 2]])
  })

  it('what others have whole makes room for what is new, the longest unused first', async () => {
    const { village, mum, dad, room } = await two()
    expectOk(dad.messenger.changeSettings({ mediaMib: 2 }))
    const files = [aFile(1, MIB - 1000), aFile(2, MIB - 1000), aFile(3, MIB - 1000)]
    for (const file of files) {
      await sendFile(mum, room, file, PHOTO)
      await passing(village, () => stateOf(dad, file) === 'here')
      // Mum says that she has it when they are next in touch.
      await passing(village, () => false, 2 * TRANSFER.LINK_IDLE_MS)
    }
    expect(files.map((file) => stateOf(dad, file))).toEqual(['idle', 'here', 'here'])
  })
})

describe('[MEDIA-83] what is told', () => {
  it('each state at once, progress in durable bytes with rate, time and from whom, and at last that it is here', async () => {
    const { village, mum, dad, room } = await two()
    const told = arrivalsToldTo(dad)
    const file = aFile(1, 6 * MIB)
    const message = await sendFile(mum, room, file)
    await village.pass(500)
    told.length = 0
    const before = village.clock.now()
    expect(await fetched(village, dad, message, 120_000)).toBe('here')
    const states = told.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1])
    expect(states).toEqual(['queued', 'running', 'here'])
    // No more often than once in TRANSFER.PROGRESS_MS, beside the three states.
    expect(told.length).toBeLessThanOrEqual(4 + (village.clock.now() - before) / TRANSFER.PROGRESS_MS)
    const bytes = told.map((each) => each.bytes)
    expect(bytes.toSorted((a, b) => a - b)).toEqual(bytes)
    expect(told.at(-1)).toMatchObject({ bytes: file.size, size: file.size, room, message, index: 0, from: [] })
    for (const { from } of told.filter(({ bytesPerSecond }) => bytesPerSecond > 0)) expect(from.map(({ name }) => name)).toEqual(['mum'])
    expect(dad.messenger.media.arrivals([file.file, aFile(99).file])).toHaveLength(1)
  })

  it('of five hundred files without asking the disk', async () => {
    const { village, mum, dad, room, media } = await two()
    const files = Array.from({ length: 500 }, (_, at) => aFile(at + 1))
    for (let from = 0; from < files.length; from += MEDIA.REFERENCES) sayFiles(mum, room, files.slice(from, from + MEDIA.REFERENCES))
    await village.pass(5000)
    let looked = 0
    media.held = () => Promise.reject(new Error(`looked ${(looked += 1)}`))
    media.list = () => Promise.reject(new Error(`looked ${(looked += 1)}`))
    const told = dad.messenger.media.arrivals(files.map(({ file }) => file))
    expect(told.map(({ state }) => state)).toEqual(files.map(() => 'idle'))
    expect(looked).toBe(0)
  })
})

describe('[MEDIA-87] taking a file off', () => {
  it('is refused where nobody else has it, done all the same if a person says so, and does not come back by itself', async () => {
    const { village, people, room } = await family()
    const [mum, dad, son] = people
    const file = aFile(1)
    const message = await sendFile(mum, room, file, PHOTO)
    expect(await mum.messenger.media.giveUp(message, 0)).toEqual({ ok: false, code: 'ONLY_COPY' })
    await passing(village, () => [dad, son].every((who) => stateOf(who, file) === 'here'))
    await passing(village, () => false, 2000)
    // Two others have it: enough also for what she sent herself.
    const holders = expectOk(await mum.messenger.media.holders(message, 0))
    expect(holders.whole.map(({ name }) => name).toSorted()).toEqual(['dad', 'son'])
    expectOk(await mum.messenger.media.giveUp(message, 0))
    expect([stateOf(mum, file), await isWhole(mum, file)]).toEqual(['idle', false])
    await passing(village, () => false, 3000)
    expect(stateOf(mum, file)).toBe('idle')
    // Dad's word counts as long as he is in the room.
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    expectOk(mum.messenger.act(room, { act: 'remove', account: son.account }))
    await village.pass(2000)
    expect(expectOk(await mum.messenger.media.holders(message, 0)).whole).toEqual([])
  })

  it('of what another sent one word is enough, of what I sent two are needed', async () => {
    const { village, mum, dad, room } = await two()
    const file = aFile(1)
    const message = await sendFile(mum, room, file, PHOTO)
    await passing(village, () => stateOf(dad, file) === 'here')
    await passing(village, () => false, 2000)
    expect(await mum.messenger.media.giveUp(message, 0)).toEqual({ ok: false, code: 'ONLY_COPY' })
    expectOk(await mum.messenger.media.giveUp(message, 0, { anyway: true }))
    await passing(village, () => false, 2000)
    // Mum told that she has it no longer: now it is dad's to keep.
    expect(await dad.messenger.media.giveUp(message, 0)).toEqual({ ok: false, code: 'ONLY_COPY' })
    expect(await isWhole(dad, file)).toBe(true)
    expect(await fetched(village, mum, message)).toBe('here')
  })
})
