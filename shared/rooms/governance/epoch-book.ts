/**
 * Epochs as governance tells of them (KEY-3…6): who announced which, and who was handed its key. Grants name devices by prefix; they are
 * matched to every device the room ever named, because a key handed to somebody whose admission was voided must still count as out.
 */
import type { DeviceId, EpochId } from '../../ids/index.ts'
import type { Lineage } from './lineage.ts'
import type { DeviceId8, Epoch, GovOp } from './types.ts'

class EpochRecord implements Epoch {
  readonly id
  readonly n
  readonly commit
  readonly prevs
  readonly op
  readonly by
  readonly t
  readonly voided
  readonly #prefixes: ReadonlySet<DeviceId8>
  readonly #lineage: Lineage
  #holders: Set<DeviceId> = new Set()
  #strangers: Set<DeviceId8> = new Set()
  #asOf = ''

  constructor(told: Omit<Epoch, 'holders' | 'strangers'>, prefixes: ReadonlySet<DeviceId8>, lineage: Lineage) {
    this.id = told.id
    this.n = told.n
    this.commit = told.commit
    this.prevs = told.prevs
    this.op = told.op
    this.by = told.by
    this.t = told.t
    this.voided = told.voided
    this.#prefixes = prefixes
    this.#lineage = lineage
  }

  get holders(): ReadonlySet<DeviceId> {
    this.#match()
    return this.#holders
  }

  get strangers(): ReadonlySet<DeviceId8> {
    this.#match()
    return this.#strangers
  }

  /** Prefixes are matched on demand: devices named later may claim one. */
  #match(): void {
    const asOf = `${this.#prefixes.size}.${this.#lineage.links}`
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    this.#holders = new Set()
    this.#strangers = new Set()
    for (const prefix of this.#prefixes) {
      const devices = this.#lineage.matching(prefix)
      if (devices.size === 0) this.#strangers.add(prefix)
      for (const device of devices) this.#holders.add(device)
    }
  }
}

export class EpochBook {
  readonly #lineage: Lineage
  readonly #records = new Map<EpochId, EpochRecord>()
  readonly #granted = new Map<EpochId, Set<DeviceId8>>()

  constructor(lineage: Lineage) {
    this.#lineage = lineage
  }

  get all(): readonly Epoch[] {
    return [...this.#records.values()]
  }

  get(id: EpochId): Epoch | undefined {
    return this.#records.get(id)
  }

  announce(told: Omit<Epoch, 'holders' | 'strangers'>): void {
    this.#records.set(told.id, new EpochRecord(told, this.#prefixesOf(told.id), this.#lineage))
  }

  /** KEY-3: notes every hand-over an op names. */
  note(op: GovOp): void {
    for (const { epoch, devices } of op.grants) {
      const prefixes = this.#prefixesOf(epoch)
      for (const device of devices) prefixes.add(device)
    }
  }

  #prefixesOf(id: EpochId): Set<DeviceId8> {
    const held = this.#granted.get(id)
    if (held !== undefined) return held
    const made = new Set<DeviceId8>()
    this.#granted.set(id, made)
    return made
  }
}
