/** What is about to be sent: given piece by piece, bounded, claimed until a message has it, gone when it is not posted. */
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { PICTURES, bytesOf as pictureBytes } from '../../pictures/some-pictures.ts'
import { someBytes } from '../../media/some-files.ts'
import { aSender, bytesOf, filesIn, isHeld, settledFile, someFolder, taken, type Sender } from './an-outbox.ts'

const CHUNK = MEDIA.CHUNK_BYTES

async function given(sender: Sender, bytes: Uint8Array, name = 'a.bin', piece = 100_000): Promise<string> {
  const { id } = expectOk(await sender.outbox.begin(sender.room, name, bytes.length))
  for (let at = 0; at < bytes.length; at += piece) expectOk(await sender.outbox.give(id, bytes.slice(at, at + piece), false))
  expectOk(await sender.outbox.give(id, new Uint8Array(0), true))
  await settledFile(sender, id)
  return id
}

describe('what a page gives', () => {
  test('[MEDIA-65] is sealed as it comes, and a message has it with what the sender knows of it', async () => {
    const sender = await aSender()
    const bytes = someBytes(2 * CHUNK + 77)
    const id = await given(sender, bytes, '../나들이.bin')
    expect(sender.outbox.list()).toMatchObject([{ id, name: '나들이.bin', state: 'ready', bytes: bytes.length, size: bytes.length }])
    const preview = pictureBytes(PICTURES.webp)
    const facts = { id, width: 40, height: 30, preview, waveform: someBytes(500), durationMs: -1 }
    const [message] = expectOk(await sender.outbox.post(sender.room, [facts], '바다', {}))
    const [file] = filesIn(sender, message)
    if (file === undefined) throw new Error('a file')
    expect(file).toMatchObject({ name: '나들이.bin', width: 40, height: 30, preview, size: bytes.length })
    expect(Object.keys(file)).not.toContain('waveform')
    expect(await bytesOf(sender, file)).toEqual(Buffer.from(bytes))
    expect(sender.outbox.list()).toEqual([])
    // Nothing but the message keeps it, and that is enough.
    expect(sender.home.database.values.list('media/kept')).toEqual([])
    await sender.keeping.sweep()
    expect(await isHeld(sender, file.file)).toBe(true)
  })

  test('[MEDIA-61] is answered when the store has taken it, so that one piece waits at most', async () => {
    const sender = await aSender()
    const { id } = expectOk(await sender.outbox.begin(sender.room, 'a'))
    const order: string[] = []
    const first = sender.outbox.give(id, someBytes(3 * CHUNK), false).then(() => order.push('first'))
    const second = sender.outbox.give(id, someBytes(3 * CHUNK), false).then(() => order.push('second'))
    await Promise.all([first, second])
    expect(order).toEqual(['first', 'second'])
    const { bytes } = await sender.media.usage()
    expect(bytes).toBeGreaterThanOrEqual(5 * CHUNK)
  })

  test('[MEDIA-60] is no sweep’s while it waits for its message, and gone once it is discarded', async () => {
    const sender = await aSender()
    const id = await given(sender, someBytes(CHUNK + 1))
    await sender.keeping.sweep()
    expect((await sender.media.usage()).files).toBe(1)
    await sender.outbox.discard(id)
    await sender.keeping.settled()
    expect(await sender.media.usage()).toEqual({ files: 0, bytes: 0 })
    expect(sender.home.names()).toEqual([])
    expect(sender.told.at(-1)).toMatchObject({ id, state: 'failed', code: 'CANCELLED' })
    expect(await sender.outbox.post(sender.room, [{ id }], '', {})).toEqual({ ok: false, code: 'NO_OUTGOING' })
  })

  test('[MEDIA-60] is gone when it is discarded in the middle, and when the outbox ends', async () => {
    const sender = await aSender()
    const half = expectOk(await sender.outbox.begin(sender.room, 'a', 10 * CHUNK))
    expectOk(await sender.outbox.give(half.id, someBytes(2 * CHUNK), false))
    const waiting = sender.outbox.give(half.id, someBytes(CHUNK), false)
    await sender.outbox.discard(half.id)
    await waiting
    expect(await sender.outbox.give(half.id, someBytes(1), false)).toEqual({ ok: false, code: 'NO_OUTGOING' })
    await given(sender, someBytes(1000))
    await sender.outbox.stop()
    await sender.keeping.settled()
    expect(sender.home.names()).toEqual([])
    expect(await sender.outbox.begin(sender.room, 'b')).toEqual({ ok: false, code: 'NOT_READY' })
  })

  test('[MEDIA-60] is gone after MEDIA.OUTGOING_KEPT_MS, and not before', async () => {
    const sender = await aSender()
    await given(sender, someBytes(100))
    sender.village.clock.advance(MEDIA.OUTGOING_KEPT_MS - 1)
    expect(sender.outbox.list()).toHaveLength(1)
    sender.village.clock.advance(1)
    expect(sender.outbox.list()).toEqual([])
    await sender.keeping.settled()
    expect((await sender.media.usage()).files).toBe(0)
  })

  test('[MEDIA-61] ends when the page is quiet for MEDIA.OUTGOING_QUIET_MS', async () => {
    const sender = await aSender()
    const { id } = expectOk(await sender.outbox.begin(sender.room, 'a', 10))
    sender.village.clock.advance(MEDIA.OUTGOING_QUIET_MS - 1)
    expectOk(await sender.outbox.give(id, someBytes(4), false))
    sender.village.clock.advance(MEDIA.OUTGOING_QUIET_MS - 1)
    expect(sender.outbox.list()).toHaveLength(1)
    sender.village.clock.advance(1)
    expect(sender.outbox.list()).toEqual([])
  })

  test('[MEDIA-61] of MEDIA.OUTGOING_FILES is enough, another is refused and none of them harmed', async () => {
    const sender = await aSender()
    for (let n = 0; n < MEDIA.OUTGOING_FILES; n += 1) expectOk(await sender.outbox.begin(sender.room, `${n}`, 1))
    expect(await sender.outbox.begin(sender.room, 'one more', 1)).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(await sender.outbox.take(sender.room, someFolder())).toEqual({ ok: false, code: 'TOO_MANY' })
    const [first] = sender.outbox.list()
    await sender.outbox.discard(first?.id ?? '')
    expectOk(await sender.outbox.begin(sender.room, 'now', 1))
  })

  test.each([
    ['more', 11],
    ['less', 9],
  ])('[MEDIA-61] of %s than was said is refused', async (_, length) => {
    const sender = await aSender()
    const { id } = expectOk(await sender.outbox.begin(sender.room, 'a', 10))
    await sender.outbox.give(id, someBytes(length), true)
    expect(await settledFile(sender, id)).toMatchObject({ state: 'failed', code: 'CHANGED' })
    expect(await sender.outbox.post(sender.room, [{ id }], '', {})).toEqual({ ok: false, code: 'CHANGED' })
    expect(await sender.outbox.give(id, someBytes(1), false)).toEqual({ ok: false, code: 'CHANGED' })
    expect(sender.home.names()).toEqual([])
  })

  test('[MEDIA-61] has room made for it, beside what others were promised', async () => {
    const sender = await aSender({ profile: 4 * CHUNK })
    expectOk(await sender.outbox.begin(sender.room, 'a', 2 * CHUNK))
    expect(await sender.outbox.begin(sender.room, 'b', 2 * CHUNK)).toEqual({ ok: false, code: 'QUOTA' })
    const small = expectOk(await sender.outbox.begin(sender.room, 'c', CHUNK))
    await sender.outbox.discard(small.id)
    // Of no known length: as far as it goes, whatever MEDIA.OUTGOING_STEP_BYTES would be.
    const unknown = expectOk(await sender.outbox.begin(sender.room, 'd'))
    expectOk(await sender.outbox.give(unknown.id, someBytes(CHUNK), false))
    expect(await sender.outbox.give(unknown.id, someBytes(4 * CHUNK), false)).toEqual({ ok: false, code: 'QUOTA' })
  })

  test('[MEDIA-61] counts for its room before a message refers to it', async () => {
    const sender = await aSender({ room: 3 * CHUNK })
    await given(sender, someBytes(2 * CHUNK))
    expect(await sender.outbox.begin(sender.room, 'b', CHUNK)).toEqual({ ok: false, code: 'QUOTA' })
    const other = expectOk(sender.who.messenger.createRoom({ name: 'other' }))
    expectOk(await sender.outbox.begin(other, 'b', CHUNK))
  })

  test('[MEDIA-61] is told of at most each MEDIA.OUTGOING_TOLD_MS, and when it is ready', async () => {
    const sender = await aSender()
    await given(sender, someBytes(20 * CHUNK))
    expect(sender.told.length).toBeLessThanOrEqual(2)
    expect(sender.told.at(-1)).toMatchObject({ state: 'ready' })
    sender.village.clock.advance(MEDIA.OUTGOING_TOLD_MS)
    const { id } = expectOk(await sender.outbox.begin(sender.room, 'b', 2 * CHUNK))
    expectOk(await sender.outbox.give(id, someBytes(2 * CHUNK), false))
    expect(sender.told.at(-1)).toMatchObject({ id, state: 'sealing', bytes: CHUNK })
  })
})

describe('posting', () => {
  test('[MEDIA-65] waits for all: one that is not sealed, of another room or unknown keeps the others where they are', async () => {
    const sender = await aSender()
    const ready = await given(sender, someBytes(10))
    const open = expectOk(await sender.outbox.begin(sender.room, 'open', 10)).id
    const other = expectOk(sender.who.messenger.createRoom({ name: 'other' }))
    const post = (room: typeof other, ...ids: readonly string[]) =>
      sender.outbox.post(
        room,
        ids.map((id) => ({ id })),
        '',
        {},
      )
    expect(await post(sender.room, ready, open)).toEqual({ ok: false, code: 'NOT_READY' })
    expect(await post(sender.room, ready, 'nobody’s')).toEqual({ ok: false, code: 'NO_OUTGOING' })
    expect(await post(other, ready)).toEqual({ ok: false, code: 'NO_OUTGOING' })
    expect(await post(sender.room, ready, ready)).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    const [first, second] = await Promise.all([post(sender.room, ready), post(sender.room, ready)])
    expect([first.ok, second]).toEqual([true, { ok: false, code: 'NOT_READY' }])
  })

  test('[MEDIA-65] what the disk has lost is not posted', async () => {
    const sender = await aSender()
    const id = await given(sender, someBytes(10))
    for (const { file } of await sender.media.list()) await sender.media.forget(file)
    expect(await sender.outbox.post(sender.room, [{ id }], '', {})).toEqual({ ok: false, code: 'NOT_HERE' })
    expect(sender.outbox.list()).toHaveLength(1)
  })

  test('[MEDIA-65] what does not fit one message becomes several, the words with the first', async () => {
    const sender = await aSender()
    const files: { id: string }[] = []
    for (let n = 0; n < 4; n += 1) files.push({ id: await given(sender, someBytes(10 + n), `${n}${'가'.repeat(80)}.txt`) })
    const caption = 'ㄱ'.repeat(5000)
    const ids = expectOk(await sender.outbox.post(sender.room, files, caption, {}))
    expect(ids.length).toBeGreaterThan(1)
    const all = ids.flatMap((message) => filesIn(sender, message))
    expect(all.map(({ name }) => name[0])).toEqual(['0', '1', '2', '3'])
    const texts = ids.map((message) => expectOk(sender.who.messenger.message(message)).text)
    expect(texts.map((text) => text === caption)).toEqual(ids.map((_, at) => at === 0))
  })

  test('[MEDIA-65] words that fit no message refuse the message, and the files stay', async () => {
    const sender = await aSender()
    const id = await given(sender, someBytes(10))
    expect(await sender.outbox.post(sender.room, [{ id }], 'ㄱ'.repeat(6000), {})).toEqual({ ok: false, code: 'TOO_LONG' })
    expectOk(await sender.outbox.post(sender.room, [{ id }], '짧게', {}))
  })

  test('[MEDIA-65] a recording is a voice, whatever else its container could hold', async () => {
    const sender = await aSender()
    const webm = Buffer.concat([Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'), someBytes(100)])
    const id = await given(sender, new Uint8Array(webm), '음성.webm')
    expect(sender.outbox.list()[0]?.type).toBe('video/webm')
    const [message] = expectOk(await sender.outbox.post(sender.room, [{ id, isVoice: true, durationMs: 3000 }], '', {}))
    expect(filesIn(sender, message)).toMatchObject([{ isVoice: true, type: 'audio/webm', durationMs: 3000 }])
  })

  test('[MEDIA-66] a file that comes again is stored once, by path and in pieces, and outlives neither of its messages', async () => {
    const sender = await aSender()
    const bytes = someBytes(CHUNK + 9)
    const path = `${someFolder({ 'a.bin': bytes })}/a.bin`
    const [first] = expectOk(await sender.outbox.post(sender.room, [{ id: await taken(sender, path) }], '', {}))
    const [second] = expectOk(await sender.outbox.post(sender.room, [{ id: await taken(sender, path) }], '', {}))
    const [third] = expectOk(await sender.outbox.post(sender.room, [{ id: await given(sender, bytes) }], '', {}))
    const files = [first, second, third].map((message) => filesIn(sender, message)[0]?.file)
    expect(new Set(files).size).toBe(1)
    await sender.keeping.settled()
    expect((await sender.media.usage()).files).toBe(1)
    for (const message of [first, second]) if (message !== undefined) expectOk(sender.who.messenger.delete(message))
    await sender.keeping.settled()
    expect((await sender.media.usage()).files).toBe(1)
    if (third !== undefined) expectOk(sender.who.messenger.delete(third))
    await sender.keeping.settled()
    expect((await sender.media.usage()).files).toBe(0)
    // Another room has a key of its own.
    const other = expectOk(sender.who.messenger.createRoom({ name: 'other' }))
    const again = expectOk(await sender.outbox.take(other, path))
    await settledFile(sender, again.id)
    const here = await taken(sender, path)
    const [mine] = expectOk(await sender.outbox.post(sender.room, [{ id: here }], '', {}))
    const [theirs] = expectOk(await sender.outbox.post(other, [{ id: again.id }], '', {}))
    expect(filesIn(sender, mine)[0]?.file).not.toBe(filesIn(sender, theirs)[0]?.file)
  })

  test('[MEDIA-66] the same file twice in one message, or in one folder, is stored once', async () => {
    const sender = await aSender()
    const folder = someFolder({ a: someBytes(CHUNK + 9), 'b/c': someBytes(CHUNK + 9), d: 'x' })
    const ids = [await taken(sender, `${folder}/a`), await taken(sender, `${folder}/b/c`)]
    await sender.keeping.settled()
    expect((await sender.media.usage()).files).toBe(1)
    await sender.outbox.discard(ids[0] ?? '')
    await sender.keeping.settled()
    expectOk(await sender.outbox.post(sender.room, [{ id: ids[1] ?? '' }], '', {}))
    const other = expectOk(sender.who.messenger.createRoom({ name: 'other' }))
    const set = await taken({ ...sender, room: other }, folder)
    expectOk(await sender.outbox.post(other, [{ id: set }], '', {}))
    await sender.keeping.sweep()
    // The one of the first room; of the second the set, the twins and the other one.
    expect((await sender.media.usage()).files).toBe(4)
  })

  test('[MEDIA-66] a message that goes while its file comes again does not take it along', async () => {
    const sender = await aSender()
    const path = `${someFolder({ 'a.bin': someBytes(CHUNK) })}/a.bin`
    const [first] = expectOk(await sender.outbox.post(sender.room, [{ id: await taken(sender, path) }], '', {}))
    const again = await taken(sender, path)
    if (first !== undefined) expectOk(sender.who.messenger.delete(first))
    await sender.keeping.sweep()
    const [second] = expectOk(await sender.outbox.post(sender.room, [{ id: again }], '', {}))
    const [file] = filesIn(sender, second)
    expect(file !== undefined && (await isHeld(sender, file.file))).toBe(true)
  })

  test('[MEDIA-9] cards and places are said, as answers too', async () => {
    const sender = await aSender()
    const place = { kind: 'place', latitude: 37.5665, longitude: 126.978, name: '시청' } as const
    const first = expectOk(sender.outbox.say(sender.room, place))
    const card = { kind: 'card', name: '이모', phones: ['010-1234-5678'], mails: [] } as const
    const second = expectOk(sender.outbox.say(sender.room, card, first))
    expect(expectOk(sender.who.messenger.message(second))).toMatchObject({ kind: 'card', replyTo: first })
    expect(sender.outbox.say(sender.room, { ...card, name: '' })).toEqual({ ok: false, code: 'BAD_CONTENT' })
    expect(sender.outbox.say(sender.room, { ...place, latitude: 91 })).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })
})
