/** Photos and other files in a backup: whole ones that messages have, restored as they were, and nothing else (BKP-12). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { type MediaReference, type MediaStore, SET_TYPE, encodeSet, prepareMedia, readWhole } from '../../shared/media/index.ts'
import { Keeping } from '../../shared/media-keeping/index.ts'
import { concatBytes } from '../../shared/codec/index.ts'
import { mediaContent } from '../../shared/rooms/kinds/index.ts'
import { restoreBackup, verifyBackup } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { type DiskMediaStore, openDiskMedia } from '../../src-main/engine/media/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { someBytes } from '../media/some-files.ts'
import { type AtHome, BackupWorld, PASSPHRASE } from './world.ts'

const crypto = nodeCrypto()
const PHOTO = someBytes(2 * MEDIA.CHUNK_BYTES + 77, 3)
const EMPTY = new Uint8Array(0)

async function mediaOf(world: BackupWorld, { folder, database }: AtHome): Promise<DiskMediaStore> {
  return openDiskMedia({ folder: join(folder, 'media'), store: database.store, crypto, rng: systemRng(), clock: world.village.clock })
}

async function prepared(media: MediaStore, bytes: Uint8Array, name: string): Promise<MediaReference> {
  const source = { size: bytes.length, read: async (at: number, length: number) => bytes.slice(at, at + length) }
  return expectOk(await prepareMedia(source, { name }, { crypto, rng: systemRng(), store: media }))
}

function post({ messenger }: AtHome, room: RoomId, files: readonly MediaReference[]): void {
  expectOk(messenger.post(room, [{ kind: 'media', fields: expectOk(mediaContent(files, '장 본 것')) }]))
}

async function bytesOf(media: MediaStore, reference: MediaReference): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of readWhole({ crypto, store: media }, reference)) pieces.push(expectOk(piece))
  return concatBytes(...pieces)
}

function absent(): never {
  throw new Error('a file')
}

describe('files in a backup', () => {
  it('[BKP-12] come back with the messages that have them; what no message has, and what is not whole, stays out', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const dad = world.village.person('Dad')
    const room = await world.village.pair(mum, dad)
    const media = await mediaOf(world, mum)
    const photo = await prepared(media, PHOTO, '사진.jpg')
    const empty = await prepared(media, EMPTY, '빈 파일.txt')
    const unsent = await prepared(media, someBytes(99, 8), 'unsent.txt')
    const partly = { ...photo, file: unsent.file.replace(/^../, 'ab') as typeof photo.file }
    await media.begin(partly.file, partly.size)
    post(mum, room, [photo, empty])
    post(mum, room, [partly])

    const desk = world.desk(mum, media)
    const { file, files } = expectOk(await desk.write({ to: world.path('with.sbbackup'), passphrase: PASSPHRASE, withFiles: true }))
    const without = expectOk(await desk.write({ to: world.path('without.sbbackup'), passphrase: PASSPHRASE }))
    await desk.stop()
    expect([files, without.files]).toEqual([2, 0])
    expect(expectOk(await verifyBackup(file, { passphrase: PASSPHRASE })).files).toBe(2)

    const { clock } = world.village
    const profile = world.path('again')
    expect(expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile, clock })).files).toBe(2)
    const again = await world.open('again')
    const restored = await mediaOf(world, again)
    expect(await bytesOf(restored, photo)).toEqual(PHOTO)
    expect(await bytesOf(restored, empty)).toEqual(EMPTY)
    expect((await restored.list()).map(({ file: each }) => each).toSorted()).toEqual([photo.file, empty.file].toSorted())
    expect(again.database.store.references.has(photo.file)).toBe(true)
    await restored.close()
    await media.close()
  })

  it('[BKP-12] [MEDIA-89] folders come back with the files their sets name, and no sweep takes them', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const room = await world.village.pair(mum, world.village.person('Dad'))
    const media = await mediaOf(world, mum)
    const [photo, unnamed] = [await prepared(media, PHOTO, 'a.jpg'), await prepared(media, someBytes(99, 8), 'b.txt')]
    const set = await prepared(media, expectOk(encodeSet([{ ...photo, path: ['sea', 'a.jpg'] }])), 'Jeju')
    mum.messenger.media.keeping.references.sets.note(set.file, [photo])
    post(mum, room, [{ ...set, type: SET_TYPE }])
    const desk = world.desk(mum, media)
    const { file, files } = expectOk(await desk.write({ to: world.path('one.sbbackup'), passphrase: PASSPHRASE, withFiles: true }))
    await desk.stop()
    expect([files, (await media.held(unnamed.file))?.chunks.isWhole]).toEqual([2, true])

    const { clock } = world.village
    expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('again'), clock }))
    const again = await world.open('again')
    const restored = await mediaOf(world, again)
    const { store } = again.database
    const quotas = () => ({ profile: Number.MAX_SAFE_INTEGER, room: Number.MAX_SAFE_INTEGER })
    const keeping = new Keeping({ store, media: restored, clock, account: again.account, quotas })
    await keeping.sweep()
    expect((await restored.list()).map((each) => each.file).toSorted()).toEqual([photo.file, set.file].toSorted())
    expect(await bytesOf(restored, photo)).toEqual(PHOTO)
    await keeping.stop()
    await restored.close()
    await media.close()
  })

  it('[BKP-12] one that is erased while it is written is not in it, and the backup is good all the same', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const room = await world.village.pair(mum, world.village.person('Dad'))
    const media = await mediaOf(world, mum)
    const [first, second] = [await prepared(media, PHOTO, 'a.jpg'), await prepared(media, someBytes(MEDIA.CHUNK_BYTES + 1, 9), 'b.jpg')]
    post(mum, room, [first, second])
    const going: MediaStore = Object.assign(Object.create(media) as MediaStore, {
      list: () => media.list(),
      async chunk(...[file, index]: Parameters<MediaStore['chunk']>) {
        if (file === first.file && index === 1) await media.forget(file)
        return media.chunk(file, index)
      },
    })
    const desk = world.desk(mum, going)
    const { file, files } = expectOk(await desk.write({ to: world.path('one.sbbackup'), passphrase: PASSPHRASE, withFiles: true }))
    await desk.stop()
    expect(files).toBe(1)
    const profile = world.path('again')
    expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile, clock: world.village.clock }))
    const again = await world.open('again')
    const restored = await mediaOf(world, again)
    expect((await restored.list()).map((each) => each.file)).toEqual([second.file])
    await restored.close()
    await media.close()
  })

  it('[BKP-12] stand in it sealed under their own keys and that of the backup', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const room = await world.village.pair(mum, world.village.person('Dad'))
    const media = await mediaOf(world, mum)
    post(mum, room, [await prepared(media, PHOTO, 'a.jpg')])
    const desk = world.desk(mum, media)
    const { file } = expectOk(await desk.write({ to: world.path('one.sbbackup'), passphrase: PASSPHRASE, withFiles: true }))
    await desk.stop()
    const sealed = await media.chunk((await media.list())[0]?.file ?? absent(), 0)
    expect(readFileSync(file).includes(Buffer.from((sealed?.sealed ?? absent()).subarray(0, 32)))).toBe(false)
    expect(readFileSync(file).includes(Buffer.from(PHOTO.subarray(0, 32)))).toBe(false)
    await media.close()
  })
})
