/** Takes a file from the engine, piece by piece, into parts the browser keeps until it is saved. */
import type { EngineContract, InputOf } from '../../../shared/rpc/index.ts'
import { fromBase64 } from '../bundles/index.ts'
import { call } from '../engine/index.ts'

export type Wanted = InputOf<EngineContract, 'exports.begin'>

export interface TakenOut {
  readonly name: string
  readonly file: Blob
}

export interface SoFar {
  readonly bytes: number
  readonly messages: number
}

/** Pieces are put together as they come, so the browser may keep them on the disk. */
const PART_BYTES = 8 * 1024 * 1024

/** A text: the code of what went wrong. `signal` ends it without one. */
export async function takeOut(wanted: Wanted, told: (soFar: SoFar) => void, signal: AbortSignal): Promise<TakenOut | string | undefined> {
  const begun = await call('exports.begin', wanted)
  if (!begun.ok) return begun.error.code
  const { id, fileName, type } = begun.value
  const parts: Blob[] = []
  let part: Uint8Array<ArrayBuffer>[] = []
  let held = 0
  let bytes = 0
  for (;;) {
    if (signal.aborted) {
      void call('exports.close', { id })
      return undefined
    }
    const taken = await call('exports.take', { id })
    if (!taken.ok) return taken.error.code
    const chunk = fromBase64(taken.value.bytes)
    part.push(chunk)
    held += chunk.length
    bytes += chunk.length
    told({ bytes, messages: taken.value.messages })
    if (held >= PART_BYTES || taken.value.isOver) {
      parts.push(new Blob(part))
      part = []
      held = 0
    }
    if (taken.value.isOver) return signal.aborted ? undefined : { name: fileName, file: new Blob(parts, { type }) }
  }
}
