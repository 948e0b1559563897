/**
 * Finding what could go from this computer, and giving it up: the oldest first, and nothing that nobody else is known to have. What the engine
 * refuses for that stays, and is counted.
 */
import type { FileId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import { RPC } from '../../../shared/limits.ts'
import type { FileArrival, SharedFile } from '../../../shared/messenger/index.ts'

export interface OldFile {
  readonly file: FileId
  readonly message: MessageId
  readonly index: number
  readonly size: number
  readonly time: number
}

export interface Given {
  readonly files: number
  readonly bytes: number
  /** Nobody else is known to have them. */
  readonly stayed: number
}

type Answer<T> = Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } }>

/** What is asked of the engine. */
export interface MakingRoom {
  shared(input: {
    readonly room: RoomId
    readonly sort: 'pictures' | 'files' | 'voices'
    readonly before?: MessageId
    readonly limit: number
  }): Answer<readonly SharedFile[]>
  arrivals(files: readonly FileId[]): Answer<readonly FileArrival[]>
  giveUp(file: Pick<OldFile, 'message' | 'index'>): Answer<undefined>
}

const SORTS = ['pictures', 'files', 'voices'] as const

/** Files that are here whole and came before `until` (wall ms), each once, the oldest first. Empty as soon as the signal fires. */
export async function oldFiles(
  engine: MakingRoom,
  rooms: readonly RoomId[],
  until: number,
  signal: AbortSignal,
): Promise<readonly OldFile[]> {
  const found = new Map<FileId, OldFile>()
  for (const room of rooms) {
    for (const sort of SORTS) {
      for (let before: MessageId | undefined; ;) {
        const page = await engine.shared({ room, sort, limit: RPC.PAGE_MESSAGES, ...(before !== undefined && { before }) })
        if (signal.aborted) return []
        if (!page.ok) break
        for (const { message, index, attachment, time } of page.value) {
          if (index === undefined || attachment === undefined || time >= until) continue
          const known = found.get(attachment.file)
          // Named by its newest message: as long as that is there, so is the file.
          if (known === undefined || known.time < time)
            found.set(attachment.file, { file: attachment.file, message, index, size: attachment.size, time })
        }
        const last = page.value.at(-1)?.message
        if (page.value.length < RPC.PAGE_MESSAGES || last === undefined || last === before) break
        before = last
      }
    }
  }
  const here = await filesHere(engine, [...found.keys()], signal)
  return [...found.values()].filter(({ file }) => here.has(file)).toSorted((one, other) => one.time - other.time)
}

async function filesHere(engine: MakingRoom, files: readonly FileId[], signal: AbortSignal): Promise<ReadonlySet<FileId>> {
  const here = new Set<FileId>()
  for (let at = 0; at < files.length && !signal.aborted; at += RPC.ARRIVALS) {
    const answer = await engine.arrivals(files.slice(at, at + RPC.ARRIVALS))
    if (answer.ok) for (const { file, state } of answer.value) if (state === 'here') here.add(file)
  }
  return here
}

/** Ends early when the signal fires; what went is gone by then. `done`: how many were tried. */
export async function giveUpAll(
  engine: MakingRoom,
  files: readonly OldFile[],
  signal: AbortSignal,
  done: (count: number) => void,
): Promise<Given> {
  const given = { files: 0, bytes: 0, stayed: 0 }
  for (const [at, file] of files.entries()) {
    if (signal.aborted) break
    const answer = await engine.giveUp(file)
    if (answer.ok) {
      given.files += 1
      given.bytes += file.size
    } else if (answer.error.code === 'ONLY_COPY') given.stayed += 1
    done(at + 1)
  }
  return given
}
