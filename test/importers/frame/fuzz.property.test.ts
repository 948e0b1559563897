/** Whatever the bytes: no reader hangs, throws or gives more than it may. Also of formats that are registered, over real exports that were damaged. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Format, FORMATS, type ReadSummary } from '../../../shared/importers/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { type Collected, collect } from '../collect.ts'
import { aChatFormat, aContactsFormat, aConversation } from './a-format.ts'
import { type RawEntry, rawZip } from './raw-zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))
const SAMPLES = join(import.meta.dirname, '../../../../shared/reference/import-samples')
const TESTED: readonly Format[] = [aChatFormat, aContactsFormat]

async function read(name: string, bytes: Uint8Array, formats: readonly Format[]): Promise<Collected & { readonly summary: ReadSummary }> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const all = await collect(path, { formats })
  const records = all.chats.flatMap((chat) => chat.records)
  for (const { text, seq } of records) {
    expect(text.isWellFormed() || text.length > 0).toBe(true)
    expect(Number.isSafeInteger(seq)).toBe(true)
  }
  expect(all.chats.length).toBeLessThanOrEqual(IMPORT.CHATS)
  expect(readdirSync(folder)).toEqual([name])
  rmSync(path)
  return all
}

/** What `Format` promises of the records of one conversation. */
function keepsOrder({ chats }: Collected): void {
  for (const { records } of chats) expect(records.map(({ seq }) => seq)).toEqual(records.map((_, at) => at))
}

/** A few bytes changed, cut out, doubled, put in. */
const damage = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), bytes: fc.uint8Array({ maxLength: 12 }), again: fc.nat(3) }),
  { minLength: 1, maxLength: 6 },
)

function damaged(bytes: Buffer, changes: readonly { at: number; cut: number; bytes: Uint8Array; again: number }[]): Buffer {
  let all = bytes
  for (const { at, cut, bytes: put, again } of changes) {
    const from = Math.floor(at * all.length)
    const piece = all.subarray(from, from + cut)
    all = Buffer.concat([all.subarray(0, from), put, ...Array.from({ length: again }, () => piece), all.subarray(from + cut)])
  }
  return all
}

function realFiles(): readonly string[] {
  if (!existsSync(SAMPLES)) return []
  return readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.expected.json') && !name.endsWith('.md'))
    .map((name) => join(SAMPLES, name))
    .filter((path) => statSync(path).isFile())
}

const CHAT = aConversation('우리 집', ['안녕', '똠', 'file a.jpg', 'x'.repeat(300)])

describe('[IMP-3] [IMP-4] any bytes', () => {
  it('are read to an end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom('', 'PK\x03\x04', 'From: a\r\nMIME-Version: 1.0\r\n', '\ufeff', '대화: x\n'),
        async (bytes, start) => {
          keepsOrder(await read('x.bin', Buffer.concat([Buffer.from(start), bytes]), [...TESTED, ...FORMATS]))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('that were an archive once are read to an end, and nothing appears on the disk', async () => {
    const whole = rawZip([
      { name: 'a.jpg', content: Buffer.alloc(200, 1), isStored: true },
      { name: '_chat.txt', content: Buffer.from(CHAT) },
      { name: '방/people.vcf', content: Buffer.from('PEOPLE\nx\n') },
    ])
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = damaged(whole, changes)
        bytes.write('PK\x03\x04', 0, 'latin1')
        keepsOrder(await read('x.zip', bytes, TESTED))
      }),
      { numRuns: 250 },
    )
  })

  it('in an archive of any shape are read to an end', async () => {
    const entry: fc.Arbitrary<RawEntry> = fc.record(
      {
        name: fc.oneof(
          fc.string({ maxLength: 20 }),
          fc.constantFrom('_chat.txt', 'a/_chat.txt', 'x.vcf', '../x', 'inner.zip'),
          fc.uint8Array({ maxLength: 12 }),
        ),
        content: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(Buffer.from(CHAT))),
        isStored: fc.boolean(),
        claims: fc.record(
          { size: fc.nat(0xffffffff), packed: fc.nat(0xffffffff), method: fc.constantFrom(0, 8, 9, 99) },
          { requiredKeys: [] },
        ),
        flags: fc.constantFrom(0, 1, 8, 0x800, 0x40),
        mode: fc.constantFrom(0, 0o100644, 0o120777),
      },
      { requiredKeys: ['name', 'content'] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (entries) => {
        keepsOrder(await read('x.zip', rawZip(entries), TESTED))
      }),
      { numRuns: 200 },
    )
  })

  it('that were a mail once are read to an end', async () => {
    const mail = Buffer.from(
      `From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\nContent-Type: text/plain; name="KakaoTalkChats.txt"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*=UTF-8''KakaoTalkChats.txt\r\n\r\n${Buffer.from(CHAT).toString('base64')}\r\n--B--\r\n`,
    )
    expect((await read('x.eml', mail, TESTED)).chats).toHaveLength(1)
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => keepsOrder(await read('x.eml', damaged(mail, changes), TESTED))),
      { numRuns: 150 },
    )
  })

  it.skipIf(!existsSync(SAMPLES))('that were a real export once are read to an end, by every format there is', async () => {
    const files = realFiles()
    await fc.assert(
      fc.asyncProperty(fc.nat(files.length - 1), damage, async (at, changes) => {
        keepsOrder(await read('x.bin', damaged(readFileSync(files[at] ?? ''), changes), [...TESTED, ...FORMATS]))
      }),
      { numRuns: 250 },
    )
  })

  it('in one line of millions are no work', async () => {
    const long = 8 * IMPORT.LINE_CHARACTERS
    const starts = [
      '[엄마] [오후 8:15] ',
      '2022년 10월 20일 오후 8:15, ',
      '[20.10.22, 20:15:08] Ben: ',
      '10/20/22, 8:15 PM - ',
      '20:15\t',
      '{"messages":[',
      'Date,User,Message\n',
      'BEGIN:VCARD\nN:',
      '이름,전화\n',
      '',
    ]
    const fills = ['a', ' ', '[', ']', ': ', '"', ',', '0', '\t', '] [', '님이 ', '{"a":', '[[', '\\', '=0D=\n ', '\u200e']
    for (const start of starts) {
      for (const fill of fills) {
        const text = `${start}${fill.repeat(Math.ceil(long / 8 / fill.length))}`
        keepsOrder(await read('x.txt', Buffer.from(text), [...TESTED, ...FORMATS]))
      }
    }
  }, 120_000)
})
