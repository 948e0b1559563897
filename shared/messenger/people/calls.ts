/**
 * RECV-11: devices that a keepsake names are called as those nearby are, ten minutes each, as many at a time as a computer can dial; then
 * those that waited longest. Where there are more, everybody's turn comes.
 */
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Circle } from './circle.ts'

/** Somebody to ask who may be anywhere. */
export interface Call {
  readonly account: AccountId
  readonly name: string
  readonly addresses: readonly string[]
}

export class Calls {
  readonly #circle: Circle
  #all: ReadonlyMap<DeviceId, Call> = new Map()
  /** Since when each is called this time, ms of the clock of this device. */
  readonly #called = new Map<DeviceId, number>()
  /** When its turn was last. */
  readonly #turns = new Map<DeviceId, number>()

  constructor(circle: Circle) {
    this.#circle = circle
  }

  get all(): ReadonlyMap<DeviceId, Call> {
    return this.#all
  }

  /** Replaces the former list; `look` calls them. */
  set(calls: ReadonlyMap<DeviceId, Call>): void {
    this.#all = calls
    for (const device of [...this.#called.keys()].filter((each) => !calls.has(each))) {
      this.#called.delete(device)
      this.#circle.release(device)
    }
  }

  turnOf(device: DeviceId): number | undefined {
    return this.#turns.get(device)
  }

  isCalling(device: DeviceId): boolean {
    const since = this.#called.get(device)
    return since !== undefined && !this.#circle.isSettled(device) && this.#circle.deps.clock.now() - since < RESOURCE.KNOCK_TERM_MS
  }

  look(): void {
    const now = this.#circle.deps.clock.now()
    for (const [device, since] of [...this.#called]) {
      if (this.isCalling(device)) continue
      this.#circle.release(device)
      if (this.#circle.isSettled(device) || now - since >= RESOURCE.RECOVERY_AGAIN_MS) this.#called.delete(device)
    }
    const calling = [...this.#called.keys()].filter((device) => this.isCalling(device)).length
    const waiting = [...this.#all].filter(([device]) => !this.#called.has(device) && !this.#circle.isSettled(device))
    const inTurn = waiting.toSorted(([one], [other]) => (this.#turns.get(one) ?? 0) - (this.#turns.get(other) ?? 0))
    for (const [device, { addresses }] of inTurn.slice(0, Math.max(0, RESOURCE.KEEPSAKE_CALLED - calling))) {
      this.#called.set(device, now)
      this.#turns.set(device, now)
      this.#circle.deps.connect(device, addresses)
    }
  }
}
