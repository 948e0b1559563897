/** A spot's key as kad-dht wants keys: `/sb/` and the 32 bytes. The name in front chooses validator and selector. */
import { concatBytes, utf8 } from '../../../shared/codec/index.ts'

export const NAMESPACE = 'sb'
const PREFIX = utf8(`/${NAMESPACE}/`)
const KEY_BYTES = 32

export function tableKey(spotKey: Uint8Array): Uint8Array {
  return concatBytes(PREFIX, spotKey)
}

/** undefined when it is no such key. */
export function spotKeyIn(key: Uint8Array): Uint8Array | undefined {
  if (key.length !== PREFIX.length + KEY_BYTES) return undefined
  return PREFIX.every((byte, place) => key[place] === byte) ? key.subarray(PREFIX.length) : undefined
}
