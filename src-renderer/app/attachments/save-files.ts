/**
 * Gives files to whoever looks at the page: in our own window into a folder the person chooses, written by the engine; in a browser as it saves
 * any file, from the address of each. Nothing is ever opened by itself.
 */
import type { Bridge } from '../../../shared/bridge/index.ts'
import type { OpenedAttachment } from '../../../shared/messenger/index.ts'
import { platform } from '../../platform/index.ts'
import { call, onLocked } from '../engine/index.ts'
import { type Attached, keyOfFile } from './attached.ts'
import { openFile } from './opened-files.ts'

/** handed: to the browser, which does not tell what became of it. */
export type SaveEnd =
  | { readonly end: 'saved'; readonly path: string }
  | { readonly end: 'handed' | 'cancelled' }
  | { readonly end: 'failed'; readonly code: string }

/** Waited for without an end: a large file takes as long as the disk takes. */
const NO_END = 0

export async function saveFiles(files: readonly Attached[]): Promise<readonly SaveEnd[]> {
  const { desktop } = platform
  const [only, ...more] = files
  if (desktop !== undefined && only !== undefined) {
    if (more.length === 0) return [await saveByDialog(desktop, only)]
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
    const answer = await call('attachments.save', { message, index, folder }, NO_END)
    ends.push(answer.ok ? { end: 'saved', path: answer.value.path } : { end: 'failed', code: answer.error.code })
    if (!answer.ok) break
  }
  return ends
}

/** The system asks where; the engine writes it there. */
async function saveByDialog(desktop: Bridge, file: Attached): Promise<SaveEnd> {
  const { outcome, path, code } = await desktop.saveAttachment(file.message, file.index)
  if (outcome === 'saved' && path !== undefined) {
    savedAt.set(keyOfFile(file), path)
    return { end: 'saved', path }
  }
  return outcome === 'cancelled' ? { end: 'cancelled' } : { end: 'failed', code: code ?? 'STORE_FAILED' }
}

/** Where files were saved since the page was opened; the window shows no other paths. */
const savedAt = new Map<string, string>()
onLocked(() => savedAt.clear())

/** Shows it in the system's file manager; undefined where it was not saved, or not in our window. */
export function shownSaved(file: Attached): (() => void) | undefined {
  const { desktop } = platform
  const path = savedAt.get(keyOfFile(file))
  return desktop === undefined || path === undefined ? undefined : () => desktop.showSaved(path)
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
