/**
 * Gets pictures ready for sending in a worker, one after another, so that a dozen phone pictures never lie unpacked side by side. One that keeps
 * the worker busy for too long, or ends it, is unreadable, and the next one gets a new worker. Nothing of it asks for a secure page.
 */
import * as v from 'valibot'
import { answer, type PictureAnswer } from './prepared.ts'

export interface PicturePreparer {
  /** Never throws. An aborted one is answered as unreadable, to nobody. */
  prepare(file: Blob, signal?: AbortSignal): Promise<PictureAnswer>
  close(): void
}

const LONGEST_MS = 60_000
const UNREADABLE = { ok: false, code: 'unreadable' } as const satisfies PictureAnswer

export function createPicturePreparer(longestMs = LONGEST_MS): PicturePreparer {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const close = (): void => {
    worker?.terminate()
    worker = undefined
  }

  const prepare = (file: Blob, signal: AbortSignal | undefined): Promise<PictureAnswer> => {
    if (signal?.aborted === true) return Promise.resolve(UNREADABLE)
    const { promise, resolve } = Promise.withResolvers<PictureAnswer>()
    const here = (worker ??= new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' }))
    const over = new AbortController()
    const done = (said: PictureAnswer): void => {
      over.abort()
      clearTimeout(timer)
      resolve(said)
    }
    const giveUp = (): void => {
      close()
      done(UNREADABLE)
    }
    const timer = setTimeout(giveUp, longestMs)
    const listening = { signal: over.signal }
    here.addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        const read = v.safeParse(answer, data)
        done(read.success ? read.output : UNREADABLE)
      },
      listening,
    )
    here.addEventListener('error', giveUp, listening)
    signal?.addEventListener('abort', giveUp, listening)
    here.postMessage({ file })
    return promise
  }

  return {
    prepare(file, signal) {
      const prepared = last.then(() => prepare(file, signal))
      last = prepared
      return prepared
    },
    close,
  }
}
