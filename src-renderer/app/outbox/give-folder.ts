/** Gives the engine a folder file by file, each with its place: it makes the set, as of a folder it reads itself (MEDIA-67). */
import { isSetPath } from '../../../shared/folders/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Answer } from '../../../shared/rpc/index.ts'
import type { FolderOfFiles } from '../dropped-files/index.ts'
import { call } from '../engine/index.ts'
import { giveBytes } from './give-bytes.ts'

/** What the engine would refuse, said before the first byte. */
export function whyNoSet({ files, isCut }: FolderOfFiles): string | undefined {
  if (isCut || files.length > MEDIA.SET_FILES) return 'TOO_MANY'
  if (files.length === 0) return 'EMPTY'
  if (files.some(({ place }) => !isSetPath(place))) return 'TOO_LONG'
  return files.some(({ file }) => file.size > MEDIA.FILE_BYTES) ? 'TOO_LARGE' : undefined
}

export async function beginFolder(
  room: RoomId,
  { name, files, leftOut }: FolderOfFiles,
): Promise<Answer<{ readonly id: string; readonly isGiven: true }>> {
  const size = files.reduce((sum, { file }) => sum + file.size, 0)
  const begun = await call('outbox.beginFolder', { room, name, size, ...(leftOut > 0 && { leftOut }) })
  return begun.ok ? { ok: true, value: { id: begun.value.id, isGiven: true } } : begun
}

/** The code of what was in the way. */
export async function giveFolder(id: string, { files }: FolderOfFiles, signal: AbortSignal): Promise<string | undefined> {
  for (const { place, file } of files) {
    if (signal.aborted) return 'CANCELLED'
    const begun = await call('outbox.beginPart', { id, path: [...place], size: file.size })
    const code = begun.ok ? await giveBytes(id, file, signal) : begun.error.code
    if (code !== undefined) return code
  }
  const ended = await call('outbox.endFolder', { id })
  return ended.ok ? undefined : ended.error.code
}
