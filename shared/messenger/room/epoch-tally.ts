/**
 * How many feed blocks were sealed in each epoch of a room, as far as this device wrote them or could open them when they came (KEY-7). A number
 * kept beside the chains and never worked out from them: a snapshot takes blocks away that were sealed all the same, and one that lies may
 * list a million that never were.
 */
import { uint } from '../../codec/index.ts'
import type { EpochId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomCore } from './room-core.ts'

const count = uint()

export class EpochTally {
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #space: string
  readonly #counts = new Map<EpochId, number>()
  readonly #unsaved = new Set<EpochId>()

  constructor(core: Pick<RoomCore, 'store' | 'key'>) {
    this.#core = core
    this.#space = `sealed/${core.key}`
  }

  /** Notes one more block; `save` makes it last. */
  note(epoch: EpochId): void {
    this.#counts.set(epoch, this.of(epoch) + 1)
    this.#unsaved.add(epoch)
  }

  /** In the transaction that stores the blocks. */
  save(): void {
    for (const epoch of this.#unsaved) this.#core.store.values.put(this.#space, epoch, count.encode(this.of(epoch)))
    this.#unsaved.clear()
  }

  /** Whether nobody is to write in it any more. */
  isFull(epoch: EpochId): boolean {
    return this.of(epoch) >= RESOURCE.EPOCH_BLOCKS
  }

  of(epoch: EpochId): number {
    const held = this.#counts.get(epoch)
    if (held !== undefined) return held
    const stored = this.#core.store.values.get(this.#space, epoch)
    const read = stored === undefined ? undefined : count.decode(stored)
    const known = read?.ok === true ? read.value : 0
    this.#counts.set(epoch, known)
    return known
  }
}
