/** Holds a format against the files of the reference and what stands beside them. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { ImportedRecord, TextFormat } from '../../../shared/importers/index.ts'
import { codes, headOf, read, type ReadChat } from './reading.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/reference/import-samples')

interface ExpectedRecord {
  readonly author: string | null
  readonly time: string
  readonly text: string
}

interface ExpectedChat {
  readonly title: string | null
  readonly type: string | null
  readonly messageCount: number | readonly number[]
  readonly systemCount: number | readonly number[]
  readonly participants?: Readonly<Record<string, number>>
  readonly participantIds?: Readonly<Record<string, number>>
  readonly first: ExpectedRecord | null
  readonly last: ExpectedRecord | null
  readonly kinds?: Readonly<Record<string, number>>
}

interface Expected {
  readonly format: string
  readonly variant: string
  readonly time: string
  readonly chats: readonly ExpectedChat[]
  readonly contacts?: { readonly count: number; readonly list: readonly { displayName: string; phones: readonly string[] }[] }
}

/** One test for each file in `folder` that any of these formats is to read. */
export function itMeetsTheSamples(folder: string, formats: readonly TextFormat[]): void {
  const there = existsSync(FOLDER)
  const files = there ? globSync(`${folder}/**/*.expected.json`, { cwd: FOLDER }) : []
  it.skipIf(!there)(`finds samples in ${FOLDER}`, () => expect(files.length).toBeGreaterThan(0))
  for (const file of files) {
    it(`[IMP-30] reads ${file.replace('.expected.json', '')} as expected`, () => {
      // The reference is ours: its shape is taken as written.
      const expected = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Expected
      const name = path.basename(file.replace('.expected.json', ''))
      const text = readFileSync(path.join(FOLDER, file.replace('.expected.json', '')), 'utf8')
      const claims = formats.flatMap((format) => {
        const result = read(format, text, { name })
        return result.found === undefined ? [] : [{ name: format.name, result }]
      })
      expect(claims.map((claim) => claim.name)).toEqual([expected.format])
      const result = claims[0]?.result
      expect(result?.found).toMatchObject({ variant: expected.variant, time: expected.time, kind: 'chat' })
      expect(result?.chats.map((chat, at) => seen(chat, expected.chats[at]))).toEqual(expected.chats.map(wanted))
      const people = result?.contacts.map(({ displayName, phones }) => ({ displayName, phones: phones.map((phone) => phone.value) }))
      expect(people).toEqual(expected.contacts?.list ?? [])
      expect(result === undefined ? ['nothing'] : codes(result)).toEqual([])
    })
  }
}

/** What the reference says of a conversation, in the words of `seen`; null and missing are not checked. */
function wanted(chat: ExpectedChat): object {
  return {
    title: chat.title,
    type: chat.type === null ? null : /group/.test(chat.type) ? 'group' : 'direct',
    messages: true,
    systems: true,
    participants: chat.participants ?? null,
    participantIds: chat.participantIds ?? null,
    kinds: chat.kinds ?? null,
    first: chat.first,
    last: chat.last,
    isCounted: true,
  }
}

/** The same of what was read. Where a count is a choice, participants are minimums. */
function seen({ head, records }: ReadChat, expected: ExpectedChat | undefined): object {
  const messages = records.filter((record) => record.kind !== 'system')
  const isMinimum = Array.isArray(expected?.messageCount)
  const tallied = (names: readonly (string | null | undefined)[], of: Readonly<Record<string, number>> | undefined): object | null => {
    if (of === undefined) return null
    const counts = tally(names)
    return isMinimum && Object.entries(of).every(([who, count]) => (counts[who] ?? 0) >= count) ? of : counts
  }
  return {
    title: expected?.title === null ? null : head.title,
    type: expected?.type === null ? null : head.type,
    messages: [expected?.messageCount].flat().includes(messages.length),
    systems: [expected?.systemCount].flat().includes(records.length - messages.length),
    participants: tallied(
      messages.map((record) => record.author),
      expected?.participants,
    ),
    participantIds: tallied(
      messages.map((record) => record.authorId),
      expected?.participantIds,
    ),
    kinds: tallied(
      messages.map((record) => record.kind),
      expected?.kinds,
    ),
    first: expected?.first === null ? null : shown(messages[0]),
    last: expected?.last === null ? null : shown(messages.at(-1)),
    isCounted: records.every((record, seq) => record.seq === seq),
  }
}

function shown(record: ImportedRecord | undefined): ExpectedRecord {
  return { author: record?.author ?? null, time: record?.time ?? '', text: record?.text ?? '' }
}

function tally(names: readonly (string | null | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name ?? ''] = (counts[name ?? ''] ?? 0) + 1
  return counts
}

/** What belongs to other readers, or to none. */
export function itClaimsNoneOf(folders: readonly string[], formats: readonly TextFormat[]): void {
  it.skipIf(!existsSync(FOLDER))(`[IMP-30] claims none of ${folders.join(', ')}`, () => {
    const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{txt,csv,vcf}`, { cwd: FOLDER }))
    expect(files.length).toBeGreaterThan(10)
    const claimed = files.filter((file) => {
      const head = headOf(readFileSync(path.join(FOLDER, file), 'utf8'), path.basename(file))
      return formats.some((format) => format.recognise(head) !== undefined)
    })
    expect(claimed).toEqual([])
  })
}
