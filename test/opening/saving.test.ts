/** Files of messages, written into real folders: names, trees, what is there already, and what goes wrong. */
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MEDIA, OPENING } from '../../shared/limits.ts'
import type { CborValue } from '../../shared/codec/index.ts'
import { SET_TYPE, encodeSet, referenceValue } from '../../shared/media/index.ts'
import type { SetEntry } from '../../shared/messenger/index.ts'
import { mediaContent } from '../../shared/rooms/kinds/index.ts'
import { markDownloaded } from '../../src-main/engine/opening/downloaded.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { someBytes } from '../media/some-files.ts'
import { type FiledProfile, filedProfile } from './filed-profile.ts'

const staying = new AbortController().signal
const bytes = someBytes(MEDIA.CHUNK_BYTES + 100)
const MAY_RUN = 0o111

async function world(name = '휴가.jpg') {
  const here = await filedProfile()
  const folder = join(here.home, '받은 파일')
  mkdirSync(folder)
  return { here, folder, message: await here.post([{ name, bytes }]) }
}

const save = ({ desk }: FiledProfile, message: Parameters<FiledProfile['desk']['open']>[0], folder: string, name?: string) =>
  desk.save({ message, index: 0, folder, name, signal: staying })

describe('[MEDIA-73] a file that is saved', () => {
  it('is there under its name, or the next that is free, and over nothing', async () => {
    const { here, folder, message } = await world()
    writeFileSync(join(folder, '휴가 (2).jpg'), 'mine')
    symlinkSync('/nowhere', join(folder, '휴가 (3).jpg'))
    const paths = []
    for (let n = 0; n < 3; n += 1) paths.push(expectOk(await save(here, message, folder)).path)
    expect(paths).toEqual(['휴가.jpg', '휴가 (4).jpg', '휴가 (5).jpg'].map((name) => join(folder, name)))
    for (const path of paths) expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(readFileSync(join(folder, '휴가 (2).jpg'), 'utf8')).toBe('mine')
    expect(lstatSync(join(folder, '휴가 (3).jpg')).isSymbolicLink()).toBe(true)
    // Nothing else was left there, and none of it runs.
    expect(readdirSync(folder).toSorted()).toEqual(['휴가 (2).jpg', '휴가 (3).jpg', '휴가 (4).jpg', '휴가 (5).jpg', '휴가.jpg'])
    expect(lstatSync(join(folder, '휴가.jpg')).mode & MAY_RUN).toBe(0)
    expect(here.told.at(-1)).toEqual({ bytes: bytes.length, size: bytes.length })
  })

  it('gets the name it is given, made safe', async () => {
    const { here, folder, message } = await world()
    for (const [given, kept] of [
      ['../../etc/passwd', 'etc passwd'],
      ['/etc/cron.d/x', 'etc cron.d x'],
      ['.bashrc', 'bashrc'],
      ['CON.txt', '_CON.txt'],
      ['a\u202Egpj.exe', 'a gpj.exe'],
      ['', '휴가.jpg'],
    ] as const) {
      const { path } = expectOk(await save(here, message, folder, given === '' ? undefined : given))
      expect(path).toBe(join(folder, kept))
    }
    expect(readdirSync(here.home).toSorted()).toEqual(['profile', '받은 파일'])
  })

  it('of a hostile name lands in the folder all the same', async () => {
    const here = await filedProfile()
    const folder = join(here.home, 'here')
    mkdirSync(folder)
    const reference = await here.keep({ name: 'x', bytes: someBytes(3) })
    for (const name of ['..', '../../up.txt', 'a/../../b', '\\\\server\\share', 'x'.repeat(400), '\0', 'aux']) {
      // As somebody sends it who does not keep the rules.
      const fields = new Map(expectOk(mediaContent([reference])))
      fields.set('f', [new Map([...(referenceValue(reference) as ReadonlyMap<string, CborValue>), ['name', name]])])
      const [message] = expectOk(here.messenger.post(here.room, [{ kind: 'media', fields }]))
      if (message === undefined) throw new Error('a message')
      const { path } = expectOk(await save(here, message, folder))
      expect(path.startsWith(join(folder, '/')), path).toBe(true)
    }
    expect(readdirSync(here.home).toSorted()).toEqual(['here', 'profile'])
  })

  it('is told what is wrong with the folder, and leaves nothing', async () => {
    const { here, folder, message } = await world()
    expect(await save(here, message, join(folder, 'none'))).toEqual({ ok: false, code: 'NO_FOLDER' })
    writeFileSync(join(folder, 'file'), '')
    expect(await save(here, message, join(folder, 'file'))).toEqual({ ok: false, code: 'NO_FOLDER' })
    expect(await here.desk.save({ message, index: 1, folder, signal: staying })).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it('comes to nothing where some of it is not here, is damaged, or nobody waits for it any more', async () => {
    const { here, folder, message } = await world()
    const leaving = new AbortController()
    leaving.abort()
    expect(await here.desk.save({ message, index: 0, folder, signal: leaving.signal })).toEqual({ ok: false, code: 'CANCELLED' })
    const saving = save(here, message, folder)
    await here.desk.stop()
    expect(['CANCELLED', undefined]).toContain((await saving).ok ? undefined : 'CANCELLED')
    const reference = await here.keep({ name: 'b.bin', bytes: someBytes(30) })
    const lost = await here.post([reference])
    await here.media.store.forget(reference.file)
    expect(await save(here, lost, folder)).toEqual({ ok: false, code: 'NOT_HERE' })
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it(`gives up where no name is free (OPENING.NAME_TRIES, ${OPENING.NAME_TRIES})`, async () => {
    const { here, folder, message } = await world('a')
    writeFileSync(join(folder, 'a'), '')
    for (let n = 2; n <= OPENING.NAME_TRIES; n += 1) writeFileSync(join(folder, `a (${n})`), '')
    expect(await save(here, message, folder)).toEqual({ ok: false, code: 'FILE_EXISTS' })
    expect(existsSync(join(folder, `a (${OPENING.NAME_TRIES + 1})`))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it(`tells how far it is, and not more often than a bar moves (OPENING.SAVING_TOLD_MS, ${OPENING.SAVING_TOLD_MS})`, async () => {
    const here = await filedProfile()
    const large = someBytes(60 * MEDIA.CHUNK_BYTES)
    const message = await here.post([{ name: 'a.bin', bytes: large }])
    const begun = performance.now()
    expectOk(await save(here, message, here.home))
    const most = (performance.now() - begun) / OPENING.SAVING_TOLD_MS + 2
    expect(here.told.length).toBeLessThanOrEqual(most)
    expect(here.told.map(({ bytes: done }) => done)).toEqual(here.told.map(({ bytes: done }) => done).toSorted((a, b) => a - b))
    expect(here.told.at(-1)).toEqual({ bytes: large.length, size: large.length })
  })

  it('is marked as somebody else’s where the system knows such a mark; elsewhere it goes without', async () => {
    const { here, folder, message } = await world()
    const { path } = expectOk(await save(here, message, folder))
    // What Windows keeps beside a file is a file of that name here.
    await markDownloaded(path, 0, 'win32')
    expect(readFileSync(`${path}:Zone.Identifier`, 'utf8')).toBe('[ZoneTransfer]\r\nZoneId=3\r\n')
    await markDownloaded(join(folder, 'none', 'x'), 0, 'win32')
    await markDownloaded(path, 0, 'darwin')
    await markDownloaded(path, 0, 'linux')
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

describe('[MEDIA-74] a set of files', () => {
  const files = [
    { path: ['사진', '1.jpg'], name: '1.jpg', bytes: someBytes(10, 1) },
    { path: ['사진', '여름', '2.jpg'], name: '2.jpg', bytes: someBytes(MEDIA.CHUNK_BYTES + 1, 2) },
    { path: ['..', '..', 'up.sh'], name: 'up.sh', bytes: new TextEncoder().encode('#!/bin/sh\n') },
    { path: ['빈.txt'], name: '빈.txt', bytes: new Uint8Array(0) },
  ]

  it('is a folder with its tree, each file in its place and nothing outside of it', async () => {
    const here = await filedProfile()
    const folder = join(here.home, 'to')
    mkdirSync(folder)
    const message = await here.postSet('여름휴가', files)
    const { path } = expectOk(await save(here, message, folder))
    expect(path).toBe(join(folder, '여름휴가'))
    const there = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()
    expect(there).toEqual(['file', 'file/file', 'file/file/up.sh', '빈.txt', '사진', '사진/1.jpg', '사진/여름', '사진/여름/2.jpg'])
    expect(readFileSync(join(path, '사진', '여름', '2.jpg')).equals(files[1]?.bytes ?? new Uint8Array())).toBe(true)
    expect(lstatSync(join(path, 'file', 'file', 'up.sh')).mode & MAY_RUN).toBe(0)
    const total = files.reduce((sum, file) => sum + file.bytes.length, 0)
    expect(here.told.at(-1)).toEqual({ bytes: total, size: total })
    // Once more: beside it, not into it.
    expect(expectOk(await save(here, message, folder)).path).toBe(join(folder, '여름휴가 (2)'))
    expect(readdirSync(folder).toSorted()).toEqual(['여름휴가', '여름휴가 (2)'])
  })

  it('says what is in it; what could run is said of each', async () => {
    const here = await filedProfile()
    const message = await here.postSet('여름휴가', files)
    const entries = expectOk(await here.desk.set(message, 0, 0))
    expect(entries.map(({ path, couldRun }) => [path.join('/'), couldRun])).toEqual([
      ['사진/1.jpg', false],
      ['사진/여름/2.jpg', false],
      ['file/file/up.sh', true],
      ['빈.txt', false],
    ])
    expect(expectOk(await here.desk.set(message, 0, 3))).toHaveLength(1)
    expect(expectOk(await here.desk.set(message, 0, 4))).toEqual([])
  })

  it('is not begun where one of its files is not here, or it is none', async () => {
    const here = await filedProfile()
    const folder = join(here.home, 'to')
    mkdirSync(folder)
    const message = await here.postSet('여름휴가', files)
    const inner = await here.media.store.list()
    const large = inner.find(({ size }) => size === MEDIA.CHUNK_BYTES + 1)
    if (large !== undefined) await here.media.store.forget(large.file)
    expect(await save(here, message, folder)).toEqual({ ok: false, code: 'NOT_HERE' })
    const none = await here.post([{ name: '폴더', bytes: someBytes(50), type: SET_TYPE }])
    expect(await save(here, none, folder)).toMatchObject({ ok: false, code: expect.stringMatching(/MALFORMED|UNSUPPORTED/) })
    expect(await here.desk.set(none, 0, 0)).toMatchObject({ ok: false })
    const huge = await here.post([
      { ...(await here.keep({ name: '폴더', bytes: someBytes(9) })), type: SET_TYPE, size: MEDIA.SET_BYTES + 1 },
    ])
    expect(await here.desk.set(huge, 0, 0)).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(readdirSync(folder)).toEqual([])
  })

  it(`comes in frames of so many bytes (OPENING.SET_FRAME_BYTES, ${OPENING.SET_FRAME_BYTES})`, async () => {
    const here = await filedProfile()
    const reference = await here.keep({ name: 'a', bytes: someBytes(1) })
    const many = Array.from({ length: 3000 }, (_, n) => ({ path: [`${n} ${'긴이름'.repeat(20)}.txt`], ...reference }))
    const message = await here.post([{ name: '많아요', bytes: expectOk(encodeSet(many)), type: SET_TYPE }])
    const names: SetEntry[] = []
    for (;;) {
      const part: readonly SetEntry[] = expectOk(await here.desk.set(message, 0, names.length))
      if (part.length === 0) break
      expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(OPENING.SET_FRAME_BYTES * 1.1)
      names.push(...part)
    }
    expect(names).toHaveLength(3000)
  })
})
