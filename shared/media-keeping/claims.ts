/**
 * Why a file is kept besides the messages that refer to it: a send that is not finished, what others gave to be kept for somebody, words one
 * device took from another (DEL-4). Each reason has a name and may have an end; written in the caller's transaction, if there is one.
 */
import { uint } from '../codec/index.ts'
import { type FileId, parseId } from '../ids/index.ts'
import type { Store } from '../store/index.ts'

const SPACE = 'media/kept'
const WITHOUT_END = Number.MAX_SAFE_INTEGER
const until = uint()

type ClaimStore = Pick<Store, 'values'>

/** `why`: any text without a stroke at its start. `untilMs`: wall ms; a claim that is there already takes the new end. */
export function claimFile(store: ClaimStore, file: FileId, why: string, untilMs: number = WITHOUT_END): void {
  store.values.put(SPACE, `${file}/${why}`, until.encode(untilMs))
}

export function releaseFile(store: ClaimStore, file: FileId, why: string): void {
  store.values.delete(SPACE, `${file}/${why}`)
}

/** Takes out the reasons whose names begin so, whatever they are for. */
export function releaseReasons(store: ClaimStore, beginning: string): void {
  for (const [key] of store.values.list(SPACE)) {
    if (key.slice(key.indexOf('/') + 1).startsWith(beginning)) store.values.delete(SPACE, key)
  }
}

/** Whether there is a reason that has not ended. */
export function isClaimed(store: ClaimStore, file: FileId, now: number): boolean {
  return store.values.list(SPACE, `${file}/`).some(([, value]) => endOf(value) > now)
}

/** Takes out the claims that have ended; gives their files, and when the next one ends: undefined when none will. */
export function sweepClaims(
  store: Pick<Store, 'values' | 'transaction'>,
  now: number,
): { ended: readonly FileId[]; nextAt: number | undefined } {
  const ended: FileId[] = []
  let nextAt = WITHOUT_END
  store.transaction(() => {
    for (const [key, value] of store.values.list(SPACE)) {
      const end = endOf(value)
      if (end > now) {
        nextAt = Math.min(nextAt, end)
        continue
      }
      store.values.delete(SPACE, key)
      const file = parseId('file', key.split('/', 1)[0] ?? '')
      if (file !== undefined) ended.push(file)
    }
  }, 'relaxed')
  return { ended, nextAt: nextAt < WITHOUT_END ? nextAt : undefined }
}

/** What cannot be read is kept: nobody loses a file by a row. */
function endOf(value: Uint8Array): number {
  const read = until.decode(value)
  return read.ok ? read.value : WITHOUT_END
}
