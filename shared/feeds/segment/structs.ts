/**
 * From the bytes of a Yjs update to its structs, one list per client. `Y.decodeUpdate` may throw anything on hostile bytes, a stack overflow
 * included: all of it means "no update". What one platform's stack bears must not decide, so nesting is bounded far below any stack.
 */
import * as Y from 'yjs'
import { INTRINSIC } from '../../limits.ts'

export type Struct = Y.Item | Y.GC | Y.Skip

export interface DecodedUpdate {
  /** In the order of their clocks, as far as the update keeps to it; a client appears once. */
  readonly structs: ReadonlyMap<number, readonly Struct[]>
  /** Deleted clocks per client, as they stand. */
  readonly deleted: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>
}

/** A count of clients below this takes one byte. */
const ONE_BYTE_COUNT = 0x80

/** The structs of an update in V1 encoding; undefined when there are none to be had or a client's come in two parts. */
export function decodeStructs(update: Uint8Array): DecodedUpdate | undefined {
  const decoded = decode(update)
  if (decoded === undefined) return undefined
  const structs = new Map<number, Struct[]>()
  for (const struct of decoded.structs) {
    const list = structs.get(struct.id.client)
    if (list === undefined) structs.set(struct.id.client, [struct])
    else list.push(struct)
  }
  // Yjs keeps only the last part when a client is listed twice, so the count in the first byte has to be the count of clients seen.
  if (structs.size >= ONE_BYTE_COUNT || update[0] !== structs.size) return undefined
  return { structs, deleted: decoded.ds.clients }
}

/** Whether a decoded value is nested deeper than any legal one may be. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  if (depth >= INTRINSIC.STRUCT_DEPTH) return true
  for (const held of Object.values(value)) if (isTooDeep(held, depth + 1)) return true
  return false
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | undefined {
  try {
    return Y.decodeUpdate(update)
  } catch {
    return undefined
  }
}
