/** Real exports against what a correct reader yields of them at least; how `expected.json` is meant says the README beside the samples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportedContact, ImportedRecord } from '../../shared/importers/index.ts'
import { type CollectedChat, collect } from './collect.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')
const EXPECTED = '.expected.json'

interface ExpectedRecord {
  readonly author?: string | null
  readonly time?: string | null
  readonly text?: string
}

interface ExpectedChat {
  readonly title?: string | null
  readonly type?: string | null
  readonly savedAt?: string
  readonly selfLabel?: string
  readonly messageCount: number | readonly number[]
  readonly systemCount: number | readonly number[]
  readonly participants?: Readonly<Record<string, number>>
  readonly participantIds?: Readonly<Record<string, number>>
  readonly kinds?: Readonly<Record<string, number>>
  readonly first?: ExpectedRecord | null
  readonly last?: ExpectedRecord | null
  readonly contains?: readonly ExpectedRecord[]
  readonly attachmentMessageCount?: number | readonly number[]
  readonly attachmentFileCount?: number | readonly number[]
  readonly filesPresent?: readonly string[]
  readonly multilineCount?: number
}

interface ExpectedContact {
  readonly displayName?: string | readonly string[]
  readonly family?: string
  readonly given?: string
  readonly org?: string
  readonly phones?: readonly string[]
  readonly phoneCount?: number
  readonly phonesInclude?: readonly string[]
  readonly emailCount?: number
  readonly emailsInclude?: readonly string[]
}

interface Expected {
  readonly kind: 'chat' | 'contacts' | 'negative'
  readonly format: string
  readonly minimum?: boolean
  readonly encoding?: string
  readonly time?: 'local' | 'utc'
  readonly chats?: readonly ExpectedChat[]
  readonly contactCount?: number
  readonly contacts?: readonly ExpectedContact[] | { readonly count: number; readonly list: readonly ExpectedContact[] }
}

const WITH_FILES = new Set(['photo', 'video', 'audio', 'file', 'contact'])
const DIRECT = new Set(['direct', 'personal_chat', 'bot_chat', 'saved_messages'])

function samples(): readonly { readonly name: string; readonly path: string; readonly expected: Expected }[] {
  return readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(EXPECTED))
    .toSorted()
    .map((name) => {
      const path = join(SAMPLES, name.slice(0, -EXPECTED.length))
      return { name: relative(SAMPLES, path), path, expected: JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')) as Expected }
    })
}

describe.skipIf(!existsSync(SAMPLES))('[IMP-1] real exports', () => {
  const all = existsSync(SAMPLES) ? samples() : []

  it('are there for every format that has some', () => {
    expect(readdirSync(SAMPLES)).toContain('kakaotalk')
  })

  it.each(all)('$name', async ({ path, expected }) => {
    const { summary, found, chats, contacts } = await collect(path)
    const { encoding = found[0]?.encoding, time = found[0]?.time } = expected
    expect(summary.code).toBeUndefined()
    expect(found[0]).toMatchObject({ format: expected.format, kind: expected.kind, encoding, time })
    expect(chats).toHaveLength(expected.chats?.length ?? chats.length)
    expect(expected.chats?.flatMap((chat, at) => differences(chats[at], chat)) ?? []).toEqual([])
    const { count, list } = peopleOf(expected)
    expect(contacts).toHaveLength(count ?? contacts.length)
    expect(list.filter((person) => !contacts.some((contact) => isSame(contact, person)))).toEqual([])
  })
})

function peopleOf({ contacts = [], contactCount, minimum }: Expected): { count: number | undefined; list: readonly ExpectedContact[] } {
  const { count, list } = 'list' in contacts ? contacts : { count: contactCount, list: contacts }
  return { count: minimum === true ? undefined : count, list }
}

/** What is not as expected, by name. */
function differences(chat: CollectedChat | undefined, expected: ExpectedChat): readonly string[] {
  if (chat === undefined) return [`no conversation ${expected.title ?? ''}`]
  const { head, records } = chat
  const messages = records.filter(({ kind }) => kind !== 'system')
  const byAuthor = Object.groupBy(messages, ({ author }) => author ?? '')
  const isExact = typeof expected.messageCount === 'number'
  const people = Object.entries(expected.participants ?? {}).map(([name, count]) => ({ name, count, said: byAuthor[name]?.length ?? 0 }))
  const ofIds = Object.values(expected.participantIds ?? {})
  const withFiles = messages.filter(({ kind, attachments }) => WITH_FILES.has(kind) || attachments.length > 0)
  const files = messages.flatMap(({ attachments }) => attachments)
  const present = files.filter((file) => file.present).map((file) => (file.path ?? file.name).split('/').at(-1))
  const type = typeof expected.type === 'string' ? (DIRECT.has(expected.type) ? 'direct' : 'group') : undefined
  const isOneOf = (wanted: number | readonly number[] | undefined, count: number): boolean =>
    wanted === undefined || [wanted].flat().includes(count)
  const agreed: Readonly<Record<string, boolean>> = {
    messageCount: isOneOf(expected.messageCount, messages.length),
    systemCount: isOneOf(expected.systemCount, records.length - messages.length),
    // The other way round it is not so: an account that was deleted has written messages under no name.
    systemAuthors: records.every(({ kind, author }) => kind !== 'system' || author === null),
    title: typeof expected.title !== 'string' || head.title === expected.title,
    type: type === undefined || head.type === undefined || head.type === type,
    savedAt: expected.savedAt === undefined || sameTime(expected.savedAt)(head.savedAt),
    selfLabel: expected.selfLabel === undefined || head.selfLabel === expected.selfLabel,
    participants: people.every(({ count, said }) => (isExact ? said === count : said >= count)),
    participantIds: ofIds.length === 0 || ofIds.reduce((sum, count) => sum + count, 0) === messages.length,
    kinds: Object.entries(expected.kinds ?? {}).every(([kind, count]) => messages.filter((one) => one.kind === kind).length === count),
    first: !expected.first || sameRecord(expected.first)(messages[0]),
    last: !expected.last || sameRecord(expected.last)(messages.at(-1)),
    contains: (expected.contains ?? []).every((one) => messages.some(sameRecord(one))),
    attachmentMessageCount: isOneOf(expected.attachmentMessageCount, withFiles.length),
    attachmentFileCount: isOneOf(expected.attachmentFileCount, files.length),
    filesPresent: (expected.filesPresent ?? []).every((name) => present.includes(name)),
    multilineCount: isOneOf(expected.multilineCount, messages.filter(({ text }) => text.includes('\n')).length),
  }
  return Object.keys(agreed).filter((name) => agreed[name] !== true)
}

/** To the precision that both give. */
function sameTime(expected: string): (time: unknown) => boolean {
  return (time) => {
    if (typeof time !== 'string') return false
    const [a, b] = [time.replace(/(?:\.0+)?Z$/, ''), expected.replace(/(?:\.0+)?Z$/, '')]
    return time.endsWith('Z') === expected.endsWith('Z') && a !== '' && (a.startsWith(b) || b.startsWith(a))
  }
}

function sameRecord({ author, time, text }: ExpectedRecord): (record: ImportedRecord | undefined) => boolean {
  return (record) =>
    record !== undefined &&
    (typeof author !== 'string' || record.author === author) &&
    (typeof time !== 'string' || sameTime(time)(record.time)) &&
    (text === undefined || shown(record.text) === shown(text))
}

function shown(text: string): string {
  return text
    .replaceAll('\u200e', '')
    .replace(/\s*<This message was edited>$/, '')
    .trimEnd()
}

function isSame(contact: ImportedContact, expected: ExpectedContact): boolean {
  const phones = contact.phones.map(({ value }) => value)
  const emails = contact.emails.map(({ value }) => value)
  const names = expected.displayName === undefined ? undefined : [expected.displayName].flat()
  return (
    names?.includes(contact.displayName) !== false &&
    (expected.family === undefined || contact.family === expected.family) &&
    (expected.given === undefined || contact.given === expected.given) &&
    (expected.org === undefined || contact.org.startsWith(expected.org)) &&
    (expected.phoneCount === undefined || phones.length === expected.phoneCount) &&
    (expected.emailCount === undefined || emails.length === expected.emailCount) &&
    [...(expected.phones ?? []), ...(expected.phonesInclude ?? [])].every((phone) => phones.includes(phone)) &&
    (expected.emailsInclude ?? []).every((email) => emails.includes(email))
  )
}
