/** Real exports of all messengers in, out in our own forms, in again elsewhere, and out once more: what the forms can carry is the same. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from './terminal.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')
const SLOW_MS = 180_000

const person = v.object({ account: v.string(), name: v.string() })
const said = v.object({
  type: v.literal('message'),
  id: v.string(),
  time: v.number(),
  author: person,
  text: v.optional(v.string()),
  replyTo: v.optional(v.string()),
  imported: v.object({
    kind: v.string(),
    author: v.optional(v.string()),
    isMine: v.boolean(),
    isLong: v.boolean(),
    attachments: v.array(v.object({ name: v.string(), present: v.boolean() })),
    reactions: v.array(v.object({ emoji: v.string(), by: v.string() })),
  }),
})
type Said = v.InferOutput<typeof said>
const listed = v.object({ archives: v.array(v.object({ archive: v.string(), title: v.string(), messages: v.number() })) })

describe.skipIf(!existsSync(SAMPLES))('real exports, out and in again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-out-and-in-'))
  const at = (...names: readonly string[]): string => join(folder, ...names)
  const command = async (profile: string, ...args: readonly string[]): Promise<unknown> => {
    const { code, out, err } = await runCommand([...args, '--profile', at(profile), '--json'])
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }
  const apps = ['kakaotalk', 'whatsapp', 'telegram', 'signal', 'meta', 'discord'].map((name) => join(SAMPLES, name))

  /** Every archive of the profile as files of this form, and what is in them by the title of the archive, where the form is JSON Lines. */
  async function takeOut(profile: string, format: 'text' | 'jsonl'): Promise<ReadonlyMap<string, readonly Said[]>> {
    const { archives } = v.parse(listed, await command(profile, 'import', 'list'))
    const to = at(`${profile}-${format}`)
    mkdirSync(to)
    const found = new Map<string, Said[]>()
    for (const [n, { archive, title, messages }] of archives.entries()) {
      const file = join(to, `${n}.${format === 'text' ? 'txt' : 'jsonl'}`)
      expect(await command(profile, 'export', 'room', archive, '--format', format, '--to', file)).toMatchObject({ messages })
      if (format === 'text') continue
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1, -1)
      found.set(title, [...(found.get(title) ?? []), ...lines.map((line) => v.parse(said, JSON.parse(line)))])
    }
    return found
  }

  let before: ReadonlyMap<string, readonly Said[]> = new Map()

  beforeAll(async () => {
    await command('first', 'init', '--name', 'Mum', '--words-out', at('words'))
    await command('first', 'import', 'read', ...apps, '--zone', 'Asia/Seoul')
    for (const name of ['jsonl', 'text']) await command(name, 'init', '--name', 'Dad', '--words-out', at(`words-${name}`))
    before = await takeOut('first', 'jsonl')
  }, SLOW_MS)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(
    '[EXP-8] [EXP-1] JSON Lines carry authors, times, kinds, texts, attachments, reactions and answers',
    async () => {
      expect([...before.values()].flat().length).toBeGreaterThan(500)
      await command('jsonl', 'import', 'read', at('first-jsonl'))
      const after = await takeOut('jsonl', 'jsonl')
      expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted())
      for (const [title, views] of before) expect([title, carried(after.get(title) ?? [])]).toEqual([title, carried(views)])
      // Nothing of it was there before, and all of it is there now.
      expect(await command('jsonl', 'import', 'read', at('first-jsonl'))).toMatchObject({ batch: { messages: 0 } })
    },
    SLOW_MS,
  )

  it(
    '[EXP-7] text carries authors, times, kinds and texts',
    async () => {
      await takeOut('first', 'text')
      await command('text', 'import', 'read', at('first-text'))
      const after = await takeOut('text', 'jsonl')
      expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted())
      for (const [title, views] of before) expect([title, spoken(after.get(title) ?? [], false)]).toEqual([title, spoken(views, true)])
    },
    SLOW_MS,
  )
})

/** In one order, answers by what they answer. */
function carried(views: readonly Said[]): readonly object[] {
  const texts = new Map(views.map(({ id, text }) => [id, text]))
  return views
    .map(({ time, text, replyTo, imported: { kind, author, isLong, attachments, reactions } }) => ({
      time,
      text,
      kind,
      author,
      isLong,
      attachments,
      reactions,
      ...(replyTo !== undefined && { answers: texts.get(replyTo) }),
    }))
    .toSorted((a, b) => a.time - b.time || order(JSON.stringify(a), JSON.stringify(b)))
}

/** What text says: who had no name has none, and whoever was me when it was written stands in it under my name. */
function spoken(views: readonly Said[], isFirst: boolean): readonly object[] {
  return views
    .map(({ time, text = '', author, imported: { kind, isMine, author: spelled } }) => {
      return { time, text, kind, author: isFirst && isMine ? author.name : (spelled ?? '') }
    })
    .toSorted((a, b) => a.time - b.time || order(JSON.stringify(a), JSON.stringify(b)))
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
