/** One block as a row of SQLite and back. */
import type { BlockState, Lane, StoredBlock } from '../../../shared/store/index.ts'
import type { Refs } from './refs.ts'
import { idFromBuffer, plainBytes } from './row-values.ts'
import { StoreError } from '../../../shared/store/index.ts'

export interface BlockRefs {
  readonly devices: Refs<'device'>
  readonly epochs: Refs<'epoch'>
}

/** Numbers on disk; never renumbered. */
const STATES: readonly BlockState[] = ['accepted', 'locked', 'aside', 'stalled']

/** In the order of the columns that `block-table.ts` selects. */
type BlockColumns = readonly [
  room: number,
  device: number,
  lane: number,
  seq: number,
  id: Buffer,
  kind: number,
  epoch: number,
  segment: number,
  state: number,
  checked: number,
  header: Buffer,
  signature: Buffer | null,
  body: Buffer,
]

export function stateNumber(state: BlockState): number {
  return STATES.indexOf(state)
}

/** The first six bytes of a block's id as a number: enough to find it by, and a third of an index over whole ids. */
export function tagOf(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16)
}

export function writeBlock(block: StoredBlock, device: number, epoch: number, id: Buffer): readonly unknown[] {
  const { room, lane, seq, kind, index, state, checked, header, signature, body } = block
  return [
    room,
    device,
    lane,
    seq,
    id,
    kind,
    epoch,
    index,
    stateNumber(state),
    Number(checked),
    header,
    signature ?? null,
    body,
    tagOf(block.id),
  ]
}

/** `row` is what the statements of `block-table.ts` yield. Throws `StoreError` STORE_DAMAGED. */
export function readBlock(row: unknown, refs: BlockRefs): StoredBlock {
  const [room, device, lane, seq, id, kind, epoch, index, state, checked, header, signature, body] = row as BlockColumns
  const stateName = STATES[state]
  if (stateName === undefined || !isLane(lane) || !isKind(kind))
    throw new StoreError('STORE_DAMAGED', 'a block row has an unknown state, lane or kind')
  return {
    room,
    device: refs.devices.id(device),
    lane,
    seq,
    id: idFromBuffer('block', id),
    kind,
    epoch: refs.epochs.id(epoch),
    index,
    state: stateName,
    checked: checked === 1,
    header: plainBytes(header),
    signature: signature === null ? undefined : plainBytes(signature),
    body: plainBytes(body),
  }
}

function isLane(lane: number): lane is Lane {
  return lane === 0 || lane === 1
}

function isKind(kind: number): kind is StoredBlock['kind'] {
  return kind === 0 || kind === 1 || kind === 2
}
