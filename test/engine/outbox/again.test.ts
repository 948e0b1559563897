/** [MEDIA-4] Files sent on: sealed anew for the other room from what is here, all of them or none, and nothing is left where it fails. */
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../shared/codec/index.ts'
import type { MessageId } from '../../../shared/ids/index.ts'
import { SET_TYPE } from '../../../shared/media/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { PICTURES, bytesOf as previewOf } from '../../pictures/some-pictures.ts'
import { someBytes } from '../../media/some-files.ts'
import { type Sender, aSender, bytesOf, filesIn, someFolder, taken } from './an-outbox.ts'

async function sent(sender: Sender, files: Readonly<Record<string, Uint8Array | string>>, caption = ''): Promise<MessageId> {
  const folder = someFolder(files)
  const posted = []
  for (const name of Object.keys(files))
    posted.push({ id: await taken(sender, `${folder}/${name}`), width: 40, height: 30, preview: previewOf(PICTURES.webp) })
  const [message] = expectOk(await sender.outbox.post(sender.room, posted, caption, {}))
  return message!
}

describe('a message with files that is sent on', () => {
  it('has the same bytes, names, facts and words in the other room, and other keys', async () => {
    const sender = await aSender()
    const other = expectOk(sender.who.messenger.createRoom({ name: '가게' }))
    const content = { '봄.bin': someBytes(300_000), '여름.txt': '더워' }
    const message = await sent(sender, content, '철마다')
    const [again] = expectOk(await sender.outbox.again(message, other))
    const [before, after] = [filesIn(sender, message), filesIn(sender, again)]
    expect(expectOk(sender.who.messenger.message(again!))).toMatchObject({ room: other, text: '철마다' })
    expect(after.map(({ name, width, height }) => [name, width, height])).toEqual(
      before.map(({ name, width, height }) => [name, width, height]),
    )
    for (const [index, file] of after.entries()) {
      expect(file.file).not.toBe(before[index]!.file)
      expect(toHex(file.key)).not.toBe(toHex(before[index]!.key))
      expect(file.preview).toEqual(before[index]!.preview)
      expect(await bytesOf(sender, file)).toEqual(await bytesOf(sender, before[index]!))
    }
    expect(sender.outbox.list()).toEqual([])
  })

  it('goes in part where only some of its files were chosen, and without its words', async () => {
    const sender = await aSender()
    const other = expectOk(sender.who.messenger.createRoom({ name: '가게' }))
    const message = await sent(sender, { '봄.txt': '따뜻해', '여름.txt': '더워', '가을.txt': '시원해' }, '철마다')
    const [again] = expectOk(await sender.outbox.again(message, other, [2, 0]))
    expect(filesIn(sender, again).map(({ name }) => name)).toEqual(['봄.txt', '가을.txt'])
    expect(expectOk(sender.who.messenger.message(again!)).text ?? '').toBe('')
    expect(await sender.outbox.again(message, other, [0, 3])).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(sender.outbox.list()).toEqual([])
  })

  it('is stored once in a room that has it already', async () => {
    const sender = await aSender()
    const message = await sent(sender, { 'a.bin': someBytes(50_000) })
    const before = (await sender.media.list()).length
    const [again] = expectOk(await sender.outbox.again(message, sender.room))
    expect(filesIn(sender, again)[0]?.file).toBe(filesIn(sender, message)[0]?.file)
    expect((await sender.media.list()).length).toBe(before)
  })

  it('takes a folder along with all that is in it', async () => {
    const sender = await aSender()
    const other = expectOk(sender.who.messenger.createRoom({ name: '가게' }))
    const folder = someFolder({ '메뉴/봄.txt': '냉이국', '메뉴/겨울/국.txt': '떡국' })
    const id = await taken(sender, `${folder}/메뉴`)
    const [message] = expectOk(await sender.outbox.post(sender.room, [{ id }], '', {}))
    const [again] = expectOk(await sender.outbox.again(message!, other))
    expect(filesIn(sender, again)[0]).toMatchObject({ type: SET_TYPE, name: '메뉴' })
    const [before, after] = await Promise.all(
      [message!, again!].map(async (each) => expectOk(await sender.who.messenger.media.partsOf(each, 0))),
    )
    expect(after!.map(({ path }) => path)).toEqual(before!.map(({ path }) => path))
    for (const [index, part] of after!.entries()) {
      expect(part.file).not.toBe(before![index]!.file)
      expect(await bytesOf(sender, part)).toEqual(await bytesOf(sender, before![index]!))
    }
  })

  it('is not sent at all where one of its files is not here, and says so of messages without any', async () => {
    const sender = await aSender()
    const other = expectOk(sender.who.messenger.createRoom({ name: '가게' }))
    const message = await sent(sender, { 'a.bin': someBytes(50_000), 'b.bin': someBytes(60_000) })
    await sender.media.forget(filesIn(sender, message)[1]!.file)
    const before = (await sender.media.list()).length
    expect(await sender.outbox.again(message, other)).toEqual({ ok: false, code: 'NOT_HERE' })
    expect((await sender.media.list()).length).toBe(before)
    const [words] = expectOk(sender.who.messenger.send(sender.room, ['글만']))
    expect(await sender.outbox.again(words!, other)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expectOk(sender.who.messenger.delete(message))
    expect(await sender.outbox.again(message, other)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })

  it('finds no room where the quota is full, and leaves nothing behind', async () => {
    const sender = await aSender({ profile: 200_000 })
    const other = expectOk(sender.who.messenger.createRoom({ name: '가게' }))
    const message = await sent(sender, { 'a.bin': someBytes(120_000) })
    expect(await sender.outbox.again(message, other)).toEqual({ ok: false, code: 'QUOTA' })
    expect(sender.outbox.list()).toEqual([])
    expect((await sender.media.list()).length).toBe(1)
    expect(expectOk(sender.who.messenger.messages(other))).toEqual([])
  })
})
