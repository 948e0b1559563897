import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbor } from '../../shared/codec/index.ts'
import { linksIn } from '../../shared/links/index.ts'
import { referenceValue } from '../../shared/media/index.ts'
import type { MessageRow, Shared, Store } from '../../shared/store/index.ts'
import { aReference } from '../media/a-reference.ts'
import { aMessage, fileId, messageId } from './store-rows.ts'

/** Room for other content around it, as rows have. */
const contentOf = (isVoice: boolean): Uint8Array =>
  encodeCbor([1, encodeCbor(new Map([['f', [referenceValue(aReference({ isVoice, type: isVoice ? 'audio/webm' : 'image/jpeg' }))]]]))])

export function sharingCases(store: () => Store): void {
  const found = (what: Shared, limit = 99, before?: MessageRow): readonly number[] =>
    store()
      .messages.sharing(1, what, limit, before)
      .map(({ clock }) => clock)

  test('[MEDIA-75] messages with files, voices and links are found newest first, without others, the forgotten and those of other rooms', () => {
    const rows = [
      aMessage({ n: 1, text: '안녕하세요. 잘 지내요? 3.5점 ...' }),
      aMessage({ n: 2, text: '여기 https://example.com/a' }),
      aMessage({ n: 3, kind: 'media', files: [fileId(1)], content: contentOf(false), text: '나들이.jpg' }),
      aMessage({ n: 4, kind: 'media', files: [fileId(2)], content: contentOf(true), text: '음성.webm' }),
      aMessage({ n: 5, text: 'example.org 봐' }),
      aMessage({ n: 6, text: 'https://example.net', forgotten: true }),
      aMessage({ n: 7, room: 2, text: 'https://example.net', files: [fileId(1)] }),
      aMessage({ n: 8, kind: 'media', files: [fileId(3)], content: contentOf(false), text: 'https://a.example 사진.jpg' }),
    ]
    store().messages.insert(rows)
    expect(found('files')).toEqual([8, 4, 3])
    expect(found('voices')).toEqual([4])
    expect(found('links')).toEqual([8, 5, 2])
    expect(found('files', 2)).toEqual([8, 4])
    expect(found('files', 9, rows[3])).toEqual([3])
    expect(found('links', 9, rows[1])).toEqual([])
    expect(found('links', 0)).toEqual([])
  })

  test('[MEDIA-75] what changes is found as it is then: edited, deleted, put out of sight', () => {
    const { messages } = store()
    messages.insert([aMessage({ n: 1, text: 'https://a.example' }), aMessage({ n: 2, files: [fileId(1)] }), aMessage({ n: 3, text: '글' })])
    messages.put(aMessage({ n: 1, text: '이제 없어요' }))
    messages.put(aMessage({ n: 2, deleted: true, text: undefined, files: [], content: new Uint8Array(0) }))
    messages.put(aMessage({ n: 3, text: 'https://b.example' }))
    expect([found('links'), found('files')]).toEqual([[3], []])
    messages.put(aMessage({ n: 3, text: 'https://b.example', forgotten: true }))
    expect(found('links')).toEqual([])
    messages.remove(1, messageId(3))
    expect(found('links')).toEqual([])
  })

  test('[MEDIA-75] whatever is shown as a link of the web is among them', () => {
    const { messages } = store()
    const host = fc.constantFrom('example.com', '한국.kr', 'xn--3e0b707e.com', 'a-b.co.uk', '192.168.0.1', 'EXAMPLE.ORG:8080', 'naver.me')
    const text = fc
      .tuple(
        fc.string({ unit: 'grapheme', maxLength: 6 }),
        fc.constantFrom('', 'http://', 'https://', 'HTTPS://'),
        host,
        fc.string({ maxLength: 6 }),
      )
      .map((parts) => parts.join(''))
    let n = 0
    fc.assert(
      fc.property(text, (said) => {
        const row = aMessage({ n: (n += 1), text: said })
        messages.insert([row])
        const isShown = linksIn(said).some(({ href }) => /^https?:/.test(href))
        expect(!isShown || found('links', 1)[0] === row.clock, said).toBe(true)
      }),
    )
  })
}
