/** Files made to hurt: each is read in pieces as the engine would, and must end, stay small and keep what is good. */
import { describe, expect, it } from 'vitest'
import { discord } from '../../../shared/importers/discord/index.ts'
import type { Recognition, TextFormat } from '../../../shared/importers/index.ts'
import { messenger } from '../../../shared/importers/meta/index.ts'
import { signal } from '../../../shared/importers/signal/index.ts'
import { telegram } from '../../../shared/importers/telegram/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { codes, read, records } from './reading.ts'

const MIB = 1024 * 1024
const GOOD = { type: 'message', date: '2022-10-20T20:15:08', from: 'Ben', text: 'here' }
const TELEGRAM: Recognition = { share: 1, variant: 'desktop-json-single', kind: 'chat', time: 'local' }

function inPieces(format: TextFormat, text: string, found: Recognition): ReturnType<typeof read> {
  const cuts = Array.from({ length: Math.floor(text.length / 65_536) }, (_, at) => (at + 1) * 65_536)
  return read(format, text, { found, cuts })
}

describe('hostile JSON', () => {
  const good = JSON.stringify(GOOD)
  const file = (...messages: string[]): string => `{"messages":[${messages.join(',')}]}`

  it('[IMP-31] cuts a body longer than a line may be, and says so', () => {
    const long = (length: number): string => JSON.stringify({ ...GOOD, text: 'x'.repeat(length) })
    const result = inPieces(telegram, file(long(IMPORT.LINE_CHARACTERS), long(IMPORT.LINE_CHARACTERS + 1), good), TELEGRAM)
    expect(records(result).map((record) => record.text.length)).toEqual([IMPORT.LINE_CHARACTERS, IMPORT.LINE_CHARACTERS, 4])
    expect(result.chats[0]?.warnings).toEqual([{ line: 2, code: 'CUT_LINE' }])
  })

  it('[IMP-31] warns of a message deeper or longer than one may be', () => {
    const deep = `{"type":"message","text":${'['.repeat(IMPORT.JSON_DEPTH)}${']'.repeat(IMPORT.JSON_DEPTH)}}`
    const long = JSON.stringify({ ...GOOD, text: 'x'.repeat(IMPORT.JSON_RECORD_CHARACTERS) })
    const result = inPieces(telegram, file(good, deep, long, good), TELEGRAM)
    expect(records(result).map((record) => record.raw.firstLine)).toEqual([1, 4])
    expect(codes(result)).toEqual(['BAD_RECORD', 'BAD_RECORD'])
  })

  it('[IMP-31] takes ids as text of a length an id has', () => {
    const from = (length: number): string => JSON.stringify({ ...GOOD, from_id: 'u'.repeat(length) })
    const result = inPieces(telegram, file(from(IMPORT.ID_CHARACTERS), from(IMPORT.ID_CHARACTERS + 1)), TELEGRAM)
    expect(records(result).map((record) => record.authorId?.length)).toEqual([IMPORT.ID_CHARACTERS, undefined])
  })

  it('[IMP-31] never mistakes prototype names for members', () => {
    const nasty =
      '{"__proto__":{"type":"service","text":"no"},"constructor":{"prototype":{"x":1}},"type":"message","date":"2022-10-20T20:15:08","from":"toString","text":"hasOwnProperty"}'
    const result = inPieces(telegram, file(nasty, good), TELEGRAM)
    expect(records(result).map(({ author, text, kind }) => ({ author, text, kind }))).toEqual([
      { author: 'toString', text: 'hasOwnProperty', kind: 'text' },
      { author: 'Ben', text: 'here', kind: 'text' },
    ])
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it.each(['[', '{"a":', '"', '\\', ',', '}', '{', '{"messages":[', '"\\u', '[[{"', ' ', '0', ':"a"'])(
    '[IMP-31] gets through a file of nothing but %s',
    (shape) => {
      const text = `{"messages":[${good},${shape.repeat((4 * MIB) / shape.length)}`
      const result = inPieces(telegram, text, TELEGRAM)
      expect(records(result)[0]?.text).toBe('here')
      expect(codes(result)).toContain('ENDS_EARLY')
      for (const format of [telegram, discord, messenger, signal])
        expect(records(read(format, shape.repeat((2 * MIB) / shape.length)))).toEqual([])
    },
  )

  it('[IMP-31] reads a file that says nothing but messages that are none', () => {
    const result = inPieces(telegram, file(...Array.from({ length: 10_000 }, () => '7'), good), TELEGRAM)
    expect(records(result)).toHaveLength(1)
    expect(codes(result)).toHaveLength(10_000)
  })

  it('[IMP-35] holds no more than it may while turning a file round, and loses nothing', () => {
    const body = 'x'.repeat(MIB - 60)
    const count = Math.ceil(IMPORT.REVERSED_CHARACTERS / MIB) + 2
    const messages = Array.from({ length: count }, (_, at) =>
      JSON.stringify({ sender_name: 'Ben', timestamp_ms: 1_700_000_000_000 - at, content: body }),
    )
    const result = inPieces(messenger, file(...messages), { share: 1, variant: 'meta-json', kind: 'chat', time: 'utc' })
    expect(
      records(result)
        .map((record) => record.raw.firstLine)
        .toSorted((a, b) => a - b),
    ).toEqual(messages.map((_, at) => at + 1))
    expect(codes(result)).toEqual(['BAD_VALUE'])
    const fits = inPieces(messenger, file(...messages.slice(0, count - 3)), { share: 1, variant: 'meta-json', kind: 'chat', time: 'utc' })
    expect(codes(fits)).toEqual([])
    expect(records(fits).map((record) => record.raw.firstLine)).toEqual(messages.slice(3).map((_, at) => count - 3 - at))
  })
})

describe('hostile lines of Signal', () => {
  const item = (at: number): string =>
    `{"chatItem":{"chatId":"1","authorId":"2","dateSent":"${1_666_264_508_000 + at}","standardMessage":{"text":{"body":"${at}"}}}}`
  const FOUND: Recognition = { share: 1, variant: 'official-jsonl', kind: 'chat', time: 'utc' }

  it('[IMP-36] goes on behind a line that never ends', () => {
    const text = [item(1), '{"chatItem":{"chatId":"1","standardMessage":{"text":{"body":"cut', item(2), '{{{', item(3)].join('\n')
    const result = inPieces(signal, text, FOUND)
    expect(records(result).map((record) => record.text)).toEqual(['1', '2', '3'])
    expect(result.warnings).toEqual([
      { line: 2, code: 'BAD_RECORD' },
      { line: 4, code: 'BAD_RECORD' },
    ])
  })

  it.each(['{"\n', '"\n', '}\n', '{"a":"\n', '\\\n', '{}\n'])('[IMP-36] gets through lines of nothing but %j', (shape) => {
    const result = inPieces(signal, `${item(1)}\n${shape.repeat(MIB / shape.length)}${item(2)}\n`, FOUND)
    expect(records(result)[0]?.text).toBe('1')
  })

  it('[IMP-36] takes lines as long as a record may be and warns of longer ones', () => {
    const result = inPieces(signal, `${item(1)}\n{"x":"${'y'.repeat(IMPORT.JSON_RECORD_CHARACTERS)}"}\n${item(2)}`, FOUND)
    expect(records(result).map((record) => record.text)).toEqual(['1', '2'])
    expect(result.warnings).toEqual([{ line: 2, code: 'BAD_RECORD' }])
  })

  it('[IMP-36] knows so many people and conversations, and warns of more', () => {
    const lines = Array.from({ length: IMPORT.JSON_ENTRIES + 2 }, (_, at) => `{"recipient":{"id":${at},"group":{}}}`)
    const result = inPieces(signal, lines.join('\n'), FOUND)
    expect(result.warnings).toEqual([
      { line: IMPORT.JSON_ENTRIES + 1, code: 'BAD_RECORD' },
      { line: IMPORT.JSON_ENTRIES + 2, code: 'BAD_RECORD' },
    ])
  })
})

describe('hostile text and pages', () => {
  it.each(['[', '[](', '![a](./media/', '(- a: ', '](', '`> ', '[2022-10-20 20:15:08] ', '= ', ': '])(
    '[IMP-37] reads a line of %j as one body',
    (shape) => {
      const line = shape.repeat(Math.floor((MIB - 200) / shape.length))
      const result = read(signal, `[2022-10-20 20:15:08] Ben: x\n${line}\n[2022-10-20 20:16:08] Ben: after\n`)
      expect(records(result).at(-1)?.text).toBe('after')
    },
  )

  const page =
    '<div class="page_wrap"><div class="history"><div class="message default clearfix" id="message1"><div class="text">first</div></div>'
  const last = '<div class="message default clearfix" id="message2"><div class="text">last</div></div>'

  it.each([
    '<b>',
    '<!--',
    '<',
    '<a href="',
    '<div class="message default" id="message7">',
    '&',
    '&#',
    '</div>',
    '<script>',
    '<a b=c ',
    '<![CDATA[',
    '<div ',
  ])('[IMP-34] gets through a page of nothing but %s', (shape) => {
    const result = read(telegram, page + shape.repeat(Math.floor((3 * MIB) / shape.length)) + last)
    expect(records(result)[0]?.text.startsWith('first')).toBe(true)
  })

  it('[IMP-34] gives up on what never ends and reads what follows', () => {
    const result = read(telegram, `${page}<a title="${'x'.repeat(2 * IMPORT.LINE_CHARACTERS)}">${last}`, {
      cuts: [IMPORT.LINE_CHARACTERS, 2 * IMPORT.LINE_CHARACTERS],
    })
    expect(records(result).map((record) => record.text)).toEqual(['first', 'last'])
    expect(codes(result)).toContain('CUT_LINE')
  })

  it('[IMP-34] cuts a body longer than a line may be', () => {
    const body = 'y'.repeat(IMPORT.LINE_CHARACTERS + 5)
    const result = read(telegram, page.replace('first', body) + last)
    expect(records(result).map((record) => record.text.length)).toEqual([IMPORT.LINE_CHARACTERS, 4])
    expect(codes(result)).toContain('CUT_LINE')
  })

  it.each(['"', '""', ',', '"a",', '\n', '\r', '"\n'])('[IMP-38] gets through a table of nothing but %j', (shape) => {
    const head = 'AuthorID,Author,Date,Content,Attachments,Reactions\n"1","Ben","2024-01-15T10:30:00Z","first","",""\n'
    const result = read(discord, head + shape.repeat(Math.floor((3 * MIB) / shape.length)))
    expect(records(result)[0]?.text).toBe('first')
  })

  it.each(['[', '[1/15/2024 10:30 AM] ', '{Attachments}\n\n', '=', '\n'])('[IMP-38] gets through a text of nothing but %j', (shape) => {
    const rule = '='.repeat(62)
    const head = `${rule}\nGuild: x\nChannel: y\n${rule}\n\n[1/15/2024 10:30 AM] Ben\nfirst\n\n`
    const result = read(discord, head + shape.repeat(Math.floor((3 * MIB) / shape.length)))
    expect(records(result)[0]?.text.startsWith('first')).toBe(true)
  })
})
