/** Exports as they lie on a disk, through the engine: parts in order, files beside them found, the rest reported. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ImportedRecord, ReadSummary } from '../../../shared/importers/index.ts'
import { readPath } from '../../../src-main/engine/importing/index.ts'
import { EXAMPLES } from './examples.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface OnDisk {
  readonly summary: ReadSummary
  readonly records: ImportedRecord[]
  readonly chats: number
}

async function readFiles(files: Readonly<Record<string, string>>): Promise<OnDisk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'structured-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  const records: ImportedRecord[] = []
  let chats = 0
  const summary = await readPath(
    folder,
    {},
    {
      file: () => ({
        contact: () => undefined,
        warn: () => undefined,
        chat: () => {
          chats += 1
          return { record: (record) => void records.push(record), warn: () => undefined, learn: () => undefined }
        },
      }),
    },
  )
  return { summary, records, chats }
}

function example(name: string): string {
  return EXAMPLES.find((each) => each.name === name)?.text ?? ''
}

describe('exports on a disk', () => {
  it('[IMP-35] of Meta go on from the oldest part to the newest', async () => {
    const part = (...times: number[]): string =>
      JSON.stringify({
        participants: [{ name: 'Ben' }],
        title: 'x',
        messages: times.map((time) => ({ sender_name: 'Ben', timestamp_ms: time, content: String(time) })),
      })
    const { records, chats } = await readFiles({
      'inbox/x/message_1.json': part(6, 5),
      'inbox/x/message_2.json': part(4, 3),
      'inbox/x/message_10.json': part(2, 1),
    })
    expect(chats).toBe(1)
    expect(records.map(({ seq, text }) => `${seq}:${text}`)).toEqual(['0:1', '1:2', '2:3', '3:4', '4:5', '5:6'])
  })

  it('[IMP-32] of Telegram find their pictures, and report what no record speaks of', async () => {
    const { records, summary } = await readFiles({
      'result.json': example('Telegram, one conversation'),
      'photos/photo_1@20-10-2022_20-16-00.jpg': 'x',
      'photos/other.jpg': 'x',
    })
    expect(summary.files).toMatchObject([{ format: 'telegram', variant: 'desktop-json-single', encoding: 'utf-8', records: 5 }])
    expect(summary.unreferenced).toEqual(['photos/other.jpg'])
    expect(records[2]?.attachments[0]).toMatchObject({ present: true, path: 'photos/photo_1@20-10-2022_20-16-00.jpg' })
  })

  it('[IMP-34] of Telegram as pages are one conversation', async () => {
    const page = example('Telegram, pages')
    const { records, chats } = await readFiles({
      'messages.html': page,
      'messages2.html': page.replaceAll('message5', 'message9'),
      'messages10.html': page,
    })
    expect(chats).toBe(1)
    expect(records).toHaveLength(15)
    expect(records.map((record) => record.seq)).toEqual(records.map((_, seq) => seq))
  })

  it('[IMP-30] are each read by their own reader, whatever they are called', async () => {
    for (const { name, text, format, variant } of EXAMPLES) {
      const suffix = variant.includes('jsonl')
        ? 'jsonl'
        : variant.includes('json')
          ? 'json'
          : variant.includes('csv')
            ? 'csv'
            : variant.includes('html')
              ? 'html'
              : 'txt'
      const file = name === 'Instagram' ? 'instagram.json' : `export.${suffix}`
      const { summary } = await readFiles({ [file]: text })
      expect(summary.files).toMatchObject([{ outcome: 'read', format: format.name, variant }])
    }
  })
})
