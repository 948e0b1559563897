/**
 * Keepsakes of contacts that this device holds and cannot read: the newest of each of their devices, on disk. Bounded per contact and in all;
 * a place goes to another only when nobody renewed it for a month, so that a stolen device with many new ones beside it pushes out none that
 * is in use. Writing happens inside the caller's transaction.
 */
import { type Held, bytes, field, record, uint } from '../../codec/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import { KEEPSAKE_DIGEST_BYTES } from '../finding/index.ts'

const NOTES = 'keepsakes/notes'
const SEALED = 'keepsakes/sealed'

/** `at`: when its device brought it or heard that it is here, ms by the clock this device believes. */
const note = record({ at: field(1, uint()), size: field(2, uint()), digest: field(3, bytes(KEEPSAKE_DIGEST_BYTES)) })
type Note = Held<typeof note>

interface Place extends Note {
  readonly account: AccountId
  readonly device: DeviceId
}

export class Shelf {
  readonly #store: Pick<Store, 'values'>
  readonly #places = new Map<string, Place>()

  constructor(store: Pick<Store, 'values'>) {
    this.#store = store
    this.reload()
  }

  /** Back to what is on disk. */
  reload(): void {
    this.#places.clear()
    for (const [key, value] of this.#store.values.list(NOTES)) {
      const [account, device] = [parseId('account', key.split('/')[0] ?? ''), parseId('device', key.split('/')[1] ?? '')]
      const read = note.decode(value)
      if (account !== undefined && device !== undefined && read.ok) this.#places.set(key, { ...read.value, account, device })
    }
  }

  /** For how many contacts, and bytes of it all. */
  get use(): { readonly contacts: number; readonly bytes: number } {
    const all = [...this.#places.values()]
    return { contacts: new Set(all.map(({ account }) => account)).size, bytes: all.reduce((sum, { size }) => sum + size, 0) }
  }

  digestOf(account: AccountId, device: DeviceId): Uint8Array | undefined {
    return this.#places.get(keyOf(account, device))?.digest
  }

  /** When it was renewed last. */
  renewed(account: AccountId, device: DeviceId): number | undefined {
    return this.#places.get(keyOf(account, device))?.at
  }

  /** What is kept of an account, of each of its devices one. */
  of(account: AccountId): readonly (readonly [DeviceId, Uint8Array])[] {
    return [...this.#places.values()].flatMap((place) => {
      const sealed = place.account === account ? this.#store.values.get(SEALED, keyOf(account, place.device)) : undefined
      return sealed === undefined ? [] : [[place.device, sealed] as const]
    })
  }

  /** False: there is no place for it. */
  put(account: AccountId, device: DeviceId, sealed: Uint8Array, digest: Uint8Array, now: number): boolean {
    const key = keyOf(account, device)
    const others = [...this.#places].filter(([each]) => each !== key)
    const room = this.#room(others, account, sealed.length, now)
    if (room === undefined) return false
    for (const each of room) this.#delete(each)
    this.#store.values.put(SEALED, key, sealed)
    this.#note({ account, device, at: now, size: sealed.length, digest })
    return true
  }

  /** Its device was told that it is here. */
  renew(account: AccountId, device: DeviceId, now: number): void {
    const place = this.#places.get(keyOf(account, device))
    if (place !== undefined && now > place.at) this.#note({ ...place, at: now })
  }

  /** Those of accounts that may have nothing here any more, and what nobody renewed for a year. True when there is any. */
  isDue(mayStay: (account: AccountId) => boolean, now: number): boolean {
    return [...this.#places.values()].some((place) => isOver(place, mayStay, now))
  }

  sweep(mayStay: (account: AccountId) => boolean, now: number): void {
    for (const [key, place] of [...this.#places]) if (isOver(place, mayStay, now)) this.#delete(key)
  }

  /** Which others have to go for it; undefined: they are all in use. */
  #room(others: readonly (readonly [string, Place])[], account: AccountId, size: number, now: number): readonly string[] | undefined {
    const gone: string[] = []
    const left = (): readonly (readonly [string, Place])[] => others.filter(([key]) => !gone.includes(key))
    const stale = (among: readonly (readonly [string, Place])[]): string | undefined =>
      among.filter(([, { at }]) => now - at >= RESOURCE.KEEPSAKE_AWAY_MS).toSorted(([, a], [, b]) => a.at - b.at)[0]?.[0]
    const theirs = left().filter(([, place]) => place.account === account)
    if (theirs.length >= RESOURCE.KEEPSAKES_PER_CONTACT) {
      const oldest = stale(theirs)
      if (oldest === undefined) return undefined
      gone.push(oldest)
    }
    while (left().reduce((sum, [, place]) => sum + place.size, size) > RESOURCE.KEEPSAKES_BYTES) {
      const oldest = stale(left())
      if (oldest === undefined) return undefined
      gone.push(oldest)
    }
    return gone
  }

  #note(place: Place): void {
    const key = keyOf(place.account, place.device)
    const { at, size, digest } = place
    this.#store.values.put(NOTES, key, note.encode({ at: Math.max(0, Math.floor(at)), size, digest }))
    this.#places.set(key, place)
  }

  #delete(key: string): void {
    this.#store.values.delete(NOTES, key)
    this.#store.values.delete(SEALED, key)
    this.#places.delete(key)
  }
}

function isOver({ account, at }: Place, mayStay: (account: AccountId) => boolean, now: number): boolean {
  return !mayStay(account) || now - at >= RESOURCE.KEEPSAKE_TERM_MS
}

function keyOf(account: AccountId, device: DeviceId): string {
  return `${account}/${device}`
}
