/**
 * SNAP-4: accounts that changed their own past by a snapshot without saying so, and the messages it concerned, as far as this device had the
 * words before. Kept for ever: views are made anew from blocks, and the blocks that showed it are not served any more. Bounded per account.
 */
import { type Held, field, struct, uint } from '../../codec/index.ts'
import { getOrInsert } from '../../get-or-insert.ts'
import { type AccountId, type MessageId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { Retained } from './retained.ts'
import type { RoomCore } from './room-core.ts'

const accountMark = struct({ evidenceBytes: field(1, uint()) })
type AccountMark = Held<typeof accountMark>

const NO_BYTES = new Uint8Array(0)

export class Rewritten {
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #retained: Retained
  readonly #space: string
  readonly #accounts = new Map<AccountId, AccountMark>()
  readonly #messages = new Map<AccountId, Set<MessageId>>()
  #untold = new Set<AccountId>()

  constructor(core: Pick<RoomCore, 'store' | 'key'>, retained: Retained) {
    this.#core = core
    this.#retained = retained
    this.#space = `rewritten/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const [account, message] = [parseId('account', name.split('/')[0] ?? ''), parseId('message', name.split('/')[1] ?? '')]
      if (account === undefined) continue
      if (message !== undefined) this.#of(account).add(message)
      else {
        // The first versions noted the account alone, without a value.
        const read = accountMark.decode(value)
        this.#accounts.set(account, read.ok ? read.value : { evidenceBytes: 0 })
      }
    }
  }

  /** Whether the account rewrote its past in this room. */
  has(account: AccountId): boolean {
    return this.#accounts.has(account)
  }

  /** Whether one of its messages is known to have said something else. */
  concerns(account: AccountId, message: MessageId): boolean {
    return this.#messages.get(account)?.has(message) ?? false
  }

  /**
   * Notes what a snapshot changed, and keeps what shows it: the blocks that held the words before, and the snapshot once it is superseded
   * itself. What came first is kept first. In the caller's transaction.
   */
  mark(account: AccountId, messages: readonly MessageId[], evidence: readonly StoredBlock[]): void {
    const held = this.#of(account)
    for (const message of messages) {
      if (held.size >= RESOURCE.REWRITTEN_MESSAGES || held.has(message)) continue
      held.add(message)
      this.#core.store.values.put(this.#space, `${account}/${message}`, NO_BYTES)
    }
    let { evidenceBytes } = this.#accounts.get(account) ?? { evidenceBytes: 0 }
    for (const { id, header, body } of evidence) {
      const bytes = header.length + body.length
      if (evidenceBytes + bytes > RESOURCE.EVIDENCE_BYTES || this.#retained.isEvidence(id)) continue
      this.#retained.noteEvidence(id)
      evidenceBytes += bytes
    }
    const mark: AccountMark = { evidenceBytes }
    this.#accounts.set(account, mark)
    this.#core.store.values.put(this.#space, account, accountMark.encode(mark))
    this.#untold.add(account)
  }

  /** Accounts that were marked since the last call, for events after the commit. */
  takeMarked(): readonly AccountId[] {
    const marked = [...this.#untold]
    this.#untold = new Set()
    return marked
  }

  #of(account: AccountId): Set<MessageId> {
    return getOrInsert(this.#messages, account, () => new Set())
  }
}
