/** Real exports, as they lie beside the project: each yields at least what its `expected.json` says. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Read, readText } from './reading.ts'

const FOLDER = join(import.meta.dirname, '../../../../shared/reference/import-samples/kakaotalk')

const count = v.union([v.number(), v.array(v.number())])
const message = v.object({ author: v.string(), time: v.string(), text: v.string() })
const EXPECTED = v.object({
  variant: v.string(),
  time: v.string(),
  chats: v.tuple([
    v.object({
      title: v.nullish(v.string()),
      messageCount: count,
      systemCount: count,
      participants: v.record(v.string(), v.number()),
      first: v.nullable(message),
      last: v.nullable(message),
      savedAt: v.optional(v.string()),
      selfLabel: v.optional(v.string()),
      kinds: v.optional(v.record(v.string(), v.number())),
      contains: v.optional(v.array(message), []),
      attachmentMessageCount: v.optional(v.number()),
      attachmentFileCount: v.optional(v.number()),
      filesPresent: v.optional(v.array(v.string())),
    }),
  ]),
})

const names = existsSync(FOLDER)
  ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.expected.json'))
  : []

/** Entries of a small archive, by its local headers: none of these hold sizes elsewhere. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
    const size = archive.readUInt32LE(at + 18)
    const nameEnd = at + 30 + archive.readUInt16LE(at + 26)
    const from = nameEnd + archive.readUInt16LE(at + 28)
    const packed = archive.subarray(from, from + size)
    const name = archive.subarray(at + 30, nameEnd).toString()
    entries.set(name, archive.readUInt16LE(at + 8) === 0 ? packed : inflateRawSync(packed))
    at = from + size
  }
  return entries
}

function read(path: string): Read {
  if (!path.endsWith('.zip')) return readText(readFileSync(path, 'utf8'), { name: path.slice(path.lastIndexOf('/') + 1) })
  const entries = unzip(readFileSync(path))
  const name = [...entries.keys()].find((each) => each.endsWith('.txt')) ?? ''
  return readText(entries.get(name)?.toString() ?? '', { name, paths: [...entries.keys()] })
}

const oneOf = (value: number | readonly number[]): readonly number[] => (typeof value === 'number' ? [value] : value)

function countBy(values: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, own]) => [value, own.length]))
}

describe.skipIf(names.length === 0)('[IMP-10] real exports of KakaoTalk', () => {
  it.each(names)('%s', (name) => {
    const { variant, time, chats } = v.parse(EXPECTED, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))
    const [chat] = chats
    const got = read(join(FOLDER, name.replace('.expected.json', '')))
    expect(got.found).toMatchObject({ variant, time, kind: 'chat' })
    expect(got.found?.share).toBe(1)
    expect(got.warnings).toEqual([])

    const messages = got.records.filter(({ author }) => author !== null)
    expect(oneOf(chat.messageCount)).toContain(messages.length)
    expect(oneOf(chat.systemCount)).toContain(got.records.length - messages.length)
    expect(countBy(messages.map(({ author }) => author ?? ''))).toMatchObject(chat.participants)

    const plain = messages.map(({ author, time: when, text }) => ({ author, time: when, text }))
    const withFiles = messages.filter(({ attachments }) => attachments.length > 0)
    const files = withFiles.flatMap(({ attachments }) => attachments)
    const present = files.flatMap(({ path }) => path ?? [])
    const said: readonly (readonly [string, unknown, unknown])[] = [
      ['first', chat.first, plain[0]],
      ['last', chat.last, plain.at(-1)],
      ['title', chat.title, got.head.title],
      ['savedAt', chat.savedAt, got.head.savedAt],
      ['selfLabel', chat.selfLabel, got.head.selfLabel],
      ['kinds', chat.kinds, countBy(messages.map(({ kind }) => kind))],
      ['attachmentMessageCount', chat.attachmentMessageCount, withFiles.length],
      ['attachmentFileCount', chat.attachmentFileCount, files.length],
      ['filesPresent', chat.filesPresent, present],
      ['referenced', chat.filesPresent, got.referenced],
    ]
    // What it does not say is not judged.
    for (const [what, wanted, is] of said.filter(([, value]) => value !== undefined && value !== null)) expect(is, what).toEqual(wanted)
    for (const each of chat.contains) expect(plain).toContainEqual(each)
  })
})
