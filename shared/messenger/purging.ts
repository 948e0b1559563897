/**
 * Empties the store's log file soon after something was erased in any room (DEL-3), and after every start: power may have failed between an
 * erasure and that. Beside the rooms, since a room may be read anew from the disk meanwhile.
 */
import { RESOURCE } from '../limits.ts'
import { StoreError } from '../store/index.ts'
import { NamedTimers } from '../timers/index.ts'
import type { MessengerDeps } from './deps.ts'

export class Purging {
  readonly #store: MessengerDeps['store']
  readonly #timers: NamedTimers

  constructor({ store, clock }: Pick<MessengerDeps, 'store' | 'clock'>) {
    this.#store = store
    this.#timers = new NamedTimers(clock, (cause) => this.#failed(cause))
  }

  /** Counted from the first erasure: more of them do not put it off. */
  soon(): void {
    this.#timers.after('purge', RESOURCE.CHECKPOINT_AFTER_ERASE_MS / 2, () => this.#store.purgeErased())
  }

  stop(): void {
    this.#timers.close()
  }

  /** STORE-5: a full disk keeps the log as it is; later there may be room. */
  #failed(cause: unknown): void {
    if (!(cause instanceof StoreError)) throw cause
    if (cause.code !== 'STORE_CLOSED') this.soon()
  }
}
