/** Names of entries of the address book: drawn at random, hex in memory and bytes on disk. */
import { type Codec, bytes, fromHex, mapped, toHex } from '../codec/index.ts'
import type { EntryId } from './api-imported.ts'

export const ENTRY_ID_BYTES = 16

export const entryId: Codec<EntryId> = mapped(
  bytes(ENTRY_ID_BYTES),
  (hex: string) => fromHex(hex) ?? new Uint8Array(0),
  (held: Uint8Array) => toHex(held),
)
