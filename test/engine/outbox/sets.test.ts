/** Files that only a set names: whoever may have the message's files may have them, and they are kept and erased as those are. */
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../../shared/limits.ts'
import { type RoomHandle, idFromBytes } from '../../../shared/ids/index.ts'
import { type MediaReference, SET_TYPE, encodeSet, sealedSize } from '../../../shared/media/index.ts'
import { FileReferences, Keeping } from '../../../shared/media-keeping/index.ts'
import type { RunningMessenger } from '../../../shared/messenger/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { mediaContent } from '../../../shared/rooms/kinds/index.ts'
import { aMessage } from '../../contract/store-rows.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { aReference } from '../../media/a-reference.ts'
import { sealedFile, someBytes } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'
import { filesHere, put } from '../../media-keeping/files-here.ts'
import { Village } from '../../harness/village.ts'
import { type Sender, aSender, someFolder, taken } from './an-outbox.ts'

const fileId = (n: number) => idFromBytes('file', new Uint8Array(32).fill(n))
const [set, a, b, lone] = [fileId(1), fileId(2), fileId(3), fileId(4)] as const

function aTable() {
  const store = memoryStore()
  store.messages.put(aMessage({ n: 1, room: 7, files: [set, lone] }))
  store.messages.put(aMessage({ n: 2, room: 8, files: [a] }))
  const references = new FileReferences(store)
  references.sets.note(set, [a, b, a, set])
  return { store, references }
}

describe('[MEDIA-64] a message that refers to a set', () => {
  test('refers to what the set names, beside what other messages do', () => {
    const { store, references } = aTable()
    expect(references.sets.of(set)).toEqual([a, b])
    expect([references.has(b), references.has(fileId(9)), store.references.has(b)]).toEqual([true, false, false])
    expect(references.of(b)).toEqual(references.of(set))
    expect(new Set(references.of(a).map(({ room }) => room))).toEqual(new Set([7, 8]))
    expect([references.ofRoom(7), references.ofRoom(8), references.ofRoom(9)]).toEqual([[set, a, b, lone].toSorted(), [a], []])
    // Another one over the same store knows as much.
    expect(new FileReferences(store).of(b)).toEqual(references.of(set))
  })

  test('takes what the set names along when it goes', () => {
    const { store, references } = aTable()
    const dropped: unknown[] = []
    references.onDropped((files) => dropped.push(...files))
    const [reference] = references.of(set)
    if (reference === undefined) throw new Error('a message')
    store.messages.remove(reference.room, reference.message)
    expect(new Set(dropped)).toEqual(new Set([set, lone, a, b]))
    expect([references.has(b), references.has(a)]).toEqual([false, true])
  })
})

describe('[MEDIA-64] what a set names', () => {
  const part = sealedFile(someBytes(500, 3))
  const other = sealedFile(someBytes(700, 4))

  async function aKeeper() {
    const village = new Village()
    const store = memoryStore()
    const mum = village.personOn('Mum', store)
    const { media, keeping } = filesHere({ store, account: mum.account }, village.clock)
    for (const file of [part, other]) await put(media, file)
    return { village, store, media, keeping, account: mum.account }
  }

  test('is kept while a reason to keep the set is there, and erased with it', async () => {
    const { village, media, keeping } = await aKeeper()
    keeping.claim(set, 'somebody', village.clock.now() + 1000)
    keeping.references.sets.note(set, [part.file])
    await keeping.sweep()
    expect((await media.list()).map(({ file }) => file)).toEqual([part.file])
    village.clock.advance(1000)
    await keeping.settled()
    await keeping.settled()
    expect(await media.list()).toEqual([])
    expect(keeping.references.sets.all()).toEqual([])
  })

  test('counts in the rooms of the set', async () => {
    const { store, keeping } = await aKeeper()
    store.messages.put(aMessage({ n: 1, room: 7, files: [set] }))
    keeping.references.sets.note(set, [part.file])
    const { rooms } = await keeping.use()
    expect(rooms.get(7)).toEqual({ bytes: sealedSize(part.size), files: 1 })
  })

  test('is given up for others as any file: with another holder, and not what is claimed', async () => {
    const { village, store, media, account } = await aKeeper()
    const quotas = () => ({ profile: sealedSize(part.size) + sealedSize(other.size), room: Number.MAX_SAFE_INTEGER })
    const keeping = new Keeping({ store, media, clock: village.clock, account, quotas })
    store.messages.put(aMessage({ n: 1, room: 7, files: [set, other.file] }))
    keeping.references.sets.note(set, [part.file])
    expect(await keeping.makeRoom(undefined, 100, [7])).toEqual({ ok: false, code: 'QUOTA' })
    keeping.noteWhole(aMessage({ n: 3 }).device, [part.file])
    keeping.claim(set, 'send/x')
    expect(await keeping.makeRoom(undefined, 100, [7])).toEqual({ ok: false, code: 'QUOTA' })
    keeping.release(set, 'send/x')
    await keeping.settled()
    expectOk(await keeping.makeRoom(undefined, 100, [7]))
    expect((await media.list()).map(({ file }) => file)).toEqual([other.file])
    // The message is there still, and what the set names can be fetched again.
    expect(keeping.references.has(part.file)).toBe(true)
    await keeping.stop()
  })
})

describe('[MEDIA-64] a folder that somebody sent', () => {
  async function atBoth() {
    const village = new Village()
    const sender = await aSender({ village })
    const [dad, stranger] = [village.person('dad'), village.person('stranger')]
    const room = await village.pair(sender.who, dad)
    await village.pair(sender.who, stranger)
    await village.pass()
    const folder = someFolder({ 'a.txt': someBytes(MEDIA.CHUNK_BYTES + 5), 'b/c.txt': someBytes(900, 2) })
    const id = await taken({ ...sender, room }, folder)
    const [message] = expectOk(await sender.outbox.post(room, [{ id }], '', {}))
    if (message === undefined) throw new Error('a message')
    await village.pass()
    return { village, sender, dad: dad.messenger, stranger: stranger.messenger, room, message }
  }

  /** Its files lie on a real disk, which takes its own time. */
  async function passing(village: Village, until: () => boolean, ms = 60_000): Promise<void> {
    for (let at = 0; at < ms && !until(); at += 20) {
      await settled()
      await new Promise((go) => setTimeout(go, 1))
      village.clock.advance(20)
    }
    await settled()
  }

  async function fetchPart(
    village: Village,
    by: RunningMessenger,
    sender: Sender,
    file: Pick<MediaReference, 'file' | 'size'>,
    handle: RoomHandle,
  ) {
    let end: string | undefined
    const fetch = by.media.hub.fetch({
      ...{ room: handle, file: file.file, size: file.size },
      sources: () => [sender.who.messenger.me().device],
      changed: () => {},
      ended: (how) => (end = how),
    })
    await passing(village, () => end !== undefined)
    fetch.cancel()
    return end
  }

  test('comes whole: the set, then what it names, to whoever may have the message’s files', async () => {
    const { village, sender, dad, stranger, room, message } = await atBoth()
    expect(await dad.media.partsOf(message, 0)).toEqual({ ok: false, code: 'NOT_HERE' })
    expectOk(dad.media.fetch(message, 0))
    await passing(village, () => dad.media.transfers().length === 0)
    const parts = expectOk(await dad.media.partsOf(message, 0))
    expect(parts.map(({ path }) => path)).toEqual([['a.txt'], ['b', 'c.txt']])
    const handle = dad.roomBook.byId(room)?.core.handle
    if (handle === undefined) throw new Error('a room')
    for (const part of parts) expect(await fetchPart(village, dad, sender, part, handle)).toBe('done')
    const device = stranger.me().device
    const { files } = sender.who.messenger.media
    expect(parts.map(({ file }) => [files.mayHave(dad.me().device, handle, file), files.mayHave(device, handle, file)])).toEqual([
      [true, false],
      [true, false],
    ])
    // Dad serves it on, by the same message.
    expect(dad.media.files.mayHave(sender.who.messenger.me().device, handle, parts[0]?.file ?? set)).toBe(true)
    expectOk(sender.who.messenger.delete(message))
    await village.pass()
    expect(dad.media.files.mayHave(sender.who.messenger.me().device, handle, parts[0]?.file ?? set)).toBe(false)
    expect(await dad.media.partsOf(message, 0)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })

  test('is read only where a message says that it is one, and by its content is', async () => {
    const { sender, room } = await atBoth()
    const { messenger } = sender.who
    const post = async (bytes: Uint8Array, parts: Partial<MediaReference>) => {
      const file = sealedFile(bytes)
      await put(sender.media, file)
      const reference = aReference({ file: file.file, key: file.key, size: file.size, ...parts })
      const [id] = expectOk(messenger.post(room, [{ kind: 'media', fields: expectOk(mediaContent([reference])) }]))
      if (id === undefined) throw new Error('a message')
      return messenger.media.partsOf(id, 0)
    }
    const inner = { path: ['x'], file: a, key: new Uint8Array(32), size: 1, type: SET_TYPE }
    const content = expectOk(encodeSet([inner]))
    expect(await post(content, { type: 'text/plain' })).toEqual({ ok: false, code: 'NOT_A_SET' })
    expect(await post(someBytes(100), { type: SET_TYPE })).toEqual({ ok: false, code: 'MALFORMED' })
    expect(await post(someBytes(10), { type: SET_TYPE, size: MEDIA.SET_BYTES + 1 })).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(await post(content, { type: SET_TYPE, key: new Uint8Array(32) })).toEqual({ ok: false, code: 'MALFORMED' })
    expect(expectOk(await post(content, { type: SET_TYPE }))).toMatchObject([{ path: ['x'] }])
  })
})
