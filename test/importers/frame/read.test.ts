/** Reading a source as a whole: what is claimed by whom, turns, cancelling, bounds. */
import { describe, expect, it } from 'vitest'
import { detect, type Format, type ImportSource, type ReadSummary, readSource } from '../../../shared/importers/index.ts'
import { headOf } from '../../../shared/importers/head.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { decoders } from '../../../src-main/engine/importing/index.ts'
import { collecting } from '../collect.ts'
import { aChatFormat, aConversation } from './a-format.ts'

function aSource(files: Readonly<Record<string, string>>, piece = 10_000): ImportSource {
  return {
    name: 'test',
    form: Object.keys(files).length === 1 ? 'file' : 'folder',
    close: () => Promise.resolve(),
    files: Object.entries(files).map(([path, text]) => {
      const bytes = Buffer.from(text)
      return {
        path,
        size: bytes.length,
        async *bytes() {
          for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
        },
      }
    }),
  }
}

function claiming(name: 'line' | 'whatsapp' | 'csv', share: number): Format {
  return { ...aChatFormat, name, recognise: () => ({ share, variant: 'x', kind: 'chat' }) }
}

describe('[IMP-2] a file', () => {
  const head = headOf('x.txt', 'a\nb\n', true)

  it('is claimed from three fifths on, by whom explains half as much again as anybody else', () => {
    expect(detect(head, [claiming('line', 0.6)])?.format.name).toBe('line')
    expect(detect(head, [claiming('line', 0.59)])).toBeUndefined()
    expect(detect(head, [claiming('line', 0.9), claiming('whatsapp', 0.6)])?.format.name).toBe('line')
    expect(detect(head, [claiming('whatsapp', 0.61), claiming('line', 0.9)])).toBeUndefined()
    expect(detect(head, [claiming('whatsapp', 1), claiming('line', 1)])).toBeUndefined()
    expect(detect(head, [claiming('csv', Number.NaN)])).toBeUndefined()
    expect(detect(head, [])).toBeUndefined()
  })

  it('shows formats its first IMPORT.HEAD_LINES lines and IMPORT.HEAD_CHARACTERS characters', () => {
    const many = headOf('x', 'line\n'.repeat(IMPORT.HEAD_LINES + 1), true)
    expect(many.lines).toHaveLength(IMPORT.HEAD_LINES)
    expect(many.isWhole).toBe(true)
    const fits = headOf('x', 'y'.repeat(IMPORT.HEAD_CHARACTERS), true)
    expect(fits).toMatchObject({ isWhole: true, text: 'y'.repeat(IMPORT.HEAD_CHARACTERS) })
    const long = headOf('x', `a\n${'y'.repeat(IMPORT.HEAD_CHARACTERS)}`, true)
    expect(long.isWhole).toBe(false)
    expect(long.text).toHaveLength(IMPORT.HEAD_CHARACTERS)
    expect(long.lines).toEqual(['a'])
    expect(headOf('/x'.normalize('NFD'), '', true).lines).toEqual([])
  })
})

describe('[IMP-2] a source', () => {
  const options = { decoders, formats: [aChatFormat], pause: () => Promise.resolve() }

  it('says how far it is, and ends when nobody wants it any more', async () => {
    const text = aConversation(
      'x',
      Array.from({ length: 50_000 }, () => '가나다라'),
    )
    const steps: number[] = []
    const all = collecting()
    const whole = await readSource(aSource({ 'x.txt': text }), { ...options, progress: (done) => void steps.push(done) }, all)
    expect(whole.files[0]).toMatchObject({ outcome: 'read', records: 50_000, chats: 1, warnings: 0 })
    expect(steps.at(-1)).toBe(Buffer.byteLength(text))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    const stop = new AbortController()
    const some = collecting()
    const cancelled = await readSource(
      aSource({ 'x.txt': text }),
      { ...options, signal: stop.signal, progress: (done) => done > 400_000 && stop.abort() },
      some,
    )
    expect(cancelled.code).toBe('CANCELLED')
    expect(some.chats[0]?.records.length).toBeGreaterThan(0)
    expect(some.chats[0]?.records.length).toBeLessThan(50_000)
  })

  it('lets others have their turn while it reads', async () => {
    let turns = 0
    const pause = (): Promise<void> => {
      turns += 1
      return Promise.resolve()
    }
    const text = aConversation(
      'x',
      Array.from({ length: 50_000 }, () => '가나다라'),
    )
    await readSource(aSource({ 'x.txt': text }, text.length * 4), { ...options, pause }, collecting())
    expect(turns).toBeGreaterThan(Buffer.byteLength(text) / 200_000)
  })

  it('has IMPORT.CHATS conversations at most; what more there are is counted and dropped', async () => {
    const many = (count: number): Format => ({
      ...aChatFormat,
      open: (_found, _head, sink) => ({
        push: () => undefined,
        end() {
          for (let at = 0; at < count; at++) {
            sink
              .chat({})
              .record({ seq: 0, kind: 'text', author: 'a', time: null, text: '', attachments: [], raw: { firstLine: 1, lastLine: 1 } })
          }
        },
      }),
    })
    const read = async (count: number): Promise<ReadSummary> =>
      readSource(aSource({ 'x.txt': aConversation('x', ['a']) }), { ...options, formats: [many(count)] }, collecting())
    expect((await read(IMPORT.CHATS)).files).toMatchObject([{ chats: IMPORT.CHATS, records: IMPORT.CHATS, warnings: 0 }])
    expect((await read(IMPORT.CHATS + 1)).files).toMatchObject([{ chats: IMPORT.CHATS, records: IMPORT.CHATS, warnings: 1 }])
  })

  it('puts the parts of one conversation together, and of two titles not', async () => {
    const all = collecting()
    const files = {
      'a/message_1.json': aConversation('x', ['newest']),
      'a/message_2.json': aConversation('x', ['older']),
      'b/message_1.json': aConversation('other', ['newest']),
      'b/message_2.json': aConversation('different', ['older']),
    }
    await readSource(aSource(files), options, all)
    expect(all.chats.map(({ head, records }) => [head.title, records.map(({ seq, text }) => `${seq} ${text}`)])).toEqual([
      ['x', ['0 older', '1 newest']],
      ['different', ['0 older']],
      ['other', ['0 newest']],
    ])
  })

  it('finds what lies beside by name, path, percent-encoding, and never itself', async () => {
    const names = ['사진.jpg', '%EC%82%AC%EC%A7%84.jpg', 'sub/b.jpg', 'top/c.jpg', 'c.jpg', '../c.jpg', '%', '', '_chat.txt', 'constructor']
    const all = collecting()
    const files = {
      'x/_chat.txt': aConversation(
        'x',
        names.map((name) => `file ${name}`),
      ),
      'x/사진.jpg': '',
      'x/sub/b.jpg': '',
      'top/c.jpg': '',
      'x/rest.jpg': '',
    }
    const summary = await readSource(aSource(files), options, all)
    const found = all.chats[0]?.records.map(({ attachments: [one] }) => one?.path)
    expect(found).toEqual([
      'x/사진.jpg',
      'x/사진.jpg',
      'x/sub/b.jpg',
      'top/c.jpg',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(summary.unreferenced).toEqual(['x/rest.jpg'])
    expect(all.warnings).toEqual([{ line: 0, code: 'UNREFERENCED_FILE' }])
  })
})
