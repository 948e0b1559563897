import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instagram, messenger } from '../../../shared/importers/meta/index.ts'
import { repaired } from '../../../shared/importers/meta/repair.ts'
import { mangled } from '../json/examples.ts'
import { codes, read, records } from '../json/reading.ts'

type Fields = Readonly<Record<string, unknown>>

const BASE = { sender_name: 'Ben', timestamp_ms: 1_666_264_508_000 }
const file = (messages: readonly unknown[], more: Fields = {}): string =>
  JSON.stringify({ participants: [{ name: 'Ben' }], messages, ...more })
const one = (more: Fields, paths: readonly string[] = []): ReturnType<typeof records>[number] | undefined =>
  records(read(messenger, file([{ ...BASE, ...more }]), { paths }))[0]

describe('text of Meta', () => {
  it('[IMP-35] written as bytes is put right, and nothing else is touched', () => {
    for (const text of ['안녕 👍', 'é', '❤️', '\uFEFF아']) expect(repaired(mangled(text))).toBe(text)
    for (const text of ['plain', 'café', 'Ã', '안녕', 'é안', '', '\u0080', 'naïve Ã©é']) expect(repaired(text)).toBe(text)
  })

  it('[IMP-35] comes back whole from any text, and what holds other characters stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
        expect(repaired(mangled(text))).toBe(text)
        expect(repaired(`${text}\u0100`)).toBe(`${text}\u0100`)
      }),
    )
  })

  it('[IMP-35] is put right in names, titles, reactions and file names', () => {
    const result = read(
      messenger,
      file(
        [
          {
            ...BASE,
            sender_name: mangled('엄마'),
            photos: [{ uri: mangled('사진/하나.jpg') }],
            reactions: [{ reaction: mangled('❤'), actor: mangled('지우') }],
          },
        ],
        { title: mangled('우리 집') },
      ),
    )
    expect(result.chats[0]?.head.title).toBe('우리 집')
    expect(records(result)[0]).toMatchObject({
      author: '엄마',
      attachments: [{ name: '사진/하나.jpg' }],
      reactions: [{ emoji: '❤', by: '지우' }],
    })
  })
})

describe('a message of Meta', () => {
  it('[IMP-35] is of the kind of what it carries', () => {
    const kinds: readonly (readonly [Fields, string])[] = [
      [{ photos: [{ uri: 'a' }] }, 'photo'],
      [{ videos: [{ uri: 'a' }] }, 'video'],
      [{ audio_files: [{ uri: 'a' }] }, 'audio'],
      [{ files: [{ uri: 'a' }] }, 'file'],
      [{ gifs: [{ uri: 'a' }] }, 'photo'],
      [{ sticker: { uri: 'a' } }, 'sticker'],
      [{ call_duration: 7 }, 'call'],
      [{ is_unsent: true, content: 'x' }, 'deleted'],
      [{ type: 'Subscribe', content: 'Ben added Mum.' }, 'system'],
      [{}, 'text'],
    ]
    for (const [message, kind] of kinds) expect(one(message)?.kind).toBe(kind)
  })

  it('[IMP-35] keeps the link it shares, once, and names files beside it', () => {
    expect(one({ content: 'see https://a.example/', share: { link: 'https://a.example/', share_text: 'A' } })?.details).toBe('A')
    expect(one({ photos: [{ uri: 'messages/inbox/x/photos/1.jpg' }] }, ['messages/inbox/x/photos/1.jpg'])?.attachments).toEqual([
      { name: 'messages/inbox/x/photos/1.jpg', present: true, path: 'messages/inbox/x/photos/1.jpg' },
    ])
    expect(one({ gifs: [{ uri: 'https://a.example/x.gif' }] })?.attachments).toEqual([{ name: 'https://a.example/x.gif', present: false }])
  })
})

describe('a file of Meta', () => {
  const at = (timestamp_ms: unknown, content: string): Fields => ({ ...BASE, timestamp_ms, content })
  const order = (...messages: readonly unknown[]): string =>
    records(read(messenger, file(messages)))
      .map((record) => record.text)
      .join('')

  it('[IMP-35] comes out oldest first, whichever way it was written', () => {
    expect(order(at(4, 'd'), at(3, 'c'), at(2, 'b'), at(1, 'a'))).toBe('abcd')
    expect(order(at(1, 'a'), at(2, 'b'), at(3, 'c'))).toBe('abc')
    expect(order(at(5, 'd'), at(5, 'c'), at(4, 'b'), at(5, 'e'), at(1, 'a'))).toBe('abecd')
    expect(order(at(1, 'a'), at(1, 'b'), at(2, 'c'))).toBe('abc')
  })

  it('[IMP-35] keeps a message without a good time beside its neighbour, and the number of its place', () => {
    const result = read(messenger, file([at(3000, 'c'), at('never', 'b'), at(1000, 'a')]))
    expect(records(result).map(({ text, time, raw }) => [text, time, raw.firstLine])).toEqual([
      ['a', '1970-01-01T00:00:01Z', 3],
      ['b', '1970-01-01T00:00:01Z', 2],
      ['c', '1970-01-01T00:00:03Z', 1],
    ])
    expect(codes(result)).toEqual(['BAD_TIME'])
  })

  it('[IMP-35] says direct or group', () => {
    const typeOf = (more: Fields): unknown => read(messenger, file([BASE], more)).chats[0]?.head.type
    expect(typeOf({ participants: [{ name: 'a' }, { name: 'b' }] })).toBe('direct')
    expect(typeOf({ participants: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] })).toBe('group')
    expect(typeOf({ thread_type: 'RegularGroup' })).toBe('group')
  })

  it('[IMP-35] of a sealed thread is proper text', () => {
    const text = JSON.stringify({
      participants: ['A', 'B', 'C'],
      threadName: 'Home_1',
      messages: [
        { isUnsent: true, media: [], reactions: [], senderName: 'A', text: '', timestamp: 2000, type: 'text' },
        {
          isUnsent: false,
          media: [{ uri: './media/x.jpg' }],
          reactions: [{ actor: 'B', reaction: '❤' }],
          senderName: 'A',
          text: mangled('é'),
          timestamp: 1000,
          type: 'media',
        },
      ],
    })
    const result = read(messenger, text, { paths: ['media/x.jpg'] })
    expect(result.found).toMatchObject({ variant: 'meta-e2ee-json', time: 'utc' })
    expect(result.chats[0]?.head).toMatchObject({ title: 'Home_1', type: 'group' })
    expect(records(result)).toMatchObject([
      { kind: 'photo', text: mangled('é'), attachments: [{ name: 'media/x.jpg', present: true }], reactions: [{ emoji: '❤', by: 'B' }] },
      { kind: 'deleted' },
    ])
  })

  it('[IMP-35] is Instagram by its name or its folders, else Messenger, never both', () => {
    const brands = (text: string, name: string): string[] =>
      [instagram, messenger].filter((format) => read(format, text, { name }).found !== undefined).map((format) => format.name)
    expect(brands(file([BASE]), 'message_1.json')).toEqual(['messenger'])
    expect(brands(file([BASE]), 'instagram-ben.json')).toEqual(['instagram'])
    expect(brands(file([{ ...BASE, photos: [{ uri: 'your_instagram_activity/messages/1.jpg' }] }]), 'message_1.json')).toEqual([
      'instagram',
    ])
    expect(brands(file([{ ...BASE, content: 'look at instagram.com' }]), 'message_1.json')).toEqual(['messenger'])
  })

  it('[IMP-30] is not what else has messages or participants', () => {
    for (const other of [
      '{"messages":[{"text":"x"}]}',
      '{"participants":[{"name":"a"}]}',
      '{"messages":[]}',
      '{"friends_v2":[{"name":"a","timestamp":1}]}',
    ])
      expect(read(messenger, other).found).toBeUndefined()
    expect(read(messenger, file([], { title: 'x' })).found).toMatchObject({ isEmpty: true })
  })

  it('[IMP-35] warns of a bad message and keeps the others', () => {
    const result = read(messenger, `{"messages":[${JSON.stringify(BASE)},{},5,{"sender_name":}],"title":"x"`)
    expect(records(result)).toHaveLength(1)
    expect([...(result.chats[0]?.warnings ?? []), ...result.warnings].map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 BAD_RECORD',
      '3 BAD_RECORD',
      '4 BAD_RECORD',
      '0 ENDS_EARLY',
    ])
  })
})
