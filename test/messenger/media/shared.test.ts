/** [MEDIA-75] What a room was given, as people find it again. */
import { describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { OPENING } from '../../../shared/limits.ts'
import type { MediaReference } from '../../../shared/media/index.ts'
import type { SharedFile, SharedOptions } from '../../../shared/messenger/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { mediaContent } from '../../../shared/rooms/kinds/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { aReference } from '../../media/a-reference.ts'

interface Scene {
  readonly village: Village
  readonly mum: Villager
  readonly room: RoomId
  post(files: readonly Partial<MediaReference>[], caption?: string): Promise<MessageId>
}

async function scene(): Promise<Scene> {
  const village = new Village()
  const mum = village.person('엄마')
  const room = expectOk(mum.messenger.createRoom({ name: '우리집' }))
  return {
    ...{ village, mum, room },
    async post(files, caption = '') {
      const references = files.map((file, at) => aReference({ file: idFromBytes('file', new Uint8Array(32).fill(at + 1)), ...file }))
      const [message] = expectOk(mum.messenger.post(room, [{ kind: 'media', fields: expectOk(mediaContent(references, caption)) }]))
      await village.pass()
      if (message === undefined) throw new Error('a message')
      return message
    },
  }
}

async function say({ village, mum, room }: Scene, text: string): Promise<MessageId> {
  const [message] = expectOk(mum.messenger.send(room, [text]))
  await village.pass()
  if (message === undefined) throw new Error('a message')
  return message
}

/** All steps; how many there were. */
function list({ mum, room }: Scene, options: SharedOptions): { readonly found: readonly SharedFile[]; readonly steps: number } {
  const given = mum.messenger.sharedFiles(room, options)
  for (let steps = 1; ; steps += 1) {
    const step = given.next()
    if (step.done === true) return { found: expectOk(step.value), steps }
  }
}

const names = (found: readonly SharedFile[]) => found.map(({ attachment, link }) => attachment?.name ?? link)
const photo = { name: '나들이.jpg', type: 'image/jpeg' }
const film = { name: '돌잔치.mp4', type: 'video/mp4' }
const paper = { name: '계약서.pdf', type: 'application/pdf' }
const song = { name: '노래.mp3', type: 'audio/mpeg' }
const voice = { name: '음성.webm', type: 'audio/webm', isVoice: true }

describe('[MEDIA-75] what a room was given', () => {
  it('is listed by its sort, newest first, each with its place in its message', async () => {
    const here = await scene()
    const first = await here.post([photo, paper, film])
    const second = await here.post([song, voice])
    expect(list(here, { sort: 'pictures' }).found.map(({ message, index, attachment }) => [message, index, attachment?.sort])).toEqual([
      [first, 0, 'photo'],
      [first, 2, 'video'],
    ])
    expect(names(list(here, { sort: 'files' }).found)).toEqual(['노래.mp3', '계약서.pdf'])
    expect(list(here, { sort: 'voices' }).found).toMatchObject([{ message: second, index: 1, author: { name: '엄마' }, link: undefined }])
  })

  it('links are those of the web in what was said, each once in a message', async () => {
    const here = await scene()
    await say(here, 'mum@example.com 에게 https://example.com/a 그리고 https://example.com/a, naver.me/x')
    await say(here, '오늘은 없어요. 3.5점')
    await here.post([photo], '사진은 https://photos.example/앨범')
    expect(names(list(here, { sort: 'links' }).found)).toEqual([
      'https://photos.example/%EC%95%A8%EB%B2%94',
      'https://example.com/a',
      'https://naver.me/x',
    ])
    expect(names(list(here, { sort: 'links', search: '앨범' }).found)).toHaveLength(1)
  })

  it('is found by name, by initial consonants, and half typed', async () => {
    const here = await scene()
    await here.post([photo, film, paper])
    for (const search of ['나들이', 'ㄴㄷㅇ', '나드', '들이.J'])
      expect(names(list(here, { sort: 'pictures', search }).found)).toEqual(['나들이.jpg'])
    expect(list(here, { sort: 'files', search: 'ㄱㅇㅅ' }).found).toHaveLength(1)
    expect(list(here, { sort: 'files', search: '없는 이름' }).found).toEqual([])
  })

  it('is without what was deleted, put out of sight, or hidden by those who may', async () => {
    const here = await scene()
    const [deleted, forgotten, hidden, kept] = [
      await here.post([photo]),
      await here.post([photo]),
      await here.post([photo]),
      await here.post([photo]),
    ]
    const linked = await say(here, 'https://example.com')
    expectOk(here.mum.messenger.delete(deleted))
    expectOk(here.mum.messenger.forget([forgotten, linked], true))
    expectOk(here.mum.messenger.hide(here.room, [hidden], true))
    await here.village.pass()
    expect(list(here, { sort: 'pictures' }).found.map(({ message }) => message)).toEqual([kept])
    expect(list(here, { sort: 'links' }).found).toEqual([])
  })

  it('comes page by page without a gap: those of one message together', async () => {
    const here = await scene()
    for (let n = 0; n < 5; n += 1)
      await here.post([
        { ...photo, name: `${n}-1.jpg` },
        { ...photo, name: `${n}-2.jpg` },
      ])
    const seen: string[] = []
    let before: MessageId | undefined
    for (;;) {
      const { found } = list(here, { sort: 'pictures', limit: 3, ...(before !== undefined && { before }) })
      seen.push(...names(found).map(String))
      before = found.at(-1)?.message
      if (found.length < 3) break
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].flatMap((n) => [`${n}-1.jpg`, `${n}-2.jpg`]))
  })

  it(`a search through many takes turns with everything else (OPENING.LOOKED_AT_ONCE, ${OPENING.LOOKED_AT_ONCE})`, async () => {
    const here = await scene()
    const fields = expectOk(mediaContent([aReference(photo)]))
    const all = 2 * OPENING.LOOKED_AT_ONCE + 1
    for (let n = 0; n < all; n += 25)
      expectOk(
        here.mum.messenger.post(
          here.room,
          Array.from({ length: Math.min(25, all - n) }, () => ({ kind: 'media', fields })),
        ),
      )
    await here.village.pass()
    expect(list(here, { sort: 'files' })).toMatchObject({ found: [], steps: 3 })
    expect(list(here, { sort: 'pictures', limit: 10 })).toMatchObject({ steps: 1 })
  })

  it('is of a room that is there, before a message that is there', async () => {
    const here = await scene()
    const other = idFromBytes('room', new Uint8Array(32).fill(9))
    expect(here.mum.messenger.sharedFiles(other, { sort: 'links' }).next()).toEqual({ done: true, value: { ok: false, code: 'NO_ROOM' } })
    const none = idFromBytes('message', new Uint8Array(16).fill(9))
    expect(here.mum.messenger.sharedFiles(here.room, { sort: 'links', before: none }).next()).toMatchObject({
      value: { code: 'NO_MESSAGE' },
    })
  })
})
