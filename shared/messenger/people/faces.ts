/**
 * The pictures of others, one per account, in memory and on disk alike: of contacts, and of a bounded number of people met in rooms only.
 * Taken from a device that Noise proved, for the account its certificates lead to; who says so is for the caller (identify.ts).
 */
import { field, struct, uint } from '../../codec/index.ts'
import { type AccountId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import type { Picture } from '../api-profile.ts'
import { type AnnouncedPicture, announcedPicture, isNewer, isOther, shownPicture } from './announced-picture.ts'

const SPACE = 'faces'

const face = struct({
  picture: field(1, announcedPicture),
  /** When it came, by this device's clock: what was heard of longest ago makes room. */
  heard: field(2, uint()),
})

interface Face {
  readonly picture: AnnouncedPicture
  readonly heard: number
  readonly shown: Picture | undefined
}

export class Faces {
  readonly #store: Store
  readonly #isContact: (account: AccountId) => boolean
  readonly #faces = new Map<AccountId, Face>()

  constructor(store: Store, isContact: (account: AccountId) => boolean) {
    this.#store = store
    this.#isContact = isContact
    this.reload()
  }

  reload(): void {
    this.#faces.clear()
    for (const [key, value] of this.#store.values.list(SPACE)) {
      const account = parseId('account', key)
      const read = face.decode(value)
      if (account !== undefined && read.ok) this.#faces.set(account, { ...read.value, shown: shownPicture(read.value.picture) })
    }
  }

  get(account: AccountId): Picture | undefined {
    return this.#faces.get(account)?.shown
  }

  /** Inside the caller's commit. True when it shows another one now. */
  take(account: AccountId, picture: AnnouncedPicture, now: number): boolean {
    const before = this.#faces.get(account)?.picture
    if (!isNewer(picture, before)) return false
    this.#store.values.put(SPACE, account, face.encode({ picture, heard: now }))
    this.#faces.set(account, { picture, heard: now, shown: shownPicture(picture) })
    this.#makeRoom()
    return isOther(picture, before)
  }

  forget(account: AccountId): void {
    if (!this.#faces.delete(account)) return
    this.#store.values.delete(SPACE, account)
  }

  #makeRoom(): void {
    const strangers = [...this.#faces].filter(([account]) => !this.#isContact(account))
    const excess = strangers.length - RESOURCE.ROOM_MATE_PICTURES
    if (excess <= 0) return
    const oldest = strangers.toSorted(([, a], [, b]) => a.heard - b.heard).slice(0, excess)
    for (const [account] of oldest) this.forget(account)
  }
}
