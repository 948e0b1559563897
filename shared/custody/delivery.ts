/**
 * Where a message is: derived from what devices said of themselves (DLV-1, DLV-5), never stored. A device's word counts only about
 * itself and only while it is live in the room; so a state may fall back when a device is dropped or reports less (DLV-4).
 */
import type { AccountId, DeviceId, EpochId, MessageId } from '../ids/index.ts'
import type { MessageCursor } from '../store/index.ts'
import { type SeqRanges, includes } from './ranges.ts'

/** What one device last said it keeps of a room, and how far its person has read. */
export interface Holding {
  readonly device: DeviceId
  /** When it said so, by its own clock for statuses, by ours for acknowledgements. */
  readonly at: number
  /** Per writing device, the feed seqs it has on disk. */
  readonly feeds: ReadonlyMap<DeviceId, SeqRanges>
  readonly read: MessageCursor | undefined
  /** Below the read position, yet not read. */
  readonly unreadBelow: readonly MessageId[]
  /** Epochs it cannot open. */
  readonly lacks: readonly EpochId[]
}

/** A feed block somebody may have. `epoch` undefined: nobody lacks any. */
export interface BlockPlace {
  readonly device: DeviceId
  readonly seq: number
  readonly epoch: EpochId | undefined
}

/** The same where its epoch is known. */
export interface KeyedPlace extends BlockPlace {
  readonly epoch: EpochId
}

/** The message asked about: the blocks that tell it, any of which will do, and its place in the order. */
export interface Placed {
  readonly id: MessageId
  readonly blocks: readonly BlockPlace[]
  readonly t: number
  readonly c: number
}

/** A device that has what was asked about; a carrier is one without an account here. */
export interface SpreadHolder {
  readonly device: DeviceId
  readonly account: AccountId | undefined
  readonly at: number
}

/** Who is who in the room, as its governance has it now. */
export interface Surroundings {
  readonly self: DeviceId
  /** undefined for a device that is not live in the room (DLV-5). */
  accountOf(device: DeviceId): AccountId | undefined
  isCarrier(device: DeviceId): boolean
  /** The members who should get it. */
  readonly addressees: ReadonlySet<AccountId>
}

export interface Spread {
  readonly state: 'queued' | 'held' | 'delivered' | 'read'
  /** Every device that has it, this one not counted, in order of time. */
  readonly holders: readonly SpreadHolder[]
  readonly delivered: ReadonlySet<AccountId>
  readonly read: ReadonlySet<AccountId>
}

/** DLV-1. */
export function spreadOf(message: Placed, holdings: Iterable<Holding>, around: Surroundings): Spread {
  const holders: SpreadHolder[] = []
  const delivered = new Set<AccountId>()
  const read = new Set<AccountId>()
  for (const holding of holdings) {
    const holder = holderOf(holding, around)
    const held = message.blocks.filter((block) => hasBlock(holding, block))
    if (holder === undefined || held.length === 0) continue
    holders.push(holder)
    const { account } = holder
    if (account === undefined || !around.addressees.has(account) || !held.some((block) => opens(holding, block))) continue
    delivered.add(account)
    if (hasRead(holding, message)) read.add(account)
  }
  return {
    state: read.size > 0 ? 'read' : delivered.size > 0 ? 'delivered' : holders.length > 0 ? 'held' : 'queued',
    holders: holders.toSorted((a, b) => a.at - b.at),
    delivered,
    read,
  }
}

/** Who speaks; undefined for this device itself and for whoever has no say in the room. */
export function holderOf({ device, at }: Holding, { self, accountOf, isCarrier }: Surroundings): SpreadHolder | undefined {
  const account = accountOf(device)
  return device === self || (account === undefined && !isCarrier(device)) ? undefined : { device, account, at }
}

export function hasBlock({ feeds }: Holding, { device, seq }: BlockPlace): boolean {
  return includes(feeds.get(device) ?? [], seq)
}

/** Whether the device has the key of a block. */
export function opens({ lacks }: Holding, { epoch }: BlockPlace): boolean {
  return epoch === undefined || !lacks.includes(epoch)
}

function hasRead(holding: Holding, message: Placed): boolean {
  const position = holding.read
  if (position === undefined || holding.unreadBelow.includes(message.id)) return false
  if (position.t !== message.t) return position.t > message.t
  if (position.c !== message.c) return position.c > message.c
  return position.id >= message.id
}
