import { describe, expect, it } from 'vitest'
import { discord } from '../../../shared/importers/discord/index.ts'
import { codes, read, records } from '../json/reading.ts'

type Fields = Readonly<Record<string, unknown>>

const BASE = {
  id: '1187000000000000001',
  type: 'Default',
  timestamp: '2024-01-15T10:30:00+00:00',
  content: 'x',
  author: { id: '1', name: 'ben', nickname: 'Ben' },
}
const file = (...messages: unknown[]): string =>
  JSON.stringify({ guild: { id: '1' }, channel: { type: 'DirectTextChat', name: 'Mum' }, messages })
const one = (more: Fields): ReturnType<typeof records>[number] | undefined => records(read(discord, file({ ...BASE, ...more })))[0]

describe('JSON of Discord', () => {
  it('[IMP-38] names people by nickname, then by name, and keeps the id', () => {
    expect(one({})).toMatchObject({ author: 'Ben', authorId: '1' })
    expect(one({ author: { id: '1', name: 'ben', nickname: null } })?.author).toBe('ben')
    expect(one({ author: { id: '1' } })).toMatchObject({ author: null, authorId: '1', kind: 'text' })
  })

  it('[IMP-38] has system records of all types but those that people write', () => {
    for (const type of ['Call', 'ChannelPinnedMessage', 'RecipientAdd', 'GuildMemberJoin', '46']) {
      expect(one({ type, content: 'did it' })).toMatchObject({ kind: 'system', author: null, text: 'Ben · did it' })
    }
    expect(one({ type: 'GuildMemberJoin', content: '' })?.text).toBe('Ben · Guild member join')
    expect(one({ type: 'Reply' })?.kind).toBe('text')
  })

  it('[IMP-38] tells neighbouring ids apart when it looks for what is answered', () => {
    const ids = ['1187000000000000001', '1187000000000000002', '1187000000000000003']
    const result = read(
      discord,
      file(
        ...ids.map((id) => ({ ...BASE, id })),
        { ...BASE, id: '9', type: 'Reply', reference: { messageId: ids[1] } },
        { ...BASE, id: '10', reference: { messageId: '7' } },
      ),
    )
    expect(records(result).map((record) => record.replyTo)).toEqual([undefined, undefined, undefined, 1, undefined])
  })

  it('[IMP-38] reads times with offset and seven places as instants', () => {
    expect(one({ timestamp: '2024-01-15T19:30:00.1239999+09:00', timestampEdited: '2024-01-15T10:31:00Z' })).toMatchObject({
      time: '2024-01-15T10:30:00.123Z',
      editedAt: '2024-01-15T10:31:00Z',
    })
    expect(one({ timestamp: '2024-02-30T10:30:00+00:00' })?.time).toBeNull()
  })

  it('[IMP-38] keeps addresses as they are and finds files that lie beside it', () => {
    const attachments = [
      { url: 'https://cdn.example/a.png?ex=1', fileName: 'a.png' },
      { url: 'x.json_Files/b-9.ogg', fileName: 'b.ogg' },
    ]
    const result = read(discord, file({ ...BASE, attachments }), { paths: ['x.json_Files/b-9.ogg'] })
    expect(records(result)[0]).toMatchObject({
      kind: 'photo',
      attachments: [
        { name: 'a.png', present: false },
        { name: 'b.ogg', present: true, path: 'x.json_Files/b-9.ogg' },
      ],
    })
  })

  it('[IMP-38] keeps reactions, stickers, embeds and what was passed on', () => {
    expect(one({ stickers: [{ name: 'Wave' }], content: '' })).toMatchObject({ kind: 'sticker', details: 'Wave' })
    expect(one({ embeds: [{ title: 'T', url: 'https://a.example', description: 'D' }] })?.details).toBe('T\nD\nhttps://a.example')
    expect(one({ reactions: [{ emoji: { name: '👍' }, count: 3, users: [{ name: 'mum', nickname: 'Mum' }] }] })).toMatchObject({
      reactions: [{ emoji: '👍', by: 'Mum' }],
      details: '👍 2',
    })
    expect(one({ content: '', forwardedMessage: { content: 'from afar' } })?.text).toBe('from afar')
  })

  it('[IMP-38] says what channel it is, and warns of bad messages', () => {
    const result = read(discord, file(BASE, null, {}, [BASE], BASE))
    expect(result.chats[0]?.head).toMatchObject({ title: 'Mum', type: 'direct' })
    expect(result.chats[0]?.warnings.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 BAD_RECORD', '3 BAD_RECORD', '4 BAD_RECORD'])
    expect(read(discord, file()).found).toMatchObject({ isEmpty: true })
  })
})

describe('tables of Discord', () => {
  const table = (...rows: string[]): string => ['AuthorID,Author,Date,Content,Attachments,Reactions', ...rows].join('\r\n')

  it('[IMP-38] have quotes, commas and lines inside cells, and formulas stay text', () => {
    const result = read(
      discord,
      table(
        '"1","Kim, ""J""","2024-01-15T10:30:00.0000000+09:00","=HYPERLINK(""x""),\r\n\r\n@b","",""',
        '2,bob,2024-01-15T10:31:00Z,plain,,',
      ),
    )
    expect(records(result).map(({ author, time, text, raw }) => [author, time, text, raw.firstLine, raw.lastLine])).toEqual([
      ['Kim, "J"', '2024-01-15T01:30:00Z', '=HYPERLINK("x"),\n\n@b', 2, 4],
      ['bob', '2024-01-15T10:31:00Z', 'plain', 5, 5],
    ])
  })

  it('[IMP-38] may be local time, short rows are warned about, an open quote too', () => {
    const result = read(discord, table('"1","Ben","2024-01-15T10:30","a","",""', 'x,y', '', '"1","Ben","2024-01-15T10:31","never closed'))
    expect(result.found?.time).toBe('local')
    expect(records(result).map(({ time, text }) => [time, text])).toEqual([
      ['2024-01-15T10:30', 'a'],
      ['2024-01-15T10:31', 'never closed'],
    ])
    expect(codes(result)).toEqual(['ENDS_EARLY', 'BAD_RECORD'])
  })

  it('[IMP-30] are not tables of people', () => {
    for (const other of ['Name,Phone\nBen,1', 'Author,Date,Content\na,b,c', 'Date,User,Message\n1,2,3'])
      expect(read(discord, other).found).toBeUndefined()
    expect(read(discord, table('')).found).toMatchObject({ isEmpty: true })
  })
})

describe('text of Discord', () => {
  const rule = '='.repeat(62)
  const page = (...lines: string[]): string =>
    [rule, 'Guild: Home', 'Channel: Text / general', rule, '', ...lines, '', '', rule, 'Exported 1 message(s)', rule].join('\n')

  it('[IMP-38] has 12 o’clock where it is, and dates in the order of the file', () => {
    const times = (...dates: string[]): unknown => {
      const result = read(discord, page(...dates.flatMap((date) => [`[${date}] Ben`, 'x', '', ''])))
      return [result.found?.variant, ...records(result).map((record) => record.time)]
    }
    expect(times('1/15/2024 12:00 AM', '2/3/2024 12:30 PM')).toEqual(['exporter-txt-en-US', '2024-01-15T00:00', '2024-02-03T12:30'])
    expect(times('15/01/2024 10:30', '03/02/2024 00:05')).toEqual(['exporter-txt-dmy', '2024-01-15T10:30', '2024-02-03T00:05'])
    expect(times('15.01.2024 10:30:09')).toEqual(['exporter-txt-dmy', '2024-01-15T10:30:09'])
    expect(times('2024-01-15 10:30')).toEqual(['exporter-txt-ymd', '2024-01-15T10:30'])
    expect(times('2024. 1. 15. 오후 3:05', '2024. 2. 30. 오전 12:05')).toEqual(['exporter-txt-ymd', '2024-01-15T15:05', '2024-01-15T15:05'])
  })

  it('[IMP-38] keeps what imitates a record, a section or a rule inside a body', () => {
    const result = read(
      discord,
      page('[1/15/2024 10:30 AM] Ben (pinned)', 'a', '[1/15/2024 10:31 AM] Mum', '{Attachments}', rule, '', '{Reactions}', '👍 (2)'),
    )
    expect(result.chats[0]?.head.title).toBe('general')
    expect(records(result)).toMatchObject([
      { author: 'Ben', text: `a\n[1/15/2024 10:31 AM] Mum\n{Attachments}\n${rule}`, details: '👍 (2)' },
    ])
  })
})
