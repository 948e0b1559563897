/** Hands files to the engine in pieces, as often as that brings something, and gives what came of it. */
import { RPC } from '../../../shared/limits.ts'
import type { BundleSummary } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { toBase64 } from './base64.ts'

export interface Unread {
  readonly name: string
  readonly code: string
}

export interface TakenIn {
  readonly summary: BundleSummary
  readonly unread: readonly Unread[]
}

/** Of one file: the others are read all the same. */
const OF_A_FILE: ReadonlySet<string> = new Set(['NOT_A_BUNDLE', 'UNSUPPORTED', 'FAILED'])

/** A text: the code of what ended it. */
export async function takeIn(
  files: readonly File[],
  told: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<TakenIn | string | undefined> {
  const begun = await call('bundles.read')
  if (!begun.ok) return begun.error.code
  const { id } = begun.value
  const all = files.reduce((sum, { size }) => sum + size, 0)
  const unread: Unread[] = []
  let before = Number.POSITIVE_INFINITY
  try {
    for (;;) {
      const readable = files.filter(({ name }) => !unread.some((one) => one.name === name))
      let done = 0
      for (const file of readable) {
        const code = await give(id, file, (bytes) => told(done + bytes, all), signal)
        if (signal.aborted) return undefined
        if (code !== undefined && !OF_A_FILE.has(code)) return code
        if (code !== undefined) unread.push({ name: file.name, code })
        done += file.size
      }
      const summed = await call('bundles.summary', { id })
      if (!summed.ok) return summed.error.code
      const { waiting } = summed.value
      // Some parts need others: all of them once more, as long as that helps.
      if (waiting === 0 || readable.length < 2 || waiting >= before) return { summary: summed.value, unread }
      before = waiting
      await call('bundles.again', { id })
    }
  } finally {
    void call('bundles.close', { id })
  }
}

async function give(id: string, file: File, told: (bytes: number) => void, signal: AbortSignal): Promise<string | undefined> {
  for (let at = 0; at === 0 || at < file.size; at += RPC.BUNDLE_CHUNK_BYTES) {
    if (signal.aborted) return undefined
    const end = at + RPC.BUNDLE_CHUNK_BYTES
    let bytes: string
    try {
      bytes = toBase64(new Uint8Array(await file.slice(at, end).arrayBuffer()))
    } catch {
      // The stick was pulled out: what came before is here.
      await call('bundles.give', { id, bytes: '', isFileOver: true })
      return 'FAILED'
    }
    const given = await call('bundles.give', { id, bytes, isFileOver: end >= file.size })
    if (!given.ok) {
      if (end < file.size) await call('bundles.give', { id, bytes: '', isFileOver: true })
      return given.error.code
    }
    told(Math.min(end, file.size))
  }
  return undefined
}
