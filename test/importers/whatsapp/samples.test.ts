/** Real exports from public repositories meet what their `expected.json` says. They are read where they lie, beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { readChat, recognise } from '../reading.ts'

const FOLDER = fileURLToPath(new URL('../../../../shared/reference/import-samples/whatsapp', import.meta.url))
const Count = v.union([v.number(), v.array(v.number())])
const Quoted = v.object({ author: v.string(), time: v.string(), text: v.string() })
const Expected = v.object({
  variant: v.string(),
  time: v.picklist(['local', 'utc']),
  chats: v.tuple([
    v.object({
      title: v.nullable(v.string()),
      type: v.nullable(v.string()),
      messageCount: Count,
      systemCount: Count,
      participants: v.record(v.string(), v.number()),
      first: v.nullable(Quoted),
      last: v.nullable(Quoted),
      contains: v.optional(v.array(Quoted), []),
      attachmentMessageCount: v.optional(Count),
    }),
  ]),
})

const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => !name.endsWith('.json')) : []

describe.skipIf(files.length === 0)(`samples of WhatsApp (skipped where ${FOLDER} is absent)`, () => {
  it.each(files)('[IMP-20] %s', (name) => {
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8')
    const expected = v.parse(Expected, JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8')))
    const [wanted] = expected.chats
    const found = recognise(whatsapp, text, name)
    expect(found).toMatchObject({ variant: expected.variant, kind: 'chat', time: expected.time })
    expect(found?.share).toBeGreaterThanOrEqual(0.6)
    const { head, records, warnings } = readChat(whatsapp, text, name)
    expect(warnings).toEqual([])
    const messages = records.filter(({ author }) => author !== null)
    expect([wanted.messageCount].flat()).toContain(messages.length)
    expect([wanted.systemCount].flat()).toContain(records.length - messages.length)
    for (const [person, times] of Object.entries(wanted.participants))
      expect(messages.filter(({ author }) => author === person).length).toBeGreaterThanOrEqual(times)
    expect(head.title).toBe(wanted.title ?? head.title)
    expect(head.type).toBe(wanted.type ?? head.type)
    expect(messages[0]).toMatchObject(wanted.first ?? {})
    expect(messages.at(-1)).toMatchObject(wanted.last ?? {})
    for (const one of wanted.contains) expect(messages).toContainEqual(expect.objectContaining(one))
    const withFiles = messages.filter(({ attachments }) => attachments.length > 0).length
    expect([wanted.attachmentMessageCount ?? withFiles].flat()).toContain(withFiles)
  })
})
