/** Two people whose messages and files lie on real disks: what one deletes leaves the folder of the other. And an engine, which tidies at its start. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { Keeping } from '../../shared/media-keeping/index.ts'
import { createEngine, makeProfile } from '../../src-main/engine/index.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { openDatabase } from '../../src-main/engine/open-database.ts'
import { aMessage } from '../contract/store-rows.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'
import { OnDisk } from '../media/on-disk.ts'
import { crypto, sealedFile, someBytes } from '../media/some-files.ts'
import { aFolder } from '../profile/a-profile.ts'
import { holds, postFiles, put } from './files-here.ts'

const photo = sealedFile(someBytes(MEDIA.CHUNK_BYTES + 100, 5))
const other = sealedFile(someBytes(MEDIA.SMALL_BYTES + 1, 6))

test('[MEDIA-25] what one deletes for everyone leaves the disk of the other, file, tree and rows', async () => {
  const village = new Village()
  const homes = [new OnDisk(), new OnDisk()] as const
  const [mum, dad] = [village.personOn('Mum', homes[0].database), village.personOn('Dad', homes[1].database)]
  const media = [await homes[0].open(), await homes[1].open()] as const
  const quotas = () => ({ profile: Number.MAX_SAFE_INTEGER, room: Number.MAX_SAFE_INTEGER })
  const keepings = [mum, dad].map(
    ({ store, account }, at) => new Keeping({ store, media: media[at] ?? media[0], clock: village.clock, account, quotas }),
  )
  onTestFinished(async () => {
    for (const { messenger } of [mum, dad]) messenger.stop()
    for (const keeping of keepings) await keeping.stop()
    for (const home of homes) await home.dispose()
  })
  const room = await village.pair(mum, dad)
  const message = postFiles(mum.messenger, room, [photo])
  postFiles(mum.messenger, room, [other])
  await village.pass()
  for (const store of media) for (const file of [photo, other]) await put(store, file)
  keepings[1]?.noteWhole(mum.messenger.me().device, [photo.file])
  expect(homes[1].names()).toHaveLength(2)
  // Somebody reads it meanwhile.
  const reading = media[1].chunk(photo.file, 1)
  expectOk(mum.messenger.delete(message))
  await village.pass()
  await reading
  for (const keeping of keepings) await keeping.settled()
  for (const home of homes) {
    expect(home.names()).toHaveLength(1)
    expect(existsSync(home.pathOf(photo.file))).toBe(false)
    for (const space of ['media/files', 'media/whole', 'media/kept']) expect(home.database.values.list(space, photo.file)).toEqual([])
  }
  expect([await holds(media[1], other), await media[1].chunk(photo.file, 0)]).toEqual([true, undefined])
})

test('[MEDIA-25] an engine erases at its start what nothing refers to, and keeps the rest', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const folder = join(profile, 'media')
  const inside = async <T>(work: (media: Awaited<ReturnType<typeof openDiskMedia>>) => Promise<T>): Promise<T> => {
    const database = expectOk(await openDatabase({ profile, create: false }))
    const media = await openDiskMedia({ folder, store: database.store, crypto, rng: systemRng(), clock: { now: () => 0 } })
    try {
      database.store.messages.put(aMessage({ n: 1, room: 77, files: [other.file] }))
      return await work(media)
    } finally {
      await media.close()
      database.close()
    }
  }
  await inside(async (media) => {
    for (const file of [photo, other]) await put(media, file)
  })
  writeFileSync(join(folder, 'stranger'), 'x')
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  await engine.stop()
  expect(existsSync(join(folder, 'stranger'))).toBe(false)
  expect(await inside(async (media) => [await holds(media, photo), await holds(media, other)])).toEqual([false, true])
})
