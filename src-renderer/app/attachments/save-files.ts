/**
 * Gives files to whoever looks at the page: in our own window into a folder the person chooses, written by the engine; in a browser as it saves
 * any file, from the address of each. Nothing is ever opened by itself.
 */
import type { OpenedAttachment } from '../../../shared/messenger/index.ts'
import { platform } from '../../platform/index.ts'
import { call } from '../engine/index.ts'
import { type Attached, keyOfFile } from './attached.ts'
import { openFile } from './opened-files.ts'

/** handed: to the browser, which does not tell what became of it. */
export type SaveEnd =
  | { readonly end: 'saved'; readonly path: string }
  | { readonly end: 'handed' | 'cancelled' }
  | { readonly end: 'failed'; readonly code: string }

/** A large file takes as long as the disk takes. */
const SAVE_MS = 60 * 60_000

export async function saveFiles(files: readonly Attached[]): Promise<readonly SaveEnd[]> {
  const { desktop } = platform
  if (desktop !== undefined) {
    const folder = await desktop.choosePath('folder')
    return folder === undefined ? [{ end: 'cancelled' }] : saveInto(files, folder)
  }
  const ends: SaveEnd[] = []
  for (const file of files) ends.push(await download(file))
  return ends
}

export async function saveInto(files: readonly Attached[], folder: string): Promise<readonly SaveEnd[]> {
  const ends: SaveEnd[] = []
  for (const { message, index } of files) {
    const answer = await call('attachments.save', { message, index, folder }, SAVE_MS)
    ends.push(answer.ok ? { end: 'saved', path: answer.value.path } : { end: 'failed', code: answer.error.code })
    if (!answer.ok) break
  }
  return ends
}

async function download(file: Attached): Promise<SaveEnd> {
  const opened = await openFile(file)
  if (opened === undefined) return { end: 'failed', code: 'NOT_HERE' }
  handOver(opened, keyOfFile(file))
  return { end: 'handed' }
}

function handOver({ address, name }: OpenedAttachment, key: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name === '' ? key : name
  link.click()
}
