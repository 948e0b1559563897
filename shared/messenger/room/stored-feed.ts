/** How a feed block that was parsed and judged is kept, and which of them count (FEED-10). */
import type { Block } from '../../feeds/block/index.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { BlockState, RoomKey, StoredBlock } from '../../store/index.ts'

/** FEED-10: whether governance lets this seq of the device count. */
export function isAllowed(author: RoomDevice, seq: number): boolean {
  return author.intervals.some(([from, to]) => from <= seq && seq <= to)
}

/** A parsed feed block as the store keeps it. */
export function storedFeed(room: RoomKey, block: Block, state: BlockState, isChecked: boolean): StoredBlock {
  const { device, seq, kind, epoch, index = 0 } = block.header
  return {
    room,
    device,
    lane: 1,
    seq,
    id: block.id,
    kind,
    epoch,
    index,
    state,
    checked: isChecked,
    header: block.headerBytes,
    signature: block.signature,
    body: block.body,
  }
}
