/** Hands chosen files to the engine, piece by piece. */
import { RPC } from '../../../shared/limits.ts'
import { toBase64 } from '../bundles/index.ts'
import type { DroppedFile } from '../dropped-files/index.ts'
import { call } from '../engine/index.ts'

/** A text: the code of what ended it; undefined: all of them are there, or `signal` ended it. */
export async function giveFiles(
  id: string,
  files: readonly DroppedFile[],
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  let done = 0
  for (const { name, file } of files) {
    for (let at = 0; at === 0 || at < file.size; at += RPC.BUNDLE_CHUNK_BYTES) {
      if (signal.aborted) return undefined
      const end = Math.min(at + RPC.BUNDLE_CHUNK_BYTES, file.size)
      let bytes: string
      try {
        bytes = toBase64(new Uint8Array(await file.slice(at, end).arrayBuffer()))
      } catch {
        return 'IMPORT_UNREADABLE'
      }
      const given = await call('imports.give', { id, name, bytes, isFileOver: end >= file.size })
      if (!given.ok) return given.error.code
      told(done + end)
    }
    done += file.size
  }
  return undefined
}

/** Of a file dialog that gives a folder. */
export function chosenFiles(files: FileList): readonly DroppedFile[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}
