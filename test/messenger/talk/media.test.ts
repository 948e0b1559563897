/** MEDIA-5, MEDIA-9: messages with files, cards and places between people: how they show, are found, edited, deleted and kept. */
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../shared/codec/index.ts'
import { contentLine } from '../../../shared/i18n/index.ts'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { cardContent, mediaContent, placeContent } from '../../../shared/rooms/kinds/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { aReference } from '../../media/a-reference.ts'
import { PICTURES, bytesOf } from '../../pictures/some-pictures.ts'

interface Scene {
  readonly village: Village
  readonly mum: Villager
  readonly dad: Villager
  readonly room: RoomId
}

async function scene(): Promise<Scene> {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  return { village, mum, dad, room: await village.pair(mum, dad) }
}

const photo = aReference({ width: 24, height: 16, preview: bytesOf(PICTURES.webp) })
const voice = aReference({ name: '음성.ogg', type: 'audio/ogg', isVoice: true, durationMs: 7000, waveform: Uint8Array.of(1, 2, 3) })

async function sent({ village, mum, room }: Scene, caption = '소풍 @아빠'): Promise<MessageId> {
  const [message] = expectOk(mum.messenger.post(room, [{ kind: 'media', fields: expectOk(mediaContent([photo, voice], caption)) }]))
  await village.pass()
  if (message === undefined) throw new Error('not sent')
  return message
}

const shown = (who: Villager, message: MessageId) => expectOk(who.messenger.message(message))
const lastOf = (who: Villager, room: RoomId) => who.messenger.rooms().find((each) => each.room === room)?.last
const found = (who: Villager, text: string) => who.messenger.search(text).map(({ message }) => message.id)

describe('[MEDIA-5] a message with files', () => {
  it('shows them to both without their keys, with its caption', async () => {
    const here = await scene()
    const message = await sent(here)
    for (const who of [here.mum, here.dad]) {
      const view = shown(who, message)
      expect(view).toMatchObject({ kind: 'media', text: '소풍 @아빠', holds: { type: 'file', count: 2 } })
      expect(view.attachments).toEqual([
        {
          file: photo.file,
          sort: 'photo',
          name: '나들이.jpg',
          type: 'image/jpeg',
          size: 1000,
          width: 24,
          height: 16,
          preview: PICTURES.webp,
          couldRun: false,
        },
        {
          file: voice.file,
          sort: 'voice',
          name: '음성.ogg',
          type: 'audio/ogg',
          size: 1000,
          durationMs: 7000,
          waveform: 'AQID',
          couldRun: false,
        },
      ])
      // What shells are told is data that JSON can hold, and tells no key.
      expect(JSON.parse(JSON.stringify(view.attachments))).toEqual(view.attachments)
      expect(JSON.stringify(view)).not.toContain(toHex(photo.key).slice(0, 16))
    }
  })

  it('is found by its caption and by the names, and says in the list what it is', async () => {
    const here = await scene()
    const message = await sent(here)
    for (const words of ['소풍', '나들이', '음성']) expect(found(here.dad, words)).toEqual([message])
    expect(found(here.dad, '없는 말')).toEqual([])
    expect(lastOf(here.dad, here.room)).toMatchObject({ text: '소풍 @아빠', holds: { type: 'file', count: 2 } })
    expect(contentLine(lastOf(here.dad, here.room) ?? {}, 'ko')).toBe('파일 2개 · 소풍 @아빠')
  })

  it('[MSG-3] keeps its files when the caption is edited or taken away; what it said before is the caption', async () => {
    const here = await scene()
    const message = await sent(here, '봄')
    expectOk(here.mum.messenger.edit(message, '여름'))
    await here.village.pass()
    const view = shown(here.dad, message)
    expect([view.text, view.attachments.length, view.edited !== undefined]).toEqual(['여름', 2, true])
    expect(expectOk(here.dad.messenger.earlier(message)).map(({ text }) => text)).toEqual(['봄'])
    expect([found(here.dad, '여름'), found(here.dad, '나들이'), found(here.dad, '봄')]).toEqual([[message], [message], []])
    expectOk(here.mum.messenger.edit(message, ''))
    await here.village.pass()
    expect(shown(here.dad, message)).toMatchObject({ text: '', attachments: [{ name: '나들이.jpg' }, { name: '음성.ogg' }] })
  })

  it('is gone with its names when it is deleted, and stays through a rebuild', async () => {
    const here = await scene()
    const [kept, gone] = [await sent(here, '남아'), await sent(here, '가')]
    expectOk(here.mum.messenger.delete(gone))
    await here.village.pass()
    for (const who of [here.mum, here.dad]) {
      expect(shown(who, gone)).toMatchObject({ deleted: true, text: undefined, attachments: [], holds: undefined })
      expect(found(who, '나들이')).toEqual([kept])
      expectOk(who.messenger.rebuild())
      expect(shown(who, kept).attachments).toHaveLength(2)
      expect(found(who, '음성')).toEqual([kept])
    }
  })

  it('as many of them as fit go in one commit, with previews as large as they may be', async () => {
    const here = await scene()
    const contents = Array.from({ length: 12 }, () => ({
      kind: 'media',
      fields: expectOk(mediaContent([photo, photo, photo, photo], 'x'.repeat(9000))),
    }))
    const messages = expectOk(here.mum.messenger.post(here.room, contents))
    await here.village.pass()
    for (const message of messages) expect(shown(here.dad, message).attachments).toHaveLength(4)
  })
})

describe('[MEDIA-9] a card and a place', () => {
  it('show as what they are, and are not edited', async () => {
    const here = await scene()
    const card = { name: '김복순', phones: ['010-1234-5678'], mails: [] }
    const place = { latitude: 37.5665, longitude: 126.978, name: '시청' }
    const [one, two] = expectOk(
      here.mum.messenger.post(here.room, [
        { kind: 'card', fields: expectOk(cardContent(card)) },
        { kind: 'place', fields: expectOk(placeContent(place)) },
      ]),
    )
    await here.village.pass()
    if (one === undefined || two === undefined) throw new Error('not sent')
    expect(shown(here.dad, one)).toMatchObject({ kind: 'card', card, text: '', holds: { type: 'card', name: '김복순' } })
    expect(shown(here.dad, two)).toMatchObject({ kind: 'place', place, text: '' })
    expect(found(here.dad, '1234')).toEqual([one])
    expect(found(here.dad, '시청')).toEqual([two])
    expect(contentLine(lastOf(here.dad, here.room) ?? {}, 'ko')).toBe('장소 시청')
    expect(here.mum.messenger.edit(one, 'x')).toEqual({ ok: false, code: 'UNSUPPORTED' })
  })
})
