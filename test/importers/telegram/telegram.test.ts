import { describe, expect, it } from 'vitest'
import { telegram } from '../../../shared/importers/telegram/index.ts'
import { codes, read, records } from '../json/reading.ts'

type Message = Readonly<Record<string, unknown>>

const BASE = { type: 'message', date: '2022-10-20T20:15:08', date_unixtime: '1666264508', from: 'Ben', from_id: 'user1', text: 'x' }
const single = (...messages: Message[]): string => JSON.stringify({ name: 'Home', type: 'personal_chat', id: 9, messages })
const one = (message: Message): ReturnType<typeof records>[number] | undefined =>
  records(read(telegram, single({ ...BASE, ...message })))[0]

describe('a message of Telegram', () => {
  it('[IMP-32] has its text put together without anything between', () => {
    expect(one({ text: ['a ', { type: 'bold', text: 'b' }, '', { type: 'link', text: 'c\n' }, 5, null, { text: 7 }] })?.text).toBe('a bc')
    expect(one({ text: '  a\n\n\tb\n\n' })?.text).toBe('  a\n\n\tb')
    expect(one({ text: null })?.text).toBe('')
  })

  it('[IMP-32] is of the kind its media say', () => {
    const kinds: readonly (readonly [Message, string])[] = [
      [{ photo: 'p.jpg' }, 'photo'],
      [{ file: 's.webp', media_type: 'sticker' }, 'sticker'],
      [{ file: 'v.ogg', media_type: 'voice_message' }, 'audio'],
      [{ file: 'a.mp3', media_type: 'audio_file' }, 'audio'],
      [{ file: 'v.mp4', media_type: 'video_message' }, 'video'],
      [{ file: 'v.mp4', media_type: 'animation' }, 'video'],
      [{ file: 'x.pdf', mime_type: 'application/pdf' }, 'file'],
      [{ file: 'x.png', mime_type: 'image/png' }, 'file'],
      [{ contact_information: { first_name: 'A', last_name: '', phone_number: '1' } }, 'contact'],
      [{ location_information: { latitude: 1.5, longitude: 2 } }, 'location'],
      [{ poll: { question: 'q' } }, 'other'],
      [{}, 'text'],
    ]
    for (const [message, kind] of kinds) expect(one(message)?.kind).toBe(kind)
  })

  it('[IMP-32] keeps what it holds beside its body', () => {
    expect(one({ contact_information: { first_name: 'A', last_name: 'B', phone_number: '+1 2' } })?.details).toBe('A B +1 2')
    expect(one({ location_information: { latitude: 1.5, longitude: -2 }, place_name: 'Hof' })?.details).toBe('1.5, -2\nHof')
    expect(one({ poll: { question: 'Q?', answers: [{ text: 'a' }, { text: 'b' }] } })?.details).toBe('Q?\n- a\n- b')
    expect(one({ reactions: [{ emoji: '👍', count: 12, recent: [{ from: 'Mum' }] }] })).toMatchObject({
      reactions: [{ emoji: '👍', by: 'Mum' }],
      details: '👍 11',
    })
    expect(one({ forwarded_from: 'Radio' })?.forwardedFrom).toBe('Radio')
  })

  it('[IMP-32] names the file beside it, or none where it was left out', () => {
    const missing = [
      '(File not included. Change data exporting settings to download.)',
      '(File exceeds maximum size. Change data exporting settings to download.)',
    ]
    for (const phrase of missing) {
      expect(one({ file: phrase })?.attachments).toEqual([{ name: '', present: false }])
      expect(one({ file: phrase, file_name: 'x.pdf' })?.attachments).toEqual([{ name: 'x.pdf', present: false }])
    }
    const [record] = records(read(telegram, single({ ...BASE, photo: 'photos/1.jpg' }), { paths: ['photos/1.jpg'] }))
    expect(record?.attachments).toEqual([{ name: 'photos/1.jpg', present: true, path: 'photos/1.jpg' }])
  })

  it('[IMP-32] of a deleted account has no name and keeps the id; ids were numbers once', () => {
    expect(one({ from: null })).toMatchObject({ author: null, authorId: 'user1', kind: 'text' })
    expect(one({ from_id: 44_444_444 })?.authorId).toBe('44444444')
    expect(one({ from: null, from_id: null })).toMatchObject({ author: null, kind: 'text' })
  })

  it('[IMP-32] says which record it answers, however ids run', () => {
    const messages = [5, 3, -999_999_999, 7, 'x'].map((id) => ({ ...BASE, id }))
    const answers = [3, -999_999_999, 'x', 8].map((reply_to_message_id) => ({ ...BASE, reply_to_message_id }))
    expect(records(read(telegram, single(...messages, ...answers))).map((record) => record.replyTo)).toEqual([
      ...messages.map(() => undefined),
      1,
      2,
      4,
      undefined,
    ])
  })

  it('[IMP-32] was edited unless its edit is of 1970', () => {
    expect(one({ edited: '2022-10-20T20:16:00' })?.editedAt).toBe('2022-10-20T20:16:00')
    expect(one({ edited: '1970-01-01T09:00:00' })?.editedAt).toBeUndefined()
    expect(one({ edited: '2022-13-40T20:16:00' })?.editedAt).toBeUndefined()
  })

  it('[IMP-32] of service has no author, also where somebody called', () => {
    const call = one({
      type: 'service',
      actor: 'Ben',
      actor_id: 'user1',
      action: 'phone_call',
      duration_seconds: 77,
      discard_reason: 'hangup',
      text: '',
    })
    expect(call).toMatchObject({ kind: 'system', author: null, text: 'Ben · phone call · 77 · hangup' })
    expect(call?.authorId).toBeUndefined()
    expect(one({ type: 'service', actor: null, action: 'invite_members', members: [null, 'Mum'], text: '' })?.text).toBe(
      'invite members · Mum',
    )
  })
})

describe('times of Telegram', () => {
  it('[IMP-33] are the wall clock of the export, with its offset where all records agree', () => {
    const home = read(telegram, single(BASE, { ...BASE, date: '2022-10-20T20:16:00', date_unixtime: '1666264560' }))
    expect(home.found?.time).toBe('local')
    expect(home.chats[0]?.head.utcOffsetMinutes).toBe(540)
    const moved = read(telegram, single(BASE, { ...BASE, date: '2022-07-20T21:15:08', date_unixtime: '1658315708' }))
    expect(moved.chats[0]?.head.utcOffsetMinutes).toBeUndefined()
  })

  it('[IMP-33] that stand alone as instants are placed by the offset before', () => {
    const { date: _, ...without } = BASE
    const result = read(telegram, single(BASE, { ...without, date_unixtime: '1666264509' }))
    expect(records(result).map((record) => record.time)).toEqual(['2022-10-20T20:15:08', '2022-10-20T20:15:09'])
  })

  it('[IMP-33] are instants where the file has nothing else', () => {
    const { date: _, ...without } = BASE
    const result = read(telegram, single(without))
    expect(result.found).toMatchObject({ time: 'utc', variant: 'desktop-json-single-minimal' })
    expect(records(result)[0]?.time).toBe('2022-10-20T11:15:08Z')
  })

  it('[IMP-33] that are none are warned about, and the time before stands', () => {
    const { date_unixtime: _, ...without } = BASE
    const result = read(telegram, single({ ...without, date: '2022-02-30T10:00:00' }, without, { ...without, date: 'yesterday' }))
    expect(records(result).map((record) => record.time)).toEqual([null, '2022-10-20T20:15:08', '2022-10-20T20:15:08'])
    expect(result.chats[0]?.warnings).toEqual([
      { line: 1, code: 'BAD_TIME' },
      { line: 3, code: 'BAD_TIME' },
    ])
  })
})

describe('a file of Telegram', () => {
  it('[IMP-32] may have its members in any order', () => {
    const before = JSON.stringify({
      chats: { list: [{ type: 'private_group', name: 'Home', messages: [BASE] }] },
      personal_information: { user_id: 1 },
    })
    const after = JSON.stringify({
      personal_information: { user_id: 1 },
      chats: { list: [{ messages: [BASE], name: 'Home', type: 'private_group' }] },
    })
    expect(read(telegram, before).chats[0]?.head).toMatchObject({ title: 'Home', type: 'group' })
    expect(read(telegram, after).chats[0]?.head).toMatchObject({ title: 'Home', type: 'group', selfLabel: 'Ben' })
  })

  it('[IMP-32] holds left and empty conversations, and those without a name', () => {
    const text = JSON.stringify({
      chats: {
        list: [
          { name: 'A', messages: [BASE] },
          { type: 'saved_messages', messages: [] },
        ],
      },
      left_chats: { list: [{ name: 'B', type: 'public_channel', messages: [BASE] }] },
    })
    expect(read(telegram, text).chats.map(({ head: { title, type }, records: all }) => ({ title, type, count: all.length }))).toEqual([
      { title: 'A', type: undefined, count: 1 },
      { title: undefined, type: 'direct', count: 0 },
      { title: 'B', type: 'group', count: 1 },
    ])
  })

  it('[IMP-32] warns of a bad record and keeps the others', () => {
    const text = `{"messages":[${JSON.stringify(BASE)},{"type":"message",},null,{},7,${JSON.stringify(BASE)}]}`
    const result = read(telegram, text)
    expect(records(result).map((record) => record.raw.firstLine)).toEqual([1, 6])
    expect(result.chats[0]?.warnings.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 BAD_RECORD',
      '3 BAD_RECORD',
      '4 BAD_RECORD',
      '5 BAD_RECORD',
    ])
  })

  it('[IMP-32] is known by its people when conversations come later than a head', () => {
    const people = Array.from({ length: 2000 }, (_, at) => ({
      first_name: `P${at}`,
      last_name: '',
      phone_number: `+8210${String(at).padStart(8, '0')}`,
    }))
    const text = JSON.stringify({ about: 'x', contacts: { list: people }, chats: { list: [{ name: 'A', messages: [BASE] }] } })
    const result = read(telegram, text)
    expect(result.found?.variant).toBe('desktop-json-full')
    expect(result.contacts).toHaveLength(2000)
    expect(records(result)).toHaveLength(1)
  })

  it('[IMP-32] without messages is an empty conversation', () => {
    expect(read(telegram, single()).found).toMatchObject({ isEmpty: true, variant: 'desktop-json-single' })
  })

  it('[IMP-30] is not what else has messages', () => {
    for (const other of [
      '{}',
      '[]',
      '{"messages":[]}',
      '{"messages":[{"text":"x"}]}',
      '{"messages":[{"sender_name":"a","timestamp_ms":1}]}',
      '{"name":"package","type":"module"}',
      '{"chats":{"list":[]}}',
    ]) {
      expect(read(telegram, other).found).toBeUndefined()
    }
  })
})

describe('pages of Telegram', () => {
  const page = (...messages: string[]): string =>
    `<div class="page_wrap"><div class="page_header"><div class="text bold">\nHome\n</div></div><div class="history">${messages.join('\n')}</div></div>`
  const message = (id: number, inner: string, more = ''): string =>
    `<div class="message default clearfix${more}" id="message${id}">${inner}</div>`
  const date = (title: string): string => `<div class="pull_right date details" title="${title}">20:15</div>`

  it('[IMP-34] inherit the author in joined messages, and never over a service message that has none', () => {
    const result = read(
      telegram,
      page(
        message(1, '<div class="from_name">Ben</div><div class="text">a</div>'),
        message(2, '<div class="text">b</div>', ' joined'),
        message(3, '<div class="text">c</div>'),
      ),
    )
    expect(records(result).map(({ author, text }) => [author, text])).toEqual([
      ['Ben', 'a'],
      ['Ben', 'b'],
      [null, 'c'],
    ])
  })

  it('[IMP-34] have day separators that are no records, and service messages that are', () => {
    const service = (id: number, text: string): string =>
      `<div class="message service" id="message${id}"><div class="body details">${text}</div></div>`
    const result = read(telegram, page(service(-1, '20 October 2022'), service(4, 'Ben joined'), message(5, '<div class="text">a</div>')))
    expect(records(result).map(({ kind, text }) => [kind, text])).toEqual([
      ['system', 'Ben joined'],
      ['text', 'a'],
    ])
  })

  it('[IMP-34] have checked times, with or without offset', () => {
    const times = ['20.10.2022 20:15:08 UTC+09:00', '20.10.2022 20:15:08', '30.02.2022 20:15:08', '']
    const result = read(telegram, page(...times.map((title, at) => message(at + 1, date(title)))))
    expect(records(result).map((record) => record.time)).toEqual(times.map(() => '2022-10-20T20:15:08'))
    expect(result.chats[0]?.head.utcOffsetMinutes).toBe(540)
    expect(codes(result)).toEqual(['BAD_TIME', 'BAD_TIME'])
  })

  it('[IMP-34] keep script and tags in names and bodies as text', () => {
    const nasty = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;'
    const result = read(telegram, page(message(1, `<div class="from_name">${nasty}</div><div class="text">${nasty}<br/>&#128512;</div>`)))
    expect(records(result)[0]).toMatchObject({
      author: '<img src=x onerror="alert(1)">&amp;',
      text: '<img src=x onerror="alert(1)">&amp;\n😀',
    })
  })

  it('[IMP-34] know their media and what was left out', () => {
    const media = (classes: string, more = ''): string =>
      `<div class="media_wrap clearfix"><div class="media clearfix pull_left ${classes}">${more}</div></div>`
    const bodies = [
      '<div class="media_wrap clearfix"><a class="sticker_wrap clearfix pull_left" href="stickers/s%20(1).webp"></a></div>',
      '<div class="media_wrap clearfix"><a class="media clearfix pull_left block_link media_file" href="files/x.pdf"><div class="title bold">x.pdf</div></a></div>',
      media('media_photo'),
      media('media_call', '<div class="title bold">Outgoing call</div><div class="status details">77 seconds</div>'),
      media('media_contact', '<div class="title bold">Mum</div><div class="status details">+82 10</div>'),
    ]
    const result = read(telegram, page(...bodies.map((inner, at) => message(at + 1, inner))), { paths: ['stickers/s (1).webp'] })
    expect(records(result).map(({ kind, attachments, details }) => ({ kind, attachments, details }))).toEqual([
      { kind: 'sticker', attachments: [{ name: 'stickers/s (1).webp', present: true, path: 'stickers/s (1).webp' }], details: undefined },
      { kind: 'file', attachments: [{ name: 'files/x.pdf', present: false }], details: 'x.pdf' },
      { kind: 'photo', attachments: [{ name: '', present: false }], details: undefined },
      { kind: 'call', attachments: [], details: 'Outgoing call\n77 seconds' },
      { kind: 'contact', attachments: [], details: 'Mum\n+82 10' },
    ])
  })

  it('[IMP-34] without messages are an empty conversation', () => {
    expect(read(telegram, page()).found).toMatchObject({ isEmpty: true, variant: 'desktop-html' })
    expect(read(telegram, '<html><div class="message">x</div></html>').found).toBeUndefined()
  })
})
