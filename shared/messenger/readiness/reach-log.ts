/**
 * When somebody was last reached, by each way apart: a line a contact, on this device only (RDY-3). Written when a session opens and ends and
 * once an hour in between, so that a program that is killed forgets an hour at most. Nothing of it is ever told to anybody.
 */
import { choice, field, id, optional, struct, uint } from '../../codec/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { type Store, StoreError } from '../../store/index.ts'
import type { ReadyWay } from '../api-readiness.ts'
import type { SessionWay } from './session-way.ts'

const SPACE = 'reached'

const line = struct({
  at: field(1, uint()),
  way: field(2, choice<ReadyWay>({ near: 0, internet: 1, through: 2 })),
  relay: optional(3, id('device')),
  nearAt: optional(4, uint()),
})

export interface ReachLine {
  /** Wall ms. */
  readonly at: number
  readonly way: ReadyWay
  readonly relay?: DeviceId
  readonly nearAt?: number
}

export class ReachLog {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
  }

  /** A line that cannot be read is none: the next meeting writes it anew. */
  of(account: AccountId): ReachLine | undefined {
    const held = this.#store.values.get(SPACE, account)
    const read = held === undefined ? undefined : line.decode(held)
    if (read?.ok !== true) return undefined
    const { at, way, relay, nearAt } = read.value
    return { at, way, ...(relay !== undefined && { relay }), ...(nearAt !== undefined && { nearAt }) }
  }

  reached(account: AccountId, { way, relay }: SessionWay, now: number): void {
    const at = Math.max(0, Math.floor(now))
    const nearAt = way === 'near' ? at : this.of(account)?.nearAt
    const next = { at, way, ...(relay !== undefined && { relay }), ...(nearAt !== undefined && { nearAt }) }
    this.#commit(() => this.#store.values.put(SPACE, account, line.encode(next)))
  }

  /** STORE-2: the next meeting says it again. A disk that takes nothing costs a line of the board, not the meeting. */
  #commit(work: () => void): void {
    try {
      this.#store.transaction(work, 'relaxed')
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    }
  }
}
