/**
 * Yjs updates put together by hand, legal or not: what a hostile author could send and our writer never would. V1 encoding, in which every
 * count and length is one variable-length number.
 */
import * as Y from 'yjs'

/** Where an item hangs: behind another (client, clock), or first under a root, with a key in a map. */
export interface RawPlace {
  readonly origin?: readonly [client: number, clock: number]
  readonly right?: readonly [client: number, clock: number]
  readonly root?: string
  readonly parent?: readonly [client: number, clock: number]
  readonly key?: string
}
export type RawStruct =
  | { readonly gc: number }
  | { readonly skip: number }
  | (RawPlace & { readonly any: readonly unknown[]; readonly count?: number })
  | (RawPlace & { readonly deleted: number })
  | (RawPlace & { readonly text: string })
  | (RawPlace & { readonly binary: Uint8Array })
  | (RawPlace & { readonly type: number })

export interface RawClient {
  readonly client: number
  readonly clock: number
  readonly structs: readonly RawStruct[]
  /** What the update claims instead of the true number. */
  readonly count?: number
}
export interface RawDeletes {
  readonly client: number
  readonly ranges: readonly (readonly [clock: number, len: number])[]
}

const HAS_ORIGIN = 0x80
const HAS_RIGHT = 0x40
const HAS_KEY = 0x20

/** The bytes of an update. `clientCount` is what it claims instead of the true number of clients. */
export function rawUpdate(clients: readonly RawClient[], deletes: readonly RawDeletes[] = [], clientCount = clients.length): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  encoder.writeLen(clientCount)
  for (const { client, clock, structs, count = structs.length } of clients) {
    encoder.writeLen(count)
    encoder.writeClient(client)
    encoder.writeLen(clock)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  encoder.writeLen(deletes.length)
  for (const { client, ranges } of deletes) {
    encoder.writeLen(client)
    encoder.writeLen(ranges.length)
    for (const [clock, len] of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}

/** One value nested that deep in arrays, as an update that appends it to a root; too deep for any encoder that recurses. */
export function deeplyNested(client: number, root: string, depth: number): Uint8Array {
  const marker = 'sentinel'
  const flat = rawUpdate([{ client, clock: 0, structs: [{ root, any: [marker] }] }])
  const at = Buffer.from(flat).indexOf(Buffer.from(marker)) - 2
  const nest = new Uint8Array(depth * 2)
  for (let level = 0; level < depth; level++) nest.set([117, 1], level * 2)
  return new Uint8Array(Buffer.concat([flat.subarray(0, at), nest, Uint8Array.of(126), Uint8Array.of(0)]))
}

function writeStruct(encoder: Y.UpdateEncoderV1, struct: RawStruct): void {
  if ('gc' in struct) {
    encoder.writeInfo(0)
    encoder.writeLen(struct.gc)
  } else if ('skip' in struct) {
    encoder.writeInfo(10)
    encoder.writeLen(struct.skip)
  } else if ('any' in struct) {
    writePlace(encoder, struct, 8)
    encoder.writeLen(struct.count ?? struct.any.length)
    for (const value of struct.any) encoder.writeAny(value)
  } else if ('deleted' in struct) {
    writePlace(encoder, struct, 1)
    encoder.writeLen(struct.deleted)
  } else if ('text' in struct) {
    writePlace(encoder, struct, 4)
    encoder.writeString(struct.text)
  } else if ('binary' in struct) {
    writePlace(encoder, struct, 3)
    encoder.writeBuf(struct.binary)
  } else {
    writePlace(encoder, struct, 7)
    encoder.writeTypeRef(struct.type)
  }
}

function writePlace(encoder: Y.UpdateEncoderV1, { origin, right, root, parent, key }: RawPlace, ref: number): void {
  encoder.writeInfo(ref | (origin ? HAS_ORIGIN : 0) | (right ? HAS_RIGHT : 0) | (key === undefined ? 0 : HAS_KEY))
  if (origin) encoder.writeLeftID(Y.createID(...origin))
  if (right) encoder.writeRightID(Y.createID(...right))
  if (origin || right) return
  encoder.writeParentInfo(root !== undefined)
  if (root !== undefined) encoder.writeString(root)
  else if (parent !== undefined) encoder.writeLeftID(Y.createID(...parent))
  if (key !== undefined) encoder.writeString(key)
}
