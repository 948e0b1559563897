/** What a person chose for this profile. Kept on this device, in effect as soon as it is chosen; whatever was never chosen is as it comes. */
import { bool } from '../codec/index.ts'
import type { Store } from '../store/index.ts'
import type { Settings } from './api.ts'

const SPACE = 'settings'
const READ_RECEIPTS = 'read-receipts'

export class ProfileSettings {
  readonly #store: Store
  #current: Settings

  constructor(store: Store) {
    this.#store = store
    const held = store.values.get(SPACE, READ_RECEIPTS)
    const readReceipts = held === undefined ? undefined : bool.decode(held)
    this.#current = { readReceipts: readReceipts?.ok === true ? readReceipts.value : true }
  }

  get current(): Settings {
    return this.#current
  }

  /** Durable when it returns; true when something is other than before. */
  change({ readReceipts = this.#current.readReceipts }: Partial<Settings>): boolean {
    if (readReceipts === this.#current.readReceipts) return false
    this.#store.values.put(SPACE, READ_RECEIPTS, bool.encode(readReceipts))
    this.#current = { readReceipts }
    return true
  }
}
