/** From what SQLite hands out to what the store's interface promises. A row of the wrong shape is damage, not a program error. */
import type { IdKind } from '../../../shared/ids/index.ts'
import { parseId } from '../../../shared/ids/index.ts'
import { StoreError } from '../../../shared/store/index.ts'

/** The bytes an id is stored as. */
export function idToBuffer(id: string): Buffer {
  return Buffer.from(id, 'hex')
}

/** Throws `StoreError` STORE_DAMAGED on a wrong length. */
export function idFromBuffer<K extends IdKind>(kind: K, bytes: Buffer): NonNullable<ReturnType<typeof parseId<K>>> {
  const id = parseId(kind, bytes.toString('hex'))
  if (id === undefined) throw new StoreError('STORE_DAMAGED', `stored ${kind} id has ${bytes.length} bytes`)
  return id
}

/** Plain bytes: a `Buffer` would hand its owner views where `slice` promises copies. */
export function plainBytes(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
