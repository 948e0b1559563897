/** Gives the engine the bytes of a file that was begun, in pieces a frame has room for. */
import { RPC } from '../../../shared/limits.ts'
import { toBase64 } from '../bundles/index.ts'
import { call } from '../engine/index.ts'

/** All of them; the code of what was in the way. */
export async function giveBytes(id: string, blob: Blob, signal: AbortSignal): Promise<string | undefined> {
  for (let at = 0; at === 0 || at < blob.size; at += RPC.BUNDLE_CHUNK_BYTES) {
    if (signal.aborted) return 'CANCELLED'
    const end = Math.min(at + RPC.BUNDLE_CHUNK_BYTES, blob.size)
    let bytes: string
    try {
      bytes = toBase64(new Uint8Array(await blob.slice(at, end).arrayBuffer()))
    } catch {
      // It was moved or changed since it was chosen, or the stick was pulled out.
      return 'NO_FILE'
    }
    const given = await call('outbox.give', { id, bytes, isOver: end >= blob.size })
    if (!given.ok) return given.error.code
  }
  return undefined
}
