/**
 * Files and folders of a command line on their way into messages: sealed by the engine, some at a time, then posted. What is not posted when
 * something fails, or when Ctrl+C ends it, is discarded; what was posted before stays sent and is told.
 */
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sizeText } from '../../shared/i18n/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import type { OutgoingFile } from '../../shared/messenger/index.ts'
import type { CommandContext } from './command.ts'
import { CommandFailure } from './failure.ts'
import type { Session } from './session.ts'
import { plain } from './terminal-text.ts'

const LOOK_MS = 100
/** What is over sooner needs no bar. */
const SHOWN_AFTER_MS = 1000
const AS_LONG_AS_IT_TAKES = 0

export interface SentFiles {
  readonly ids: readonly MessageId[]
  /** Of folders: what was not sent of them. */
  readonly leftOut: number
}

/** Throws `CommandFailure`; `sent` hears of what went before. The words go with the first message. */
export async function sendFiles(
  session: Session,
  room: RoomId,
  paths: readonly string[],
  caption: string,
  context: CommandContext,
  sent: (files: SentFiles) => void,
): Promise<SentFiles> {
  let all: SentFiles = { ids: [], leftOut: 0 }
  for (let at = 0; at < paths.length; at += MEDIA.REFERENCES) {
    const batch = await sendBatch(session, room, paths.slice(at, at + MEDIA.REFERENCES), at === 0 ? caption : '', context)
    all = { ids: [...all.ids, ...batch.ids], leftOut: all.leftOut + batch.leftOut }
    sent(all)
  }
  return all
}

async function sendBatch(
  session: Session,
  room: RoomId,
  paths: readonly string[],
  caption: string,
  context: CommandContext,
): Promise<SentFiles> {
  const begun: string[] = []
  try {
    for (const path of paths) {
      const { id } = await named(path, () => session.ask('outbox.take', { room, path: resolve(path) }))
      begun.push(id)
    }
    const sealed = await settled(session, begun, context)
    const files = begun.map((id) => ({ id }))
    const ids = await session.ask('outbox.post', { room, files, ...(caption !== '' && { caption }) }, AS_LONG_AS_IT_TAKES)
    return { ids, leftOut: sealed.reduce((sum, { leftOut }) => sum + (leftOut ?? 0), 0) }
  } catch (cause) {
    // An engine that is gone has nothing left to discard.
    for (const id of begun) await session.ask('outbox.discard', { id }).catch(() => undefined)
    throw cause
  }
}

/** Until none of them is being sealed; throws when one cannot be. */
async function settled(session: Session, ids: readonly string[], context: CommandContext): Promise<readonly OutgoingFile[]> {
  const begunAt = performance.now()
  let isShown = false
  try {
    for (;;) {
      if (context.io.interrupted.aborted) throw new CommandFailure('CANCELLED')
      const own = (await session.ask('outbox.list')).filter(({ id }) => ids.includes(id))
      if (own.length < ids.length) throw new CommandFailure('NO_OUTGOING')
      const failed = own.find(({ state }) => state === 'failed')
      if (failed !== undefined) throw new CommandFailure(failed.code ?? 'FAILED', plain(failed.name))
      if (own.every(({ state }) => state === 'ready')) return own
      if (context.io.isInteractive && !context.isJson && performance.now() - begunAt > SHOWN_AFTER_MS) {
        isShown = true
        context.io.err(`\r${progressText(own)}\u001B[K`)
      }
      await sleep(LOOK_MS)
    }
  } finally {
    if (isShown) context.io.err('\r\u001B[K')
  }
}

function progressText(files: readonly OutgoingFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const size = files.reduce((sum, file) => sum + (file.size ?? file.bytes), 0)
  return `${sizeText(bytes)} / ${sizeText(size)}`
}

/** The failure says which of the files it is about. */
async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof CommandFailure && cause.detail === undefined ? new CommandFailure(cause.code, plain(path)) : cause
  }
}
