/**
 * Epochs as governance tells of them (KEY-3…6): who announced which, and who was handed its key. Grants name devices by prefix; they are
 * matched to every device the room ever named, because a key handed to somebody whose admission was voided must still count as out.
 */
import { getOrInsert } from '../../get-or-insert.ts'
import type { DeviceId, EpochId } from '../../ids/index.ts'
import { type Placed, saw } from './causality.ts'
import { type Lineage, prefixOf } from './lineage.ts'
import type { DeviceId8, Epoch } from './types.ts'

/** Per device the ops that handed it the key; of two that saw each other the first. */
type HandOvers = Map<DeviceId8, Placed[]>

class EpochRecord implements Epoch {
  readonly id
  readonly n
  readonly commit
  readonly prevs
  readonly op
  readonly by
  readonly t
  readonly voided
  readonly #handed: ReadonlyMap<DeviceId8, unknown>
  readonly #lineage: Lineage
  #holders: Set<DeviceId> = new Set()
  #strangers: Set<DeviceId8> = new Set()
  #asOf = ''

  constructor(told: Omit<Epoch, 'holders' | 'strangers'>, handed: ReadonlyMap<DeviceId8, unknown>, lineage: Lineage) {
    this.id = told.id
    this.n = told.n
    this.commit = told.commit
    this.prevs = told.prevs
    this.op = told.op
    this.by = told.by
    this.t = told.t
    this.voided = told.voided
    this.#handed = handed
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
    const asOf = `${this.#handed.size}.${this.#lineage.links}`
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    this.#holders = new Set()
    this.#strangers = new Set()
    for (const prefix of this.#handed.keys()) {
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
  readonly #handOvers = new Map<EpochId, HandOvers>()

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
    this.#records.set(told.id, new EpochRecord(told, this.#handOversOf(told.id), this.#lineage))
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
  note(placed: Placed): void {
    for (const { epoch, devices } of placed.op.grants) this.#add(epoch, devices, placed)
  }

  /**
   * KEY-7: notes those of an op that does not count, as far as its device had been handed the key itself and knew it: such a key is out, whatever
   * became of the act beside it. Of other keys it may claim what it likes, or whoever is out could make every epoch look leaked, for ever.
   */
  noteOfHeld(placed: Placed): void {
    const author = prefixOf(placed.op.device)
    for (const { epoch, devices } of placed.op.grants) {
      const received = this.#handOvers.get(epoch)?.get(author) ?? []
      if (received.some((each) => saw(placed, each))) this.#add(epoch, devices, placed)
    }
  }

  #add(epoch: EpochId, devices: readonly DeviceId8[], placed: Placed): void {
    const handOvers = this.#handOversOf(epoch)
    for (const device of devices) {
      const held = getOrInsert(handOvers, device, () => [])
      if (!held.some((each) => saw(placed, each))) held.push(placed)
    }
  }

  #handOversOf(id: EpochId): HandOvers {
    return getOrInsert(this.#handOvers, id, () => new Map())
  }
}
