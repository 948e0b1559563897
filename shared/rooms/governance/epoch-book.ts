/**
 * Epochs as governance tells of them (KEY-3…6): who announced which, and who was handed its key. Grants name devices by prefix; they are
 * matched to every device the room ever named, because a key handed to somebody whose admission was voided must still count as out.
 */
import { getOrInsert } from '../../get-or-insert.ts'
import type { DeviceId, EpochId } from '../../ids/index.ts'
import { type Placed, saw } from './causality.ts'
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

interface Telling {
  readonly placed: Placed
  readonly n: number
  readonly voided: boolean
}

export class EpochBook {
  readonly #lineage: Lineage
  readonly #tellings = new Map<EpochId, Telling[]>()
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

  /** Takes in an epoch; one whose act counts takes the place of a voided one of the same name. */
  announce(told: Omit<Epoch, 'holders' | 'strangers'>, placed: Placed): void {
    const telling = { placed, n: told.n, voided: told.voided }
    const held = this.#tellings.get(told.id)
    if (held === undefined) this.#tellings.set(told.id, [telling])
    else held.push(telling)
    const record = this.#records.get(told.id)
    if (record !== undefined && (told.voided || !record.voided)) return
    // A voided one of the same name must not move it in the list (P3).
    this.#records.delete(told.id)
    this.#records.set(told.id, new EpochRecord(told, this.#prefixesOf(told.id), this.#lineage))
  }

  /**
   * The number of an epoch as the writer of an op knew it; undefined when the op has not seen it announced. What it has not seen must not
   * make its act count (P3: a backdated announcement).
   */
  numberSeenBy(placed: Placed | undefined, id: EpochId): number | undefined {
    const seen = (this.#tellings.get(id) ?? []).filter((one) => placed === undefined || saw(placed, one.placed))
    return (seen.find(({ voided }) => !voided) ?? seen[0])?.n
  }

  /** KEY-3: notes every hand-over an op names. */
  note(op: GovOp): void {
    for (const { epoch, devices } of op.grants) {
      const prefixes = this.#prefixesOf(epoch)
      for (const device of devices) prefixes.add(device)
    }
  }

  #prefixesOf(id: EpochId): Set<DeviceId8> {
    return getOrInsert(this.#granted, id, () => new Set())
  }
}
