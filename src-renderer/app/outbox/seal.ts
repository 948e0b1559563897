/**
 * Hands one file to the engine, which seals it: in pieces, or by its path where the page sits at the computer the file lies on. Whatever ends
 * it too soon, the engine is told to forget what it has of it.
 */
import { MEDIA } from '../../../shared/limits.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { OutgoingFile } from '../../../shared/messenger/index.ts'
import type { Answer } from '../../../shared/rpc/index.ts'
import { platform } from '../../platform/index.ts'
import { call, onEvent } from '../engine/index.ts'
import type { FolderOfFiles } from '../dropped-files/index.ts'
import type { Folder } from '../tray/index.ts'
import { giveBytes } from './give-bytes.ts'
import { beginFolder, giveFolder, whyNoSet } from './give-folder.ts'

export interface ToSeal {
  readonly name: string
  readonly content: Blob | Folder | FolderOfFiles
}

/** NO_OUTGOING: the engine knows nothing of it, most likely because it was started anew. CANCELLED: by `signal`, or left for too long. */
export type Sealed = { readonly ok: true; readonly value: OutgoingFile } | { readonly ok: false; readonly code: string }

/** `told`: bytes that are sealed, of how many where that is known. */
export async function seal(
  room: RoomId,
  { name, content }: ToSeal,
  told: (bytes: number, size: number | undefined) => void,
  signal: AbortSignal,
): Promise<Sealed> {
  if (content instanceof Blob && content.size > MEDIA.FILE_BYTES) return failed('TOO_LARGE')
  const refused = isGivenFolder(content) ? whyNoSet(content) : undefined
  if (refused !== undefined) return failed(refused)
  const begun = isGivenFolder(content) ? await beginFolder(room, content) : await begin(room, name, content)
  if (!begun.ok) return failed(begun.error.code)
  const { isGiven, id } = begun.value
  const watch = watchOutgoing(id, told)
  try {
    const code = isGiven ? await giveAll(id, content, signal) : undefined
    const ended = code !== undefined ? failed(code) : await Promise.race([watch.done, aborted(signal)])
    // Whatever came to nothing is not waited for, and what is known of it is nobody's business any more.
    if (!ended.ok) void call('outbox.discard', { id })
    return ended
  } finally {
    watch.end()
  }
}

/** Of a path that the engine cannot read and the page can: a sandbox stands between them. */
const OUT_OF_SIGHT: ReadonlySet<string> = new Set(['NOT_FOUND', 'NO_ACCESS', 'NOT_ALLOWED'])

/** `isGiven`: its bytes are to be given. */
async function begin(
  room: RoomId,
  name: string,
  content: Blob | Folder,
): Promise<Answer<{ readonly id: string; readonly isGiven: boolean }>> {
  const path = pathOf(content)
  const taken = path === undefined ? undefined : await call('outbox.take', { room, path })
  if (taken?.ok === true) return { ok: true, value: { id: taken.value.id, isGiven: false } }
  if (!(content instanceof Blob)) return taken ?? { ok: false, error: { code: 'UNSUPPORTED', message: 'a folder without a path' } }
  if (taken !== undefined && !OUT_OF_SIGHT.has(taken.error.code)) return taken
  const begun = await call('outbox.begin', { room, name, size: content.size })
  return begun.ok ? { ok: true, value: { id: begun.value.id, isGiven: true } } : begun
}

/** Where a file of this computer lies: the engine then reads it by itself, and nothing of it crosses. A picture made ready here lies nowhere. */
function pathOf(content: Blob | Folder): string | undefined {
  if (!(content instanceof Blob)) return content.path
  return content instanceof File ? platform.desktop?.pathOf(content) : undefined
}

/** The code of what was in the way. */
async function giveAll(id: string, content: ToSeal['content'], signal: AbortSignal): Promise<string | undefined> {
  if (content instanceof Blob) return giveBytes(id, content, signal)
  return isGivenFolder(content) ? giveFolder(id, content, signal) : undefined
}

function isGivenFolder(content: ToSeal['content']): content is FolderOfFiles {
  return 'files' in content
}

interface Watch {
  readonly done: Promise<Sealed>
  end(): void
}

/** Follows one file of the outbox: by events, and by asking where some may have gone past. */
function watchOutgoing(id: string, told: (bytes: number, size: number | undefined) => void): Watch {
  const { promise, resolve } = Promise.withResolvers<Sealed>()
  const heard = (file: OutgoingFile): void => {
    told(file.bytes, file.size)
    if (file.state === 'ready') resolve({ ok: true, value: file })
    else if (file.state === 'failed') resolve(failed(file.code ?? 'FAILED'))
  }
  const ask = async (): Promise<void> => {
    const answer = await call('outbox.list')
    if (!answer.ok) return
    const file = answer.value.find((each) => each.id === id)
    if (file === undefined) resolve(failed('NO_OUTGOING'))
    else heard(file)
  }
  const end = onEvent((event) => {
    if (event.type === 'outbox' && event.outgoing.id === id) heard(event.outgoing)
    if (event.type === 'lagged') void ask()
  })
  // It may have been ready before anybody listened.
  void ask()
  return { done: promise, end }
}

function aborted(signal: AbortSignal): Promise<Sealed> {
  const { promise, resolve } = Promise.withResolvers<Sealed>()
  const end = () => resolve(failed('CANCELLED'))
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return promise
}

function failed(code: string): Sealed {
  return { ok: false, code }
}
