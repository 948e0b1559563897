/** What a path holds, through the whole way from the disk: archive, encoding, detection, reader. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import type { ChatHead, FoundFile, ImportedRecord, ImportWarning, ReadSummary } from '../../shared/importers/index.ts'
import { readPath } from '../../src-main/engine/importing/index.ts'

export interface FromDisk {
  readonly summary: ReadSummary
  readonly found: readonly FoundFile[]
  readonly chats: readonly {
    readonly head: ChatHead
    readonly records: readonly ImportedRecord[]
    readonly warnings: readonly ImportWarning[]
  }[]
}

/** A folder of its own for the time of the call. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-import-'))
  try {
    return await act(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function fromDisk(path: string): Promise<FromDisk> {
  const found: FoundFile[] = []
  const chats: { head: ChatHead; readonly records: ImportedRecord[]; readonly warnings: ImportWarning[] }[] = []
  const summary = await readPath(
    path,
    {},
    {
      file(one) {
        found.push(one)
        return {
          chat(head) {
            const chat = { head, records: [] as ImportedRecord[], warnings: [] as ImportWarning[] }
            chats.push(chat)
            return {
              record: (record) => void chat.records.push(record),
              warn: (line, code) => void chat.warnings.push({ line, code }),
              learn: (later) => void (chat.head = { ...chat.head, ...later }),
            }
          },
          contact: () => undefined,
          warn: () => undefined,
        }
      },
    },
  )
  return { summary, found, chats }
}

export async function readFiles(name: string, bytes: Uint8Array): Promise<FromDisk> {
  return await inFolder(async (folder) => {
    writeFileSync(join(folder, name), bytes)
    return await fromDisk(join(folder, name))
  })
}

export async function readZip(name: string, files: Readonly<Record<string, string>>): Promise<FromDisk> {
  const zip = new yazl.ZipFile()
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path)
  zip.end()
  return await readFiles(name, await buffer(zip.outputStream))
}
