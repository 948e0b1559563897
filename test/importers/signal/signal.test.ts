import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signal } from '../../../shared/importers/signal/index.ts'
import { codes, read, records } from '../json/reading.ts'

type Fields = Readonly<Record<string, unknown>>

const PEOPLE: readonly Fields[] = [
  { account: { givenName: '지우', familyName: '김' } },
  { recipient: { id: '1', self: {} } },
  { recipient: { id: '2', contact: { e164: '821012345678', systemGivenName: 'Ben', systemFamilyName: 'Kim', profileGivenName: 'B' } } },
  { recipient: { id: '3', group: { snapshot: { title: { title: 'Home' } } } } },
  { recipient: { id: '4', contact: {} } },
  { chat: { id: '10', recipientId: '2' } },
  { chat: { id: '11', recipientId: '3' } },
]
const file = (...items: readonly (Fields | string)[]): string =>
  [
    ...PEOPLE.map((line) => JSON.stringify(line)),
    ...items.map((line) => (typeof line === 'string' ? line : JSON.stringify({ chatItem: line }))),
  ].join('\n')
const item = (more: Fields): Fields => ({ chatId: '10', authorId: '2', dateSent: '1666264508000', incoming: {}, ...more })
const text = (body: string): Fields => ({ standardMessage: { text: { body } } })
const one = (more: Fields): ReturnType<typeof records>[number] | undefined => records(read(signal, file(item(more))))[0]

describe('the export of Signal', () => {
  it('[IMP-36] takes mixed conversations apart, each with its own count', () => {
    const lines = ['10', '11', '10', '11', '12'].map((chatId, at) =>
      item({ chatId, dateSent: String(1_666_264_508_000 + at), ...text(String(at)) }),
    )
    expect(
      read(signal, file(...lines)).chats.map(({ head, records: all }) => [
        head.title,
        head.type,
        all.map((record) => `${record.seq}:${record.text}`),
      ]),
    ).toEqual([
      ['Ben Kim', 'direct', ['0:0', '1:2']],
      ['Home', 'group', ['0:1', '1:3']],
      [undefined, undefined, ['0:4']],
    ])
  })

  it('[IMP-36] names people as the person who exported knew them, himself by his account', () => {
    const names: readonly (readonly [Fields, string | null])[] = [
      [{ nickname: { given: 'Nick', family: 'N' }, systemGivenName: 'S' }, 'Nick N'],
      [{ systemGivenName: 'S', profileGivenName: 'P' }, 'S'],
      [{ profileGivenName: 'P', profileFamilyName: 'Q', e164: '821012345678' }, 'P Q'],
      [{ e164: 821_012_345_678 }, '+821012345678'],
      [{ username: 'u.01' }, 'u.01'],
      [{}, null],
    ]
    for (const [contact, name] of names) {
      const result = read(signal, file(JSON.stringify({ recipient: { id: '7', contact } }), item({ authorId: '7', ...text('x') })))
      expect(records(result)[0]).toMatchObject({ author: name, authorId: '7' })
    }
    const mine = read(signal, file(item({ authorId: '1', outgoing: {}, ...text('x') })))
    expect(mine.chats[0]?.head.selfLabel).toBe('지우 김')
    expect(records(mine)[0]?.author).toBe('지우 김')
  })

  it('[IMP-36] has contacts in its recipients, with names or numbers', () => {
    expect(read(signal, file()).contacts.map(({ displayName, given, family, e164 }) => ({ displayName, given, family, e164 }))).toEqual([
      { displayName: 'Ben Kim', given: 'Ben', family: 'Kim', e164: ['+821012345678'] },
    ])
  })

  it('[IMP-36] says which record a quote answers, also an edited one', () => {
    const quote = { targetSentTimestamp: '1666264508000', authorId: '2', text: { body: 'a' } }
    const edited = item({ dateSent: '1666264512000', revisions: [item({})], ...text('new') })
    const result = read(
      signal,
      file(edited, item({ authorId: '1', dateSent: '1666264513000', standardMessage: { text: { body: 'b' }, quote } })),
    )
    expect(records(result).map(({ time, editedAt, replyTo }) => ({ time, editedAt, replyTo }))).toEqual([
      { time: '2022-10-20T11:15:08Z', editedAt: '2022-10-20T11:15:12Z', replyTo: undefined },
      { time: '2022-10-20T11:15:13Z', editedAt: undefined, replyTo: 0 },
    ])
  })

  it('[IMP-36] finds attachments by the hash of what names them', () => {
    const hash = Buffer.from('plaintext hash')
    const key = Buffer.from('local key')
    const hex = createHash('sha256').update(hash).update(key).digest('hex')
    const path = `files/${hex.slice(0, 2)}/${hex}.jpg`
    const pointer = { contentType: 'image/jpeg', locatorInfo: { plaintextHash: hash.toString('base64'), localKey: key.toString('base64') } }
    const older = { ...pointer, locatorInfo: { plaintextHash: hash.toString('base64'), key: key.toString('base64') } }
    for (const each of [pointer, older]) {
      const result = read(signal, file(item({ standardMessage: { attachments: [{ pointer: each }] } })), { paths: [path, 'metadata.json'] })
      expect(records(result)[0]).toMatchObject({ kind: 'photo', attachments: [{ name: `${hex}.jpg`, present: true, path }] })
    }
    expect(
      one({ standardMessage: { attachments: [{ pointer: { fileName: 'v.ogg', contentType: 'audio/ogg' }, flag: 'VOICE_MESSAGE' }] } }),
    ).toMatchObject({
      kind: 'audio',
      attachments: [{ name: 'v.ogg', present: false }],
    })
    expect(
      one({ standardMessage: { attachments: [{ pointer: { locatorInfo: { plaintextHash: '%%%', localKey: 'A' } } }] } })?.attachments,
    ).toEqual([{ name: '', present: false }])
  })

  it('[IMP-36] knows what is no plain message', () => {
    expect(one({ remoteDeletedMessage: {} })).toMatchObject({ kind: 'deleted', author: 'Ben Kim', text: '' })
    expect(one({ stickerMessage: { sticker: { emoji: '🎉', data: {} } } })).toMatchObject({ kind: 'sticker', details: '🎉' })
    expect(one({ contactMessage: { contact: { name: { givenName: 'A' }, number: [{ value: '+1' }] } } })).toMatchObject({
      kind: 'contact',
      details: 'A +1',
    })
    expect(one({ updateMessage: { simpleUpdate: { type: 'IDENTITY_UPDATE' } } })).toMatchObject({
      kind: 'system',
      author: null,
      text: 'simple update · identity update',
    })
    expect(one({ updateMessage: { individualCall: { state: 'ACCEPTED' } } })).toMatchObject({ kind: 'call', author: 'Ben Kim' })
    expect(one({ viewOnceMessage: {} })?.kind).toBe('media')
    expect(one({ giftBadge: {} })?.kind).toBe('other')
    expect(one({ paymentNotification: {} })?.kind).toBe('other')
    expect(one({ poll: { question: 'Q', options: [{ option: 'a' }] } })).toMatchObject({ kind: 'other', details: 'Q\n- a' })
    expect(one({ directStoryReplyMessage: { emoji: '👍' } })).toMatchObject({ kind: 'text', text: '👍' })
  })

  it('[IMP-36] repairs raw line ends, unwraps items and drops a line that comes twice', () => {
    const raw = JSON.stringify({ chatItem: item(text('one\\ntwo\\n')) }).replaceAll('\\\\n', '\n')
    const wrapped = JSON.stringify({ chatItem: { chatItem: { chatItem: item({ dateSent: '1666264509000', ...text('in') }) } } })
    const result = read(signal, file(raw, wrapped, raw, wrapped, item({ dateSent: '1666264510000', ...text('in') })))
    expect(records(result).map(({ text: body, raw: lines }) => [body, lines.firstLine, lines.lastLine])).toEqual([
      ['one\ntwo', 8, 10],
      ['in', 11, 11],
      ['in', 16, 16],
    ])
    expect(codes(result)).toEqual([])
  })

  it('[IMP-36] warns of bad records and of an end inside one', () => {
    const result = read(
      signal,
      file(
        '{"chatItem":7}',
        '{"chatItem":{"chatId":"10"}}',
        '7',
        'x',
        item(text('a')),
        '{"recipient":{}}',
        '{"stickerPack":{}}',
        '{"chatItem":{"chatId"',
      ),
    )
    expect(result.warnings.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '8 BAD_RECORD',
      '9 BAD_RECORD',
      '10 BAD_RECORD',
      '11 BAD_RECORD',
      '13 BAD_RECORD',
      '0 ENDS_EARLY',
    ])
    expect(records(result)).toHaveLength(1)
    expect(one({ dateSent: 'soon', ...text('a') })?.time).toBeNull()
  })

  it('[IMP-30] is told by its lines', () => {
    expect(read(signal, file()).found).toMatchObject({ variant: 'official-jsonl', time: 'utc', share: 1 })
    for (const other of ['{"account":1}', '{"a":{}}', '{"chats":{"list":[]}}', 'chat', '{"chatItems":{}}'])
      expect(read(signal, other).found).toBeUndefined()
  })
})

describe('text that tools write of Signal', () => {
  it('[IMP-37] reads both forms of time and bodies of several lines', () => {
    const result = read(
      signal,
      '\n[2019-12-24, 12:23] Jane Doe: Hello\n> quoted: x\n\n  John!\n\n[2019-12-24, 12:24] Jo: [2019-12-24, 12:23]\n[2019-02-30, 12:24] Jo: y\n',
    )
    expect(records(result).map(({ author, time, text: body, raw }) => [author, time, body, raw.firstLine, raw.lastLine])).toEqual([
      ['Jane Doe', '2019-12-24T12:23', 'Hello\n> quoted: x\n\n  John!', 2, 5],
      ['Jo', '2019-12-24T12:24', '[2019-12-24, 12:23]', 7, 7],
      ['Jo', '2019-12-24T12:24', 'y', 8, 8],
    ])
    expect(codes(result)).toEqual(['BAD_TIME'])
  })

  it('[IMP-37] takes reactions, attachments and tombstones out of the body', () => {
    const lines = [
      '[2022-10-20 20:15:08] Ben: look [a (1).png](./media/a.png) and [b](media/b.ogg)',
      '(- Me: 👍, Kim: Lee: 😮 -)',
      '[2022-10-20 20:15:09] Me: (This message was deleted)',
      '[2022-10-20 20:15:10] No-Sender: Ben joined',
    ]
    const result = read(signal, lines.join('\n'), { name: 'Ben', paths: ['media/a.png'] })
    expect(result.chats[0]?.head).toMatchObject({ title: 'Ben', selfLabel: 'Me' })
    expect(records(result)).toMatchObject([
      {
        kind: 'photo',
        text: 'look  and',
        attachments: [
          { name: 'a (1).png', present: true, path: 'media/a.png' },
          { name: 'b', present: false },
        ],
        reactions: [
          { by: 'Me', emoji: '👍' },
          { by: 'Kim: Lee', emoji: '😮' },
        ],
      },
      { kind: 'deleted', author: 'Me', text: '' },
      { kind: 'system', author: null, text: 'Ben joined' },
    ])
  })

  it('[IMP-30] is not the text of other messengers', () => {
    for (const other of [
      '[2022-10-20, 20:15:08] Ben: x',
      '[20/10/2022, 20:15] Ben: x',
      '[2022-10-20 20:15] Ben: x',
      '[2022-10-20 20:15:08] Ben joined',
      'a\nb\nc\n[2022-10-20 20:15:08] Ben: x',
    ]) {
      expect(read(signal, other).found).toBeUndefined()
    }
  })
})
