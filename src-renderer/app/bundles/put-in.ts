/** Takes a bundle from the engine, piece by piece, into files the browser keeps until they are saved. */
import { call } from '../engine/index.ts'
import { fromBase64 } from './base64.ts'
import type { PutTarget } from './state.ts'

export interface PutFile {
  readonly name: string
  readonly file: Blob
}

export interface PutIn {
  readonly id: string
  readonly files: readonly PutFile[]
}

/** Larger files stay within what browsers keep for a page. */
const LARGEST_BYTES = 256 * 1024 * 1024
export const MAIL_BYTES = 20_000_000

/** A text: the code of what went wrong. `signal` ends it without one. */
export async function putIn(
  target: PutTarget,
  maxBytes: number | undefined,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<PutIn | string | undefined> {
  const begun = await call('bundles.write', { target: asked(target), maxBytes: maxBytes ?? LARGEST_BYTES })
  if (!begun.ok) return begun.error.code
  const { id } = begun.value
  const parts: Blob[] = []
  let part: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (;;) {
    if (signal.aborted) {
      void call('bundles.close', { id })
      return undefined
    }
    const taken = await call('bundles.take', { id })
    if (!taken.ok) return taken.error.code
    if (taken.value.isOver) return { id, files: named(parts) }
    const chunk = fromBase64(taken.value.bytes)
    part.push(chunk)
    bytes += chunk.length
    told(bytes)
    if (!taken.value.isPartOver) continue
    parts.push(new Blob(part, { type: 'application/octet-stream' }))
    part = []
  }
}

function asked(target: PutTarget) {
  if (target.to === 'room') return { to: 'room', room: target.room } as const
  return target.to === 'contact' ? ({ to: 'contact', account: target.account } as const) : ({ to: 'all' } as const)
}

/** The name tells nobody whose it is. */
function named(parts: readonly Blob[]): readonly PutFile[] {
  const date = new Date()
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`
  const base = `sarangbang-${day}-${two(date.getHours())}${two(date.getMinutes())}`
  return parts.map((file, at) => ({ file, name: parts.length === 1 ? `${base}.sbundle` : `${base}-${at + 1}of${parts.length}.sbundle` }))
}
