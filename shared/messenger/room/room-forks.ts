/** Proofs that a device of this room told two stories (FORK-1): kept for ever, one per device and lane, the one with the lowest seq. */
import { encodeForkProof, parseForkProof, verifyForkProof } from '../../feeds/block/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import type { SyncCode } from '../../sync/index.ts'
import type { RoomCore } from './room-core.ts'

interface Known {
  readonly device: DeviceId
  readonly seq: number
  readonly bytes: Uint8Array
}

export class RoomForks {
  readonly #core: RoomCore
  readonly #space: string
  readonly #known = new Map<string, Known>()

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `forks/${core.key}`
    for (const [name, bytes] of core.store.values.list(this.#space)) {
      const read = parseForkProof(core.crypto, bytes)
      if (read.ok) this.#known.set(name, { device: read.value.device, seq: read.value.seq, bytes })
    }
  }

  proofs(): readonly Uint8Array[] {
    return [...this.#known.values()].map(({ bytes }) => bytes)
  }

  /** Where a device's feed splits, as far as it is proven. */
  feedForkAt(device: DeviceId): number | undefined {
    return this.#known.get(`${device}/1`)?.seq
  }

  /** Whether somebody holds blocks of the device that do not follow what is here, without a proof so far. */
  isInDoubt(device: DeviceId): boolean {
    return this.#core.store.values.get(`doubts/${this.#core.key}`, device) !== undefined
  }

  /** In the caller's transaction. */
  doubt(device: DeviceId): void {
    if (!this.isInDoubt(device)) this.#core.store.values.put(`doubts/${this.#core.key}`, device, new Uint8Array(0))
  }

  devices(): readonly DeviceId[] {
    return [...new Set([...this.#known.values()].map(({ device }) => device))]
  }

  isForked(device: DeviceId): boolean {
    return [...this.#known.values()].some((known) => known.device === device)
  }

  /** Checks a proof and keeps it when it is news, in the caller's transaction: the device then, or a code, or undefined for nothing new. */
  accept(bytes: Uint8Array): { readonly device: DeviceId } | { readonly code: SyncCode } | undefined {
    const read = parseForkProof(this.#core.crypto, bytes)
    if (!read.ok) return { code: read.code }
    const { device, lane, seq, handle } = read.value
    if (handle !== this.#core.handle) return { code: 'BAD_FRAME' }
    const name = `${device}/${lane}`
    const known = this.#known.get(name)
    if (known !== undefined && known.seq <= seq) return undefined
    if (!verifyForkProof(this.#core.crypto, read.value)) return { code: 'BAD_SIG' }
    const encoded = encodeForkProof(read.value)
    this.#known.set(name, { device, seq, bytes: encoded })
    this.#core.store.values.put(this.#space, name, encoded)
    return { device }
  }
}
