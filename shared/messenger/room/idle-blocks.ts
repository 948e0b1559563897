/**
 * How much is kept of each device that counts for nothing, or not yet: set aside (FEED-10), without a key, or illegal (FEED-6). Such blocks cost
 * disk and nobody reads them, so what one device may leave of each sort is bounded; more is refused and can be fetched later.
 */
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Block } from '../../feeds/block/index.ts'
import type { BlockState } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'

type IdleState = Exclude<BlockState, 'accepted'>

interface Weight {
  blocks: number
  bytes: number
}

const MOST: Readonly<Record<IdleState, Readonly<Weight>>> = {
  aside: { blocks: RESOURCE.SET_ASIDE_BLOCKS, bytes: RESOURCE.SET_ASIDE_BYTES },
  locked: { blocks: RESOURCE.WAITING_BLOCKS_PER_DEVICE, bytes: RESOURCE.WAITING_BYTES_PER_DEVICE },
  stalled: { blocks: RESOURCE.WAITING_BLOCKS_PER_DEVICE, bytes: RESOURCE.WAITING_BYTES_PER_DEVICE },
}

export class IdleBlocks {
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #version: () => number
  readonly #weights = new Map<IdleState, Map<DeviceId, Weight>>()
  #countedAt = -1

  /** `version` changes whenever governance does: then blocks may have changed their state (FEED-10). */
  constructor(core: Pick<RoomCore, 'store' | 'key'>, version: () => number) {
    this.#core = core
    this.#version = version
  }

  /** Notes a block about to be stored in that state; false when its device has its fill of them. */
  admits({ header, body }: Block, state: IdleState): boolean {
    const weights = this.#of(state)
    const { blocks, bytes } = weights.get(header.device) ?? { blocks: 0, bytes: 0 }
    if (blocks >= MOST[state].blocks || bytes + body.length > MOST[state].bytes) return false
    weights.set(header.device, { blocks: blocks + 1, bytes: bytes + body.length })
    return true
  }

  #of(state: IdleState): Map<DeviceId, Weight> {
    const version = this.#version()
    if (version !== this.#countedAt) this.#weights.clear()
    this.#countedAt = version
    const held = this.#weights.get(state)
    if (held !== undefined) return held
    const counted = new Map<DeviceId, Weight>()
    for (const { device, lane, body } of this.#core.store.blocks.inState(this.#core.key, state)) {
      const { blocks, bytes } = counted.get(device) ?? { blocks: 0, bytes: 0 }
      if (lane === 1) counted.set(device, { blocks: blocks + 1, bytes: bytes + body.length })
    }
    this.#weights.set(state, counted)
    return counted
  }
}
