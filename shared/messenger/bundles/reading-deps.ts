/** What reading a bundle asks of the messenger. */
import type { BundleKey } from '../../bundle/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import type { AccountId, RoomHandle, RoomId } from '../../ids/index.ts'
import type { RoomKey } from '../../store/index.ts'
import type { RoomSync, SyncCode } from '../../sync/index.ts'
import type { BundleRead } from '../api-bundles.ts'
import type { Tally } from './tally.ts'

/** Whose secret opens a section. */
export type Origin = { readonly kind: 'room'; readonly room: RoomKey } | { readonly kind: 'contact'; readonly account: AccountId }

export interface ReadingDeps {
  readonly crypto: Crypto
  /** Secrets of rooms, the most recently active first, then of contacts. */
  keys(): readonly BundleKey<Origin>[]
  sync(room: RoomKey): RoomSync | undefined
  /** A contact tells of a room (SYNC-4): which one it is here; undefined: it is not accepted. */
  revealed(by: AccountId, handle: RoomHandle, room: RoomId): RoomKey | undefined
  /** One durable transaction; false: nothing of it is on disk. */
  together(work: () => void): boolean
  /** What others say they hold has been taken in: own messages that got further are told of. */
  settle(room: RoomKey): void
  /** Sessions that are open hear what is new. */
  changed(room: RoomKey, what: 'status' | 'proof'): void
  /** What stood in a RECORD frame of that room's section (BNDL-10). */
  letter(room: RoomKey, bytes: Uint8Array): SyncCode | undefined
  readonly tally: Tally
  nameOf(room: RoomKey): Pick<BundleRead, 'room' | 'name'> | undefined
  hasAnswer(room: RoomKey): boolean
  onClose(): void
}
