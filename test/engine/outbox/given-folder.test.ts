/** [MEDIA-67] A folder that a page gives file by file: it keeps its tree, and lies nowhere but below itself. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { MEDIA } from '../../../shared/limits.ts'
import { SET_TYPE } from '../../../shared/media/index.ts'
import { outboxContract } from '../../../shared/rpc/outbox.ts'
import { GivenFolder } from '../../../src-main/engine/outbox/given-folder.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { someBytes } from '../../media/some-files.ts'
import { type Sender, aSender, bytesOf, filesIn, settledFile } from './an-outbox.ts'

type Files = readonly (readonly [place: readonly string[], bytes: Uint8Array])[]

const PIECE = 100_000
const encoder = new TextEncoder()

async function given({ outbox, room }: Sender, name: string, files: Files, leftOut?: number): Promise<string> {
  const size = files.reduce((sum, [, { length }]) => sum + length, 0)
  const { id } = expectOk(await outbox.beginFolder(room, name, size, leftOut))
  for (const [place, bytes] of files) {
    expectOk(outbox.beginPart(id, place, bytes.length))
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE)
      expectOk(await outbox.give(id, bytes.slice(at, at + PIECE), at + PIECE >= bytes.length))
  }
  expectOk(outbox.endFolder(id))
  return id
}

async function posted(sender: Sender, id: string) {
  expect((await settledFile(sender, id)).state).toBe('ready')
  const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
  const [set] = filesIn(sender, message)
  return { set, parts: expectOk(await sender.who.messenger.media.partsOf(message!, 0)) }
}

describe('a folder that is given file by file', () => {
  it('becomes one set with its tree, its bytes and what was left out of it', async () => {
    const sender = await aSender()
    const files: Files = [
      [['봄.txt'], encoder.encode('냉이국')],
      [['겨울', '국', '떡국.bin'], someBytes(2 * MEDIA.CHUNK_BYTES + 5)],
      [['빈 것'], new Uint8Array(0)],
    ]
    const id = await given(sender, '메뉴', files, 2)
    expect(await settledFile(sender, id)).toMatchObject({ name: '메뉴', files: 3, leftOut: 2, type: SET_TYPE })
    const { set, parts } = await posted(sender, id)
    expect(set).toMatchObject({ name: '메뉴', type: SET_TYPE })
    expect(parts.map(({ path, size }) => [path, size])).toEqual(files.map(([place, { length }]) => [place, length]))
    for (const [at, [, bytes]] of files.entries()) expect(await bytesOf(sender, parts[at]!)).toEqual(Buffer.from(bytes))
  })

  it('has places that are safe on every system, each its own', async () => {
    const sender = await aSender()
    const one = encoder.encode('x')
    const id = await given(sender, '../../etc', [
      [['..\\..\\autorun.inf'], one],
      [['CON', 'a:b.txt'], one],
      [['A.txt'], one],
      [['a.txt'], one],
      [['. .'], one],
    ])
    const { set, parts } = await posted(sender, id)
    expect(set?.name).toBe('etc')
    expect(parts.map(({ path }) => path.join('|'))).toEqual(['autorun.inf', '_CON|a b.txt', 'A.txt', 'a (2).txt', 'file'])
  })

  it('is bounded in its files, its depth and its bytes, and is named no further than it was said to be', () => {
    const folder = new GivenFolder(10)
    expect(
      folder.next(
        Array.from({ length: MEDIA.SET_PATH_PARTS + 1 }, () => 'a'),
        0,
      ),
    ).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(folder.next(['a'.repeat(MEDIA.SET_PATH_BYTES)], 0)).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(folder.finish()).toEqual({ ok: false, code: 'EMPTY' })
    expect(folder.next(['a'], 11)).toEqual({ ok: false, code: 'CHANGED' })
    expectOk(folder.next(['a'], 9))
    expect([folder.next(['b'], 1), folder.finish()]).toEqual([
      { ok: false, code: 'OUT_OF_RANGE' },
      { ok: false, code: 'OUT_OF_RANGE' },
    ])
    folder.pieces?.finish()
    expect([folder.next(['b'], 2), folder.finish()]).toEqual([
      { ok: false, code: 'CHANGED' },
      { ok: false, code: 'CHANGED' },
    ])
    for (let at = 1; at < MEDIA.SET_FILES; at += 1) {
      expectOk(folder.next([`${at}`], at === 1 ? 1 : 0))
      folder.pieces?.finish()
    }
    expect(folder.next(['more'], 0)).toEqual({ ok: false, code: 'TOO_MANY' })
    expectOk(folder.finish())
    expect(folder.next(['late'], 0)).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })

  it('leaves nothing behind when it is given up, or one of its files is not as long as was said', async () => {
    const sender = await aSender()
    const { outbox, room } = sender
    const half = expectOk(await outbox.beginFolder(room, '반', 200_000))
    expectOk(outbox.beginPart(half.id, ['a'], 100_000))
    expectOk(await outbox.give(half.id, someBytes(100_000), true))
    expectOk(outbox.beginPart(half.id, ['b'], 100_000))
    expectOk(await outbox.give(half.id, someBytes(10), false))
    await outbox.discard(half.id)
    const short = expectOk(await outbox.beginFolder(room, '짧아요', 100))
    expectOk(outbox.beginPart(short.id, ['a'], 100))
    await outbox.give(short.id, someBytes(10), true)
    expect((await settledFile(sender, short.id)).code).toBe('CHANGED')
    expect(outbox.beginPart(short.id, ['b'], 0)).toEqual({ ok: false, code: 'CHANGED' })
    expect(await outbox.give(short.id, someBytes(1), true)).toEqual({ ok: false, code: 'CHANGED' })
    await outbox.discard(short.id)
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    const single = expectOk(await outbox.begin(room, 'a', 1))
    expect(outbox.beginPart(single.id, ['a'], 1)).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })

  it.each([
    ['above it', ['..', 'etc', 'passwd']],
    ['above it further down', ['a', '..', '..', 'b']],
    ['nowhere', ['.']],
    ['from the root', ['', 'etc']],
    ['in one word', ['a/b']],
    ['with a NUL', ['a\0.txt']],
    ['without a name', []],
    ['too deep', Array.from({ length: MEDIA.SET_PATH_PARTS + 1 }, () => 'a')],
    ['too long', ['a'.repeat(MEDIA.SET_PATH_BYTES + 1)]],
    ['not as parts', 'a/b'],
  ])('is refused a file that would lie %s', (_, path) => {
    const { input } = outboxContract['outbox.beginPart']
    expect(v.safeParse(input, { id: 'a', path, size: 1 }).success).toBe(false)
    expect(v.safeParse(input, { id: 'a', path: ['a', 'b'], size: 1 }).success).toBe(true)
  })
})
