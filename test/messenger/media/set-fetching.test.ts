/** Folders: fetched as one transfer, over ends in the middle, whatever their sets say. */
import { describe, expect, it } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { type MediaStore, memoryMediaStore } from '../../../shared/media/index.ts'
import { type MemoryStore, type Store, memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { OnDisk } from '../../media/on-disk.ts'
import { type SealedFile, crypto, sealedFile, someBytes } from '../../media/some-files.ts'
import { FOLDER, aFile, aSet, arrivalOf, fetched, isWhole, passing, sayFiles, seal, sendFile, sendSet, stateOf } from './files-in-rooms.ts'

const CHUNK = MEDIA.CHUNK_BYTES
const MIB = 1024 * 1024

function someFiles(count: number, size = 900): readonly SealedFile[] {
  return Array.from({ length: count }, (_, at) => aFile(at + 1, size + at))
}

function sizeOf(files: readonly SealedFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

async function atHome(dadOn: { readonly store?: Store; readonly media?: MediaStore } = {}) {
  const village = new Village()
  const mum = village.person('mum')
  const dad = village.personOn('dad', dadOn.store ?? memoryStore(), dadOn.media === undefined ? {} : { media: dadOn.media })
  const room = await village.pair(mum, dad)
  await village.pass()
  return { village, mum, dad, room }
}

async function haveAll(who: Pick<Villager<Store>, 'messenger'>, files: readonly SealedFile[]): Promise<boolean> {
  for (const file of files) if (!(await isWhole(who, file))) return false
  return true
}

describe('[MEDIA-89] a folder', () => {
  it('comes with all it names in one transfer, which is as large as all of them', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = [...someFiles(20), sealedFile(someBytes(5 * CHUNK + 3)), sealedFile(new Uint8Array(0))]
    const { set, message } = await sendSet(mum, room, parts)
    await village.pass()
    expect(stateOf(dad, set)).toBe('idle')
    expectOk(dad.messenger.media.fetch(message, 0))
    const seen: { bytes: number; size: number; state: string }[] = []
    await passing(village, () => {
      seen.push(...dad.messenger.media.transfers())
      expect(dad.messenger.media.hub.links.length).toBeLessThanOrEqual(2)
      return stateOf(dad, set) === 'here'
    })
    const size = sizeOf([set, ...parts])
    expect(arrivalOf(dad, set)).toMatchObject({ state: 'here', bytes: size, size })
    expect(await haveAll(dad, [set, ...parts])).toBe(true)
    expect(dad.messenger.media.transfers()).toEqual([])
    // It never goes back, and never says more than there is.
    const bytes = seen.map((each) => each.bytes)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
    expect(seen.every((each) => each.bytes <= each.size)).toBe(true)
    expect(seen.some((each) => each.size === size && each.bytes > set.size && each.bytes < size)).toBe(true)
    // Whoever sent it knows that all of it is there: it is no only copy.
    await passing(village, () => false, 2000)
    for (const part of [set, ...parts]) expect(mum.messenger.media.keeping.wholeAt(part.file)).toHaveLength(1)
    expect(expectOk(dad.messenger.media.fetch(message, 0)).state).toBe('here')
  })

  it('never comes by itself', async () => {
    const { village, mum, dad, room } = await atHome()
    const { set } = await sendSet(mum, room, someFiles(2))
    await sendFile(mum, room, aFile(77), { type: 'image/jpeg', name: 'a.jpg' })
    await village.pass()
    await passing(village, () => stateOf(dad, aFile(77)) === 'here')
    expect([stateOf(dad, aFile(77)), stateOf(dad, set)]).toEqual(['here', 'idle'])
  })

  it('goes on with what is missing after a pause', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = [...someFiles(30), sealedFile(someBytes(40 * CHUNK))]
    const { set, message } = await sendSet(mum, room, parts)
    await village.pass()
    const { media } = dad.messenger
    expectOk(media.fetch(message, 0))
    await passing(village, () => (arrivalOf(dad, set)?.bytes ?? 0) > set.size + 5000)
    expectOk(media.pause(message, 0))
    await passing(village, () => false, 3000)
    const paused = arrivalOf(dad, set)
    expect(paused).toMatchObject({ state: 'paused', size: sizeOf([set, ...parts]) })
    expect(paused?.bytes).toBeGreaterThan(set.size)
    expect(await haveAll(dad, parts)).toBe(false)
    const came = arrivalOf(dad, set)?.bytes
    await passing(village, () => false, 5000)
    expect(arrivalOf(dad, set)?.bytes).toBe(came)
    expect(await fetched(village, dad, message)).toBe('here')
    expect(await haveAll(dad, parts)).toBe(true)
  })

  it('goes on after the process ended in the middle of it, with its own file whole: on the disk', async () => {
    const home = new OnDisk()
    const real = async (village: Village, until: () => boolean): Promise<void> => {
      for (let at = 0; at < 3000 && !until(); at += 1) {
        await passing(village, until, 20)
        await new Promise((go) => setTimeout(go, 1))
      }
    }
    try {
      const before = await atHome({ store: home.database, media: await home.open() })
      const { village, mum, room } = before
      const parts = [...someFiles(12), sealedFile(someBytes(60 * CHUNK))]
      const { set, message } = await sendSet(mum, room, parts)
      await village.pass()
      expectOk(before.dad.messenger.media.fetch(message, 0))
      await real(village, () => (arrivalOf(before.dad, set)?.bytes ?? 0) > set.size + 2000)
      before.dad.messenger.stop()
      expect([await isWhole(before.dad, set), await haveAll(before.dad, parts)]).toEqual([true, false])

      const dad = village.personOn('dad', home.database, { media: await home.open() })
      await real(village, () => stateOf(dad, set) === 'here')
      expect(await haveAll(dad, [set, ...parts])).toBe(true)
      expect(dad.messenger.media.transfers()).toEqual([])
      dad.messenger.stop()
    } finally {
      await home.dispose()
    }
  })

  it('is not done by its own file, if the process ended before that was read', async () => {
    const store: MemoryStore = memoryStore()
    const village = new Village()
    const media = memoryMediaStore({ crypto, clock: village.clock })
    const mum = village.person('mum')
    let dad = village.personOn('dad', store, { media })
    const room = await village.pair(mum, dad)
    await village.pass()
    const parts = someFiles(3)
    const { set, message } = await sendSet(mum, room, parts)
    await village.pass()
    village.partition([mum], [dad])
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => false, 500)
    dad.messenger.stop()
    await seal(dad, set)
    dad = village.personOn('dad', store, { media })
    village.partition([mum], [dad])
    await passing(village, () => false, 500)
    expect([stateOf(dad, set), await haveAll(dad, parts)]).toEqual(['nobody', false])
    village.network.heal()
    await passing(village, () => stateOf(dad, set) === 'here', 90_000)
    expect(await haveAll(dad, parts)).toBe(true)
  })

  it('asks for room for all its files together, and begins none where there is none', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = someFiles(3, MIB)
    const { set, message } = await sendSet(mum, room, parts)
    await village.pass()
    expectOk(dad.messenger.changeSettings({ mediaMib: 2 }))
    expect(await fetched(village, dad, message)).toBe('failed')
    expect(arrivalOf(dad, set)).toMatchObject({ code: 'QUOTA', bytes: set.size, size: sizeOf([set, ...parts]) })
    for (const part of parts) expect(await dad.messenger.media.store.held(part.file)).toBeUndefined()
    expectOk(dad.messenger.changeSettings({ mediaMib: 4 }))
    await passing(village, () => stateOf(dad, set) === 'here')
    expect(await haveAll(dad, parts)).toBe(true)
    // They take room like any others.
    expect((await dad.messenger.media.usage()).rooms).toMatchObject([{ files: 4 }])
  })

  it('is given up with its files, if others have all of them; what another message has stays', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = someFiles(3)
    const { set, message } = await sendSet(mum, room, parts)
    await village.pass()
    expect(await mum.messenger.media.giveUp(message, 0)).toEqual({ ok: false, code: 'ONLY_COPY' })
    expect(await haveAll(mum, [set, ...parts])).toBe(true)
    expect(await fetched(village, dad, message)).toBe('here')
    const [first] = parts
    if (first === undefined) throw new Error('a part')
    sayFiles(mum, room, [first])
    await village.pass()
    await passing(village, () => false, 2000)
    expectOk(await dad.messenger.media.giveUp(message, 0))
    await passing(village, () => false, 2000)
    const held = await Promise.all([set, ...parts].map((file) => isWhole(dad, file)))
    expect([stateOf(dad, set), held]).toEqual(['idle', [false, true, false, false]])
    // Mum heard that dad has them no more.
    expect(parts.map(({ file }) => mum.messenger.media.keeping.wholeAt(file).length)).toEqual([1, 0, 0])
  })

  it('is not here any more when one of its files is gone', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = someFiles(2)
    const { set, message } = await sendSet(mum, room, parts)
    const [first] = parts
    if (first === undefined) throw new Error('a part')
    const alone = sayFiles(mum, room, [first])
    await village.pass()
    expect(await fetched(village, dad, message)).toBe('here')
    await passing(village, () => false, 2000)
    expectOk(await dad.messenger.media.giveUp(alone, 0))
    await passing(village, () => false, 500)
    expect(arrivalOf(dad, set)).toMatchObject({ state: 'idle', bytes: sizeOf([set, ...parts]) - first.size })
    expect(await fetched(village, dad, message)).toBe('here')
    expect(await isWhole(dad, first)).toBe(true)
  })

  it('goes with its message, however far it has come', async () => {
    const { village, mum, dad, room } = await atHome()
    const { set, message } = await sendSet(mum, room, [...someFiles(10), sealedFile(someBytes(60 * CHUNK))])
    await village.pass()
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => (arrivalOf(dad, set)?.bytes ?? 0) > set.size + 2000)
    expectOk(mum.messenger.delete(message))
    await passing(village, () => false, 5000)
    expect(await dad.messenger.media.store.list()).toEqual([])
    expect([dad.messenger.media.transfers(), dad.messenger.media.keeping.references.sets.all()]).toEqual([[], []])
  })
})

describe('[MEDIA-89] a set that', () => {
  it('names files nobody has keeps neither its other files nor other messages from coming, and can be called off', async () => {
    const { village, mum, dad, room } = await atHome()
    const missing = someFiles(3 * TRANSFER.FETCHES)
    const real = Array.from({ length: 4 }, (_, at) => aFile(100 + at))
    const { set, message } = await sendSet(mum, room, [...missing, ...real], { here: real })
    const other = await sendFile(mum, room, aFile(200))
    await village.pass()
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => stateOf(dad, set) === 'nobody', 60_000)
    expect(await fetched(village, dad, other, 2 * TRANSFER.NOBODY_MS)).toBe('here')
    await passing(village, () => false, 8 * TRANSFER.NOBODY_MS)
    expect(await haveAll(dad, real)).toBe(true)
    expect(stateOf(dad, set)).not.toBe('here')
    expectOk(dad.messenger.media.cancel(message, 0))
    expect([stateOf(dad, set), dad.messenger.media.transfers()]).toEqual(['idle', []])
    // Somebody has them after all.
    for (const part of missing) await seal(mum, part)
    for (const part of missing) mum.messenger.media.kept(part.file)
    expect(await fetched(village, dad, message, 90_000)).toBe('here')
  })

  it('says another size than a file has fails where the file is here, and finds nobody where it is not', async () => {
    const { village, mum, dad, room } = await atHome()
    const file = aFile(5)
    const alone = await sendFile(mum, room, file)
    const lying = aSet([{ ...file, size: file.size + 1 }])
    const { message } = await sendSet(mum, room, [], { set: lying })
    await village.pass()
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => stateOf(dad, lying) === 'nobody', 30_000)
    expect(stateOf(dad, lying)).toBe('nobody')
    expectOk(dad.messenger.media.cancel(message, 0))
    expect(await fetched(village, dad, alone)).toBe('here')
    expect(await fetched(village, dad, message)).toBe('failed')
    expect(arrivalOf(dad, lying)?.code).toBe('OTHER_SIZE')
    const twice = aSet([file, { ...file, size: file.size - 1 }])
    const again = await sendSet(mum, room, [], { set: twice })
    await village.pass()
    expect(await fetched(village, dad, again.message)).toBe('failed')
    expect(arrivalOf(dad, twice)?.code).toBe('OTHER_SIZE')
    expect(await isWhole(dad, file)).toBe(true)
  })

  it('names what another set names shares it, whichever goes first', async () => {
    const { village, mum, dad, room } = await atHome()
    const parts = someFiles(4)
    const one = await sendSet(mum, room, parts)
    const two = await sendSet(mum, room, parts.slice(1))
    await village.pass()
    expectOk(dad.messenger.media.fetch(one.message, 0))
    expectOk(dad.messenger.media.fetch(two.message, 0))
    await passing(village, () => stateOf(dad, one.set) === 'here' && stateOf(dad, two.set) === 'here')
    expect([stateOf(dad, one.set), stateOf(dad, two.set)]).toEqual(['here', 'here'])
    expectOk(mum.messenger.delete(one.message))
    await passing(village, () => false, 5000)
    expect(await Promise.all(parts.map((part) => isWhole(dad, part)))).toEqual([false, true, true, true])
    expect(stateOf(dad, two.set)).toBe('here')
  })

  it('names a file of another room gets nothing that this room has not', async () => {
    const { village, mum, dad, room } = await atHome()
    const son = village.person('son')
    const other = await village.pair(mum, son)
    const secret = aFile(9)
    await sendFile(mum, other, secret)
    const { set, message } = await sendSet(dad, room, [], { set: aSet([secret]) })
    await village.pass()
    // Dad named it and asks mum, who has it, and has not read his set.
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => false, 15_000)
    expect([stateOf(dad, set), await isWhole(dad, secret)]).toEqual(['nobody', false])
    expectOk(dad.messenger.media.cancel(message, 0))
    expect(stateOf(dad, set)).toBe('idle')
  })

  it('is none by its content is a file that came', async () => {
    const { village, mum, dad, room } = await atHome()
    const file = aFile(3)
    const message = await sendFile(mum, room, file, FOLDER)
    await village.pass()
    expect(await fetched(village, dad, message)).toBe('here')
    expect(dad.messenger.media.transfers()).toEqual([])
  })

  it('names ten thousand files that are not there costs no more than its places', async () => {
    const { village, mum, dad, room } = await atHome()
    const { file, key, size } = aFile(1)
    const many = Array.from({ length: MEDIA.SET_FILES }, (_, at) => ({
      ...{ key, size },
      file: (file.slice(0, 10) + (0x10000000 + at).toString(16) + file.slice(18)) as typeof file,
    }))
    const { set, message } = await sendSet(mum, room, [], { set: aSet(many) })
    await village.pass()
    expectOk(dad.messenger.media.fetch(message, 0))
    await passing(village, () => stateOf(dad, set) === 'nobody', 30_000)
    expect(arrivalOf(dad, set)).toMatchObject({ state: 'nobody', size: set.size + MEDIA.SET_FILES * size })
    expect((await dad.messenger.media.store.list()).length).toBeLessThan(100)
    expectOk(dad.messenger.media.cancel(message, 0))
    expect(dad.messenger.media.transfers()).toEqual([])
  }, 60_000)
})
