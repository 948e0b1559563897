/** Files and folders of this computer by their paths: what is read, what is refused, and what a folder becomes. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../../shared/limits.ts'
import { SET_TYPE, readSet } from '../../../shared/media/index.ts'
import { filesOfFolder } from '../../../src-main/engine/outbox/folder-files.ts'
import { openPath } from '../../../src-main/engine/outbox/path-source.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { someBytes } from '../../media/some-files.ts'
import { type Sender, aSender, bytesOf, filesIn, isHeld, settledFile, someFolder, taken } from './an-outbox.ts'

const CHUNK = MEDIA.CHUNK_BYTES
const nothingOurs = () => false
const never = new AbortController().signal

async function refused(sender: Sender, path: string): Promise<string> {
  const answer = await sender.outbox.take(sender.room, path)
  return answer.ok ? ((await settledFile(sender, answer.value.id)).code ?? 'sealed') : answer.code
}

describe('[MEDIA-62] a path', () => {
  test('of a file is read by itself, and says how large it is at once', async () => {
    const sender = await aSender()
    const bytes = someBytes(CHUNK + 3)
    const folder = someFolder({ '가계부.xlsx': bytes })
    expect(expectOk(await sender.outbox.take(sender.room, join(folder, '가계부.xlsx')))).toMatchObject({
      name: '가계부.xlsx',
      state: 'sealing',
      size: CHUNK + 3,
    })
    const { id } = await settledFile(sender, sender.outbox.list()[0]?.id ?? '')
    const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
    const [file] = filesIn(sender, message)
    expect(file === undefined ? undefined : await bytesOf(sender, file)).toEqual(Buffer.from(bytes))
  })

  test('through a link is what the link names, under the link’s own name', async () => {
    const sender = await aSender()
    const folder = someFolder({ 'a.txt': 'ㄱ' })
    symlinkSync(join(folder, 'a.txt'), join(folder, 'link.txt'))
    await taken(sender, join(folder, 'link.txt'))
    expect(sender.outbox.list()).toMatchObject([{ name: 'link.txt', type: 'text/plain' }])
  })

  test('that leads nowhere, is not whole, or is no file has a code, and opens nothing', async () => {
    const sender = await aSender()
    const folder = someFolder()
    symlinkSync(join(folder, 'round'), join(folder, 'round'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(await refused(sender, join(folder, 'none'))).toBe('NOT_FOUND')
    expect(await refused(sender, 'a.txt')).toBe('NOT_FOUND')
    expect(await refused(sender, `${folder}/a\0b`)).toBe('NOT_FOUND')
    expect(await refused(sender, join(folder, 'x'.repeat(300)))).toBe('NOT_FOUND')
    expect(await refused(sender, join(folder, 'round'))).toBe('NOT_A_FILE')
    expect(await refused(sender, join(folder, 'pipe'))).toBe('NOT_A_FILE')
    expect(await refused(sender, '/dev/zero')).toBe('NOT_A_FILE')
    expect(await refused(sender, folder)).toBe('EMPTY')
    expect((await sender.media.usage()).files).toBe(0)
  })

  test('that may not be read has a code', async () => {
    const sender = await aSender()
    const own = join(someFolder({ a: 'x' }), 'a')
    chmodSync(own, 0)
    // Root may read everything but what the kernel lets nobody read.
    const path = process.getuid?.() === 0 ? '/sys/bus/platform/drivers_probe' : own
    expect(await refused(sender, path)).toBe('NO_ACCESS')
  })

  test('into the profile is refused, also through a link', async () => {
    const sender = await aSender()
    const { home } = sender.home
    const link = join(someFolder(), 'harmless')
    symlinkSync(home, link)
    for (const path of [home, join(home, 'store.db'), link, join(link, 'store.db')])
      expect(await refused(sender, path)).toBe('PROFILE_FILE')
  })

  test('of more than 4 GiB is refused before anything is read', async () => {
    const sender = await aSender()
    const path = join(someFolder({ a: '' }), 'a')
    truncateSync(path, MEDIA.FILE_BYTES + 1)
    expect(await refused(sender, path)).toBe('TOO_LARGE')
  })

  test.each<readonly [string, (path: string) => void]>([
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, CHUNK)],
    [
      'is written to',
      (path) => {
        writeFileSync(path, someBytes(3 * CHUNK, 9), { flag: 'r+' })
        utimesSync(path, 1, 1)
      },
    ],
  ])('whose file %s while it is read is not sent', async (_, change) => {
    const path = join(someFolder({ a: someBytes(3 * CHUNK) }), 'a')
    const source = expectOk(await openPath(path, true))
    await source.read(0, CHUNK)
    change(path)
    const rest = (async () => {
      for (let at = CHUNK; (await source.read(at, CHUNK)).length === CHUNK;) at += CHUNK
    })()
    await expect(rest).rejects.toThrow('changed while it was read')
    expect(source.hasChanged).toBe(true)
    await source.close()
  })

  test('whose file changes while it is sealed leaves nothing', async () => {
    const sender = await aSender()
    const path = join(someFolder({ a: someBytes(8 * CHUNK) }), 'a')
    const { id } = expectOk(await sender.outbox.take(sender.room, path))
    appendFileSync(path, 'x')
    expect(await settledFile(sender, id)).toMatchObject({ state: 'failed', code: 'CHANGED' })
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    expect(sender.home.database.values.list('media/kept')).toEqual([])
  })

  test('whose file is unlinked while it is read is sent whole', async () => {
    const sender = await aSender()
    const path = join(someFolder({ a: someBytes(8 * CHUNK) }), 'a')
    const { id } = expectOk(await sender.outbox.take(sender.room, path))
    rmSync(path)
    expect(await settledFile(sender, id)).toMatchObject({ state: 'ready', size: 8 * CHUNK })
  })

  test('waits for its turn behind MEDIA.OUTGOING_AT_ONCE, and can be called off before', async () => {
    const sender = await aSender()
    const folder = someFolder(Object.fromEntries(['a', 'b', 'c', 'd'].map((name, n) => [name, someBytes(6 * CHUNK + n)])))
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd']) ids.push(expectOk(await sender.outbox.take(sender.room, join(folder, name))).id)
    expect(ids.length).toBeGreaterThan(MEDIA.OUTGOING_AT_ONCE)
    const [, , third = '', fourth = ''] = ids
    await sender.outbox.discard(third)
    expect(sender.outbox.list().map(({ id }) => id)).not.toContain(third)
    expect(await settledFile(sender, fourth)).toMatchObject({ state: 'ready' })
  })
})

describe('[MEDIA-63] a folder', () => {
  test('becomes a set that keeps its tree, without what is no file of the person’s', async () => {
    const sender = await aSender()
    const folder = join(
      someFolder({
        '제주/사진/1.txt': 'one',
        '제주/사진/2.txt': 'two',
        '제주/일정.txt': '아침',
        '제주/.hidden': 'x',
        '제주/.git/config': 'x',
        '제주/Thumbs.db': 'x',
        '제주/사진/Desktop.ini': 'x',
        '제주/사진/.DS_Store': 'x',
        '밖.txt': '비밀',
      }),
      '제주',
    )
    mkdirSync(join(folder, '빈 폴더'))
    symlinkSync(join(folder, '..', '밖.txt'), join(folder, 'link'))
    symlinkSync(join(folder, '..'), join(folder, '사진', 'up'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const id = await taken(sender, folder)
    const size = 3 + 3 + Buffer.byteLength('아침')
    expect(sender.outbox.list()).toMatchObject([{ name: '제주', type: SET_TYPE, files: 3, leftOut: 8, bytes: size, size }])
    const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
    const [set] = filesIn(sender, message)
    if (set === undefined) throw new Error('a set')
    const parts = expectOk(readSet(await bytesOf(sender, set)))
    expect(parts.map(({ path }) => path.join('/'))).toEqual(['사진/1.txt', '사진/2.txt', '일정.txt'])
    expect((await bytesOf(sender, parts[2] ?? set)).toString()).toBe('아침')
    expect(parts.map(({ type }) => type)).toEqual(['text/plain', 'text/plain', 'text/plain'])
  })

  test('is kept by its message alone, with all it names, and goes with it', async () => {
    const sender = await aSender()
    const id = await taken(sender, someFolder({ a: someBytes(CHUNK + 1), 'b/c': 'x' }))
    await sender.keeping.sweep()
    expect((await sender.media.usage()).files).toBe(3)
    // One claim for the set, whatever it names.
    expect(sender.home.database.values.list('media/kept')).toHaveLength(1)
    const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
    await sender.keeping.sweep()
    const [set] = filesIn(sender, message)
    const parts = expectOk(readSet(set === undefined ? new Uint8Array(0) : await bytesOf(sender, set)))
    for (const { file } of parts) expect(await isHeld(sender, file)).toBe(true)
    if (message !== undefined) expectOk(sender.who.messenger.delete(message))
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    for (const space of ['media/kept', 'media/sets', 'media/set-parts', 'media/part-of'])
      expect(sender.home.database.values.list(space)).toEqual([])
  })

  test('that is discarded, or of which one file fails, leaves nothing', async () => {
    const sender = await aSender()
    const folder = someFolder({ a: someBytes(CHUNK), b: someBytes(4 * CHUNK), c: 'x' })
    await sender.outbox.discard(await taken(sender, folder))
    const { id } = expectOk(await sender.outbox.take(sender.room, folder))
    while (sender.outbox.list()[0]?.files === undefined) await new Promise((resolve) => setImmediate(resolve))
    rmSync(join(folder, 'c'))
    expect(await settledFile(sender, id)).toMatchObject({ state: 'failed', code: 'CHANGED' })
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    for (const space of ['media/kept', 'media/sets']) expect(sender.home.database.values.list(space)).toEqual([])
  })

  test('has room made for all of it', async () => {
    const sender = await aSender({ profile: 3 * CHUNK })
    expect(await refused(sender, someFolder({ a: someBytes(2 * CHUNK), b: someBytes(2 * CHUNK) }))).toBe('QUOTA')
    expect((await sender.media.usage()).files).toBe(0)
  })

  test('without a file, with too many or too deep ones is refused before anything is sealed', async () => {
    expect(await filesOfFolder(someFolder({ '.a': 'x' }), nothingOurs, never)).toEqual({ ok: false, code: 'EMPTY' })
    const deep = Array.from({ length: MEDIA.SET_PATH_PARTS }, () => 'd').join('/')
    expect(expectOk(await filesOfFolder(someFolder({ [`${deep.slice(2)}/f`]: '' }), nothingOurs, never)).files).toHaveLength(1)
    expect(await filesOfFolder(someFolder({ [`${deep}/f`]: '' }), nothingOurs, never)).toEqual({ ok: false, code: 'TOO_LONG' })
    const long = Array.from({ length: 5 }, () => 'n'.repeat(MEDIA.SET_PATH_BYTES / 5)).join('/')
    expect(await filesOfFolder(someFolder({ [long]: '' }), nothingOurs, never)).toEqual({ ok: false, code: 'TOO_LONG' })
    const folder = someFolder()
    for (let n = 0; n <= MEDIA.SET_FILES; n += 1) writeFileSync(join(folder, `${n}`), '')
    expect(await filesOfFolder(folder, nothingOurs, never)).toEqual({ ok: false, code: 'TOO_MANY' })
    rmSync(join(folder, '0'))
    expect(expectOk(await filesOfFolder(folder, nothingOurs, never)).files).toHaveLength(MEDIA.SET_FILES)
  })

  test('never goes into the profile', async () => {
    const folder = someFolder({ 'mine/a': 'x', 'profile/key': 'secret' })
    const found = expectOk(await filesOfFolder(folder, (path) => path === join(folder, 'profile'), never))
    expect(found).toMatchObject({ leftOut: 1, files: [{ place: ['mine', 'a'] }] })
  })
})
