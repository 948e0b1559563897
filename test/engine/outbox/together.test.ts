/** Small files of one folder become durable many at once: what is counted is syncs, which is what they cost. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { readSet } from '../../../shared/media/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village } from '../../harness/village.ts'
import { fileSyncs } from '../../media/file-syncs.ts'
import { OnDisk } from '../../media/on-disk.ts'
import { someBytes } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'
import { commitsOf } from '../../store/commits.ts'
import { type Sender, aSender, bytesOf, filesIn, isHeld, settledFile, someFolder, taken } from './an-outbox.ts'

/** Of the set: its content, what it names, the claims of its parts, and once the secret behind names in the folder. */
const OF_THE_SET = 4

function folderOf(files: number, size: (n: number) => number): string {
  const folder = someFolder()
  for (let n = 0; n < files; n += 1) writeFileSync(join(folder, `${n}`), someBytes(size(n), n + 1))
  return folder
}

async function partsOf(sender: Sender, id: string) {
  const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
  const [set] = filesIn(sender, message)
  if (set === undefined) throw new Error('a set')
  return expectOk(readSet(await bytesOf(sender, set)))
}

describe('[MEDIA-30] a folder of small files', () => {
  test('takes a commit for MEDIA.TOGETHER_FILES of them, and no file of the disk', async () => {
    const sender = await aSender()
    const files = 2 * MEDIA.TOGETHER_FILES + 3
    const folder = folderOf(files, (n) => 100 + n)
    const syncs = await fileSyncs()
    const commits = commitsOf(sender.home.database)
    const id = await taken(sender, folder)
    expect(commits.durable).toBeLessThanOrEqual(Math.ceil(files / MEDIA.TOGETHER_FILES) + OF_THE_SET)
    // The set itself is no small file: its bytes, and its name in the folder.
    expect(sender.home.names()).toHaveLength(1)
    expect(syncs()).toBe(2)
    const parts = await partsOf(sender, id)
    expect(parts).toHaveLength(files)
    for (const part of parts) expect(await isHeld(sender, part.file)).toBe(true)
    for (const part of [...parts.slice(0, 1), ...parts.slice(-1)]) {
      const n = Number(part.path[0])
      expect(await bytesOf(sender, part)).toEqual(Buffer.from(someBytes(100 + n, n + 1)))
    }
    // Another process finds them as well.
    const again = await sender.home.open()
    expect((await again.usage()).files).toBe(files + 1)
  })

  test('takes one for MEDIA.TOGETHER_BYTES where they are larger', async () => {
    const sender = await aSender()
    const size = MEDIA.SMALL_BYTES
    const files = Math.ceil((MEDIA.TOGETHER_BYTES * 2.5) / size)
    const folder = folderOf(files, () => size)
    const commits = commitsOf(sender.home.database)
    await taken(sender, folder)
    // Small enough to be one of them.
    expect(sender.home.names()).toEqual([])
    expect(commits.durable).toBeLessThanOrEqual(3 + OF_THE_SET)
  })

  test('with the same content twice, and larger ones between, is whole', async () => {
    const sender = await aSender()
    const folder = folderOf(9, (n) => (n % 3 === 1 ? MEDIA.SMALL_BYTES + 1 : 50))
    writeFileSync(join(folder, 'twin'), someBytes(50, 9))
    const parts = await partsOf(sender, await taken(sender, folder))
    expect(parts).toHaveLength(10)
    expect(new Set(parts.map(({ file }) => file)).size).toBe(9)
    expect(sender.home.names()).toHaveLength(3)
    for (const part of parts) {
      const n = part.path[0] === 'twin' ? 8 : Number(part.path[0])
      expect(await bytesOf(sender, part)).toEqual(Buffer.from(someBytes(n % 3 === 1 ? MEDIA.SMALL_BYTES + 1 : 50, n + 1)))
    }
  })

  test('is not sent and leaves nothing when the database refuses them, or one of the last is gone', async () => {
    const sender = await aSender()
    const { database } = sender.home
    const put = database.values.put.bind(database.values)
    let refuses = true
    database.values.put = (space, key, value) => {
      if (refuses && space === 'media/small') throw new StoreError('STORE_FULL', 'full')
      put(space, key, value)
    }
    const folder = folderOf(MEDIA.TOGETHER_FILES + 5, () => 200)
    const refused = expectOk(await sender.outbox.take(sender.room, folder))
    expect(await settledFile(sender, refused.id)).toMatchObject({ state: 'failed', code: 'DISK_FULL' })
    refuses = false
    const { id } = expectOk(await sender.outbox.take(sender.room, folder))
    while (sender.outbox.list().find((each) => each.id === id)?.files === undefined) await new Promise((resolve) => setImmediate(resolve))
    rmSync(join(folder, '99'))
    expect(await settledFile(sender, id)).toMatchObject({ state: 'failed', code: 'CHANGED' })
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    for (const space of ['media/kept', 'media/small', 'media/files']) expect(database.values.list(space)).toEqual([])
  })
})

test('[MEDIA-30] a folder of small files that is fetched takes far fewer commits than files, and no file of the disk', async () => {
  const village = new Village()
  const sender = await aSender({ village })
  const home = new OnDisk()
  onTestFinished(() => home.dispose())
  const media = await home.open()
  const dad = village.personOn('Dad', home.database, { media })
  onTestFinished(() => dad.messenger.stop())
  const room = await village.pair(sender.who, dad)
  const files = 6 * TRANSFER.FETCHES
  const id = await taken(
    { ...sender, room },
    folderOf(files, (n) => 300 + n),
  )
  const [message] = expectOk(await sender.outbox.post(room, [{ id }], '', {}))
  if (message === undefined) throw new Error('a message')
  await village.pass()
  const syncs = await fileSyncs()
  const commits = commitsOf(home.database)
  expectOk(dad.messenger.media.fetch(message, 0))
  for (let step = 0; step < 3000 && dad.messenger.media.transfers().length > 0; step += 1) {
    await settled()
    await new Promise((go) => setTimeout(go, 1))
    village.clock.advance(20)
  }
  expect((await media.list()).filter(({ chunks }) => chunks.isWhole)).toHaveLength(files + 1)
  expect(commits.durable).toBeLessThan(files / 2)
  expect([syncs(), home.names()]).toEqual([0, []])
})
