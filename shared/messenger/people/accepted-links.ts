/**
 * Links I accepted and that are still to be honoured: contact links by account, room invitations by room. On disk, so that a restart goes on
 * trying; over when honoured, refused, or past the term.
 */
import { type Codec, bool, field, struct, uint } from '../../codec/index.ts'
import { type ContactInvite, type RoomInvite, contactInvite, roomInvite } from '../../contacts/index.ts'
import { type AccountId, parseId } from '../../ids/index.ts'
import type { RoomKey, Store } from '../../store/index.ts'

export interface AcceptedContact {
  readonly invite: ContactInvite
  /** Scanned by this device's camera. */
  readonly scanned: boolean
}

export interface AcceptedRoom {
  readonly invite: RoomInvite
  /** When it was accepted: every knock of this join names this time, so that all are the same knock (GOV-13). */
  readonly t: number
}

const LINK_BYTES = 4096

const acceptedContact: Codec<AcceptedContact> = struct({ invite: field(1, contactInvite), scanned: field(2, bool) })
const acceptedRoom: Codec<AcceptedRoom> = struct({ invite: field(1, roomInvite), t: field(2, uint()) })

/** One kind of them. */
export class Accepted<K extends string | number, T> {
  readonly #store: Store
  readonly #space: string
  readonly #codec: Codec<T>
  readonly #parseKey: (key: string) => K | undefined
  readonly #held = new Map<K, T>()

  constructor(store: Store, space: string, codec: Codec<T>, parseKey: (key: string) => K | undefined) {
    this.#store = store
    this.#space = space
    this.#codec = codec
    this.#parseKey = parseKey
    this.reload()
  }

  reload(): void {
    this.#held.clear()
    for (const [name, value] of this.#store.values.list(this.#space)) {
      const key = this.#parseKey(name)
      const read = this.#codec.decode(value, LINK_BYTES)
      if (key !== undefined && read.ok) this.#held.set(key, read.value)
    }
  }

  get size(): number {
    return this.#held.size
  }

  entries(): readonly (readonly [K, T])[] {
    return [...this.#held]
  }

  get(key: K): T | undefined {
    return this.#held.get(key)
  }

  put(key: K, value: T): void {
    this.#store.values.put(this.#space, String(key), this.#codec.encode(value))
    this.#held.set(key, value)
  }

  delete(key: K): void {
    this.#store.values.delete(this.#space, String(key))
    this.#held.delete(key)
  }
}

/** By the account that made the link. */
export function acceptedContacts(store: Store): Accepted<AccountId, AcceptedContact> {
  return new Accepted(store, 'accepting', acceptedContact, (key) => parseId('account', key))
}

/** By the local number of the joining room. */
export function acceptedRooms(store: Store): Accepted<RoomKey, AcceptedRoom> {
  return new Accepted(store, 'joining', acceptedRoom, (key) => (/^\d{1,15}$/.test(key) ? Number(key) : undefined))
}
