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

/** The message asked about: the block it lives in and its place in the order. */
export interface Placed {
  readonly id: MessageId
  readonly device: DeviceId
  readonly seq: number
  readonly epoch: EpochId | undefined
  readonly t: number
  readonly c: number
}

export interface Spread {
  readonly state: 'queued' | 'held' | 'delivered' | 'read'
  /** Every device that has it, this one not counted, in order of time. */
  readonly holders: readonly { readonly device: DeviceId; readonly account: AccountId | undefined; readonly at: number }[]
  readonly delivered: ReadonlySet<AccountId>
  readonly read: ReadonlySet<AccountId>
}

/**
 * DLV-1. `accountOf` gives the account of a device that is live in the room or undefined; `addressees` are the members who should get
 * the message; a carrier is a holder without an account here.
 */
export function spreadOf(
  message: Placed,
  holdings: Iterable<Holding>,
  self: DeviceId,
  accountOf: (device: DeviceId) => AccountId | undefined,
  isCarrier: (device: DeviceId) => boolean,
  addressees: ReadonlySet<AccountId>,
): Spread {
  const holders: { device: DeviceId; account: AccountId | undefined; at: number }[] = []
  const delivered = new Set<AccountId>()
  const read = new Set<AccountId>()
  for (const holding of holdings) {
    if (holding.device === self || !includes(holding.feeds.get(message.device) ?? [], message.seq)) continue
    const account = accountOf(holding.device)
    if (account === undefined && !isCarrier(holding.device)) continue
    holders.push({ device: holding.device, account, at: holding.at })
    if (account === undefined || !addressees.has(account)) continue
    if (message.epoch !== undefined && holding.lacks.includes(message.epoch)) continue
    delivered.add(account)
    if (hasRead(holding, message)) read.add(account)
  }
  holders.sort((a, b) => a.at - b.at)
  return {
    state: read.size > 0 ? 'read' : delivered.size > 0 ? 'delivered' : holders.length > 0 ? 'held' : 'queued',
    holders,
    delivered,
    read,
  }
}

function hasRead(holding: Holding, message: Placed): boolean {
  const position = holding.read
  if (position === undefined || holding.unreadBelow.includes(message.id)) return false
  if (position.t !== message.t) return position.t > message.t
  if (position.c !== message.c) return position.c > message.c
  return position.id >= message.id
}
