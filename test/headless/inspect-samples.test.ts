/** `import inspect` as a process: every real export there is, field for field as it is promised, and what it exits with. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { rawZip } from '../importers/frame/raw-zip.ts'

const PROGRAM = join(import.meta.dirname, '../../scripts/launch/sarangbang.mjs')
const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')
const EXPECTED = '.expected.json'
const folder = mkdtempSync(join(tmpdir(), 'sarangbang-inspecting-'))
afterAll(() => rmSync(folder, { recursive: true }))

const KINDS = [
  'text',
  'photo',
  'video',
  'audio',
  'file',
  'sticker',
  'contact',
  'location',
  'call',
  'media',
  'deleted',
  'system',
  'other',
] as const
const texts = v.array(v.string())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const time = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?Z?)?$/)))
const Told = v.strictObject({
  kind: v.picklist(['chat', 'contacts', 'unknown', 'rejected']),
  code: v.optional(v.string()),
  format: v.nullable(v.string()),
  variant: v.nullable(v.string()),
  encoding: v.nullable(v.string()),
  time: v.nullable(v.picklist(['local', 'utc'])),
  chats: v.array(
    v.strictObject({
      title: v.nullable(v.string()),
      type: v.nullable(v.picklist(['direct', 'group'])),
      savedAt: v.nullable(v.string()),
      selfLabel: v.nullable(v.string()),
      participants: v.record(v.string(), count),
      records: v.array(
        v.strictObject({
          seq: count,
          kind: v.picklist(KINDS),
          author: v.nullable(v.string()),
          time,
          text: v.string(),
          attachments: v.array(v.strictObject({ name: v.string(), present: v.boolean() })),
          raw: v.strictObject({ firstLine: count, lastLine: count }),
        }),
      ),
      warnings: v.array(v.strictObject({ line: count, code: v.string() })),
    }),
  ),
  contacts: v.array(
    v.strictObject({
      displayName: v.string(),
      family: v.string(),
      given: v.string(),
      phones: texts,
      e164: texts,
      emails: texts,
      org: v.string(),
      note: v.string(),
      birthday: v.nullable(v.string()),
      labels: texts,
    }),
  ),
  warnings: v.optional(v.array(v.strictObject({ line: count, code: v.string() }))),
})

/** What is asked of it here; the rest is asked by `test/importers/samples.test.ts`. */
const counts = v.optional(v.union([v.number(), v.array(v.number())]))
const Expected = v.object({
  kind: v.string(),
  format: v.string(),
  encoding: v.optional(v.string()),
  time: v.optional(v.string()),
  chats: v.optional(v.array(v.object({ messageCount: counts, systemCount: counts })), []),
})

function inspect(...args: readonly string[]): Promise<{ readonly code: number; readonly told: readonly v.InferOutput<typeof Told>[] }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, 'import', 'inspect', ...args, '--json'], { maxBuffer: 1 << 28 }, (error, out) => {
      const lines = out.split('\n').filter((line) => line !== '')
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, told: lines.map((line) => v.parse(Told, JSON.parse(line))) })
    })
  })
}

describe.skipIf(!existsSync(SAMPLES))('[IMP-5] real exports, by the program itself', () => {
  const names = existsSync(SAMPLES)
    ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(EXPECTED))
    : []

  it('are told of as is promised, in one go, with exit code 0', async () => {
    const { code, told } = await inspect(...names.map((name) => join(SAMPLES, name.slice(0, -EXPECTED.length))))
    expect(code).toBe(0)
    expect(told).toHaveLength(names.length)
    for (const [at, name] of names.entries()) {
      const wanted = v.parse(Expected, JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')))
      const { kind, format, encoding, time: zone, chats } = told[at] ?? {}
      const { chats: wantedChats, ...rest } = wanted
      expect({ kind, format, encoding, time: zone }, name).toMatchObject(rest)
      expect(chats, name).toHaveLength(wantedChats.length)
      for (const [which, chat] of wantedChats.entries()) {
        const records = chats?.[which]?.records ?? []
        const systems = records.filter((record) => record.kind === 'system').length
        expect([chat.messageCount ?? records.length - systems].flat(), name).toContain(records.length - systems)
        expect([chat.systemCount ?? systems].flat(), name).toContain(systems)
        expect(
          records.map(({ seq }) => seq),
          name,
        ).toEqual(records.map((_, seq) => seq))
        for (const { time: when } of records) expect(when === null || when.endsWith('Z') === (zone === 'utc'), name).toBe(true)
      }
    }
  }, 120_000)

  it('are printed as far as --records says, and counted whole', async () => {
    const [path = ''] = names.filter((name) => name.includes('vibecoding')).map((name) => join(SAMPLES, name.slice(0, -EXPECTED.length)))
    const [whole, three] = [(await inspect(path)).told[0], (await inspect(path, '--records', '3')).told[0]]
    expect(three?.chats[0]?.records).toEqual(whole?.chats[0]?.records.slice(0, 3))
    expect(three?.chats[0]?.participants).toEqual(whole?.chats[0]?.participants)
  }, 60_000)
})

describe('[IMP-5] what is none, by the program itself', () => {
  it('is told of in the same shape, with its code, and exit code 1', async () => {
    const put = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const chat = { name: '_chat.txt', content: Buffer.from('[20.10.22, 20:15:08] Ben: Hallo\n') }
    const { code, told } = await inspect(
      put('plain.txt', '그냥 적어 둔 글\n두 번째 줄\n'),
      put('locked.zip', rawZip([{ ...chat, flags: 1 }])),
      put('cut.zip', rawZip([chat]).subarray(0, 60)),
      join(folder, 'not there.txt'),
    )
    const nothing = { format: null, variant: null, encoding: null, time: null, chats: [], contacts: [] }
    expect(told).toEqual([
      { kind: 'unknown', ...nothing },
      ...['IMPORT_ENCRYPTED', 'IMPORT_BAD_ARCHIVE', 'IMPORT_UNREADABLE'].map((why) => ({ kind: 'rejected', code: why, ...nothing })),
    ])
    expect(code).toBe(1)
    expect((await inspect(put('whole.zip', rawZip([chat])))).code).toBe(0)
  }, 60_000)
})
