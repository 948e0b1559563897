/** `import inspect` as a program sees it: the document, its limits, its exit codes. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { HELD_CHARACTERS, Tally, writeDocument } from '../../src-main/headless/inspecting/index.ts'
import { NO_CONTACT, type ChatSink, type ImportedRecord, type ReadSummary, type SourceSink } from '../../shared/importers/index.ts'
import { IMPORT } from '../../shared/limits.ts'
import { runCommand } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Document {
  readonly chats: readonly {
    readonly title: string | null
    readonly participants: object
    readonly records: readonly { seq: number; text: string }[]
    readonly warnings: readonly object[]
  }[]
  readonly contacts: readonly object[]
}

describe('[IMP-5] import inspect', () => {
  it('says of each path what it is, a line each, and exits 1 unless all are known', async () => {
    const path = join(folder, 'x.txt')
    writeFileSync(path, '아무것도 아닌 글\n')
    const { out, code, err } = await runCommand(['import', 'inspect', path, join(folder, 'none'), '--json'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const nothing = { format: null, variant: null, encoding: null, time: null, chats: [], contacts: [] }
    expect(out.split('\n').map((line) => (line === '' ? '' : (JSON.parse(line) as unknown)))).toEqual([
      { kind: 'unknown', ...nothing },
      { kind: 'rejected', code: 'IMPORT_UNREADABLE', ...nothing },
      '',
    ])
    expect(existsSync('/nonexistent/sarangbang-test')).toBe(false)
  })

  it('speaks to people in their language, and hides what a name may do to a terminal', async () => {
    const path = join(folder, 'a\u001b[31m.txt')
    writeFileSync(path, 'nothing')
    const korean = await runCommand(['import', 'inspect', path, '--lang', 'ko'])
    expect(korean).toMatchObject({ code: 1, out: `${join(folder, 'a[31m.txt')}: 알 수 없는 형식이에요.\n` })
    const english = await runCommand(['import', 'inspect', join(folder, 'none'), '--lang', 'en'])
    expect(english.out).toContain('cannot be read')
    expect((await runCommand(['import', 'inspect', path, '--region', '../'])).code).toBe(2)
    expect((await runCommand(['import', 'inspect'])).code).toBe(2)
  })
})

/** A source that gives the same each time it is read. */
type Source = (sink: SourceSink) => void

async function document(
  source: Source,
  limit = Infinity,
): Promise<{ readonly document: Document; readonly passes: number; readonly text: string }> {
  const tally = new Tally(limit)
  source(tally)
  let text = ''
  let passes = 0
  const again = (sink: SourceSink): Promise<ReadSummary> => {
    passes += 1
    source(sink)
    return Promise.resolve({ files: [], unreferenced: [] })
  }
  const broken = await writeDocument({ tally, limit, kind: 'chat', code: undefined, out: (piece) => void (text += piece), again })
  expect(broken).toBeUndefined()
  return { document: JSON.parse(text) as Document, passes, text }
}

const FOUND = { path: 'x', size: 1, format: 'signal', variant: 'v', kind: 'chat', encoding: 'utf-8', time: 'utc', isEmpty: false } as const
const PERSON = { ...NO_CONTACT, displayName: '민수', phones: [{ value: '010', label: 'CELL' }] }

function aRecord(seq: number, text: string, author: string | null = '엄마'): ImportedRecord {
  return {
    seq,
    kind: 'text',
    author,
    time: '2026-11-22T20:15',
    text,
    attachments: [{ name: 'a', present: true, path: 'x/a' }],
    raw: { firstLine: seq, lastLine: seq },
  }
}

/** Conversations whose records come mixed. */
function mixed(chats: number, records: number, text: string): Source {
  return (sink) => {
    const file = sink.file(FOUND)
    const sinks: ChatSink[] = Array.from({ length: chats }, (_, at) => file.chat({ title: `방 ${at}` }))
    for (let seq = 0; seq < records; seq++) for (const chat of sinks) chat.record(aRecord(seq, text))
    file.contact(PERSON)
    sinks[0]?.warn(3, 'BAD_LINE')
    sinks[0]?.learn({ savedAt: '2026-11-22' })
  }
}

describe('[IMP-5] the document of a source', () => {
  it('has just the fields that are promised', async () => {
    const told = await document(mixed(1, 1, '저녁?'))
    expect(told).toMatchObject({ passes: 0 })
    expect(told.document).toEqual({
      kind: 'chat',
      format: 'signal',
      variant: 'v',
      encoding: 'utf-8',
      time: 'utc',
      chats: [
        {
          title: '방 0',
          type: null,
          savedAt: '2026-11-22',
          selfLabel: null,
          participants: { 엄마: 1 },
          records: [
            {
              seq: 0,
              kind: 'text',
              author: '엄마',
              time: '2026-11-22T20:15',
              text: '저녁?',
              attachments: [{ name: 'a', present: true }],
              raw: { firstLine: 0, lastLine: 0 },
            },
          ],
          warnings: [{ line: 3, code: 'BAD_LINE' }],
        },
      ],
      contacts: [{ ...PERSON, phones: ['010'] }],
    })
  })

  it('is the same when it is too long to be kept, in one pass more a long list or several short ones', async () => {
    const text = '가'.repeat(10_000)
    // Three lists of less than half, and one of more than all.
    const records = Math.ceil(HELD_CHARACTERS / text.length / 2.2)
    const three = await document(mixed(3, records, text))
    expect(three.passes).toBe(2)
    expect(three.document.chats.map((chat) => chat.records.length)).toEqual([records, records, records])
    expect(three.document.chats.map(({ title }) => title)).toEqual(['방 0', '방 1', '방 2'])
    expect(three.document.chats[2]?.records.map(({ seq }) => seq)).toEqual(Array.from({ length: records }, (_, at) => at))
    expect(three.document.contacts).toHaveLength(1)
    const one = await document(mixed(1, records * 3, text))
    expect(one.document.chats[0]?.records).toHaveLength(records * 3)
    const few = await document(mixed(1, records * 3, text), 5)
    expect(few).toMatchObject({ passes: 0 })
    expect(few.document.chats[0]).toMatchObject({ participants: { 엄마: records * 3 } })
    expect(few.document.chats[0]?.records).toHaveLength(5)
  })

  it('keeps IMPORT.LISTED_NAMES names, IMPORT.LISTED_NAME_CHARACTERS of each, and IMPORT.LISTED_WARNINGS warnings', async () => {
    const { document: told } = await document((sink) => {
      const chat = sink.file(FOUND).chat({})
      for (const name of ['__proto__', 'constructor', 'x'.repeat(IMPORT.LISTED_NAME_CHARACTERS + 1)]) chat.record(aRecord(0, '', name))
      chat.record(aRecord(0, '', null))
      for (let at = 3; at < IMPORT.LISTED_NAMES + 2; at++) chat.record(aRecord(0, '', `name ${at}`))
      for (let at = 0; at <= IMPORT.LISTED_WARNINGS; at++) chat.warn(at, 'BAD_LINE')
    })
    const [chat] = told.chats
    const names = Object.keys(chat?.participants ?? {})
    expect(names).toHaveLength(IMPORT.LISTED_NAMES)
    expect(names).toContain('__proto__')
    expect(names).toContain('x'.repeat(IMPORT.LISTED_NAME_CHARACTERS))
    expect(chat?.warnings).toHaveLength(IMPORT.LISTED_WARNINGS)
  })
})
