/**
 * What a linked computer remembers of being linked: by which device, where that one was, and how many conversations are to come. Written in
 * the transaction that makes the profile, so that there is all of it or nothing (LINK-5).
 */
import { type Codec, array, field, id, struct, text, uint } from '../../codec/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Store, StoreError } from '../../store/index.ts'
import { type Identity, hasIdentity, saveIdentity } from '../people/index.ts'

export interface Linked {
  readonly by: DeviceId
  readonly addresses: readonly string[]
  readonly rooms: number
  /** ms. */
  readonly at: number
}

const SPACE = 'profile'
const KEY = 'linked'

const linked: Codec<Linked> = struct({
  by: field(1, id('device')),
  addresses: field(2, array(text(RESOURCE.ADDRESS_CHARACTERS), { max: RESOURCE.ADDRESSES_PER_INVITE })),
  rooms: field(3, uint()),
  at: field(4, uint()),
})

/** The profile is the linked one from here on: all durable, or as it was. */
export function keepLinked(store: Store, identity: Identity, record: Linked): Result<undefined, 'PROFILE_EXISTS' | 'STORE_FULL'> {
  if (hasIdentity(store)) return fail('PROFILE_EXISTS')
  try {
    store.transaction(() => {
      saveIdentity(store, identity)
      store.values.put(SPACE, KEY, linked.encode(record))
    })
    return ok(undefined)
  } catch (cause) {
    if (cause instanceof StoreError && cause.code === 'STORE_FULL') return fail('STORE_FULL')
    throw cause
  }
}

/** While its conversations are still coming. */
export function readLinked(store: Store): Linked | undefined {
  const held = store.values.get(SPACE, KEY)
  const read = held === undefined ? undefined : linked.decode(held)
  return read?.ok === true ? read.value : undefined
}

export function forgetLinked(store: Store): void {
  store.transaction(() => store.values.delete(SPACE, KEY), 'relaxed')
}
