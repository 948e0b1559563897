/**
 * Who keeps what of one room, as each device says of itself: signed statuses from anywhere, acknowledgements from peers at the other end of
 * a session (DLV-1, DLV-5). Writes this device's own status. All of it survives restarts; none of it is needed to show messages.
 */
import { type Held, array, field, id, struct, tuple, uint } from '../../codec/index.ts'
import {
  type CarrierStatus,
  type ChangeSpread,
  type Holding,
  type PlacedChange,
  type SeqRanges,
  type Spread,
  type StatusPlain,
  type Surroundings,
  carrierStatusCodec,
  changeSpreadOf,
  rangesPerRow,
  spreadOf,
  statusPlain,
  union,
} from '../../custody/index.ts'
import { PEPPER_BYTES, openStatus, sealStatus, statusCodec, verifyStatus } from '../../feeds/block/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { MessageCursor, MessageRow } from '../../store/index.ts'
import type { FeedRow, RoomSync, SyncCode } from '../../sync/index.ts'
import type { FeedChains } from './feed-chains.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { Keyring } from './keyring.ts'
import { CarrierWords } from './carrier-words.ts'
import { ReadPositions } from './read-positions.ts'
import type { RoomCore } from './room-core.ts'
import type { Segments } from './segments.ts'

const acknowledged = struct({
  at: field(1, uint()),
  rows: field(
    2,
    array(tuple(id('device'), array(tuple(uint({ min: 1 }), uint({ min: 1 })), { max: RESOURCE.STATUS_RANGES })), {
      max: RESOURCE.ROWS_PER_PAGE,
    }),
  ),
})
type Acknowledged = Held<typeof acknowledged>

/** What custody asks of a message. */
export type PlacedMessage = Pick<MessageRow, 'id' | 'account' | 'device' | 'segment' | 'seq' | 't' | 'c'>

interface KnownStatus {
  readonly n: number
  readonly bytes: Uint8Array
  plain: StatusPlain | undefined
}

export class RoomCustody {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #keyring: Keyring
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #statuses = new Map<DeviceId, KnownStatus>()
  readonly #acks = new Map<DeviceId, Acknowledged>()
  readonly #holdings = new Map<DeviceId, Holding>()
  readonly #carriers: CarrierWords
  readonly #reads: ReadPositions
  readonly #hasReadReceipts: () => boolean

  constructor(
    core: RoomCore,
    log: GovernanceLog,
    keyring: Keyring,
    chains: FeedChains,
    segments: Segments,
    hasReadReceipts: () => boolean,
  ) {
    this.#core = core
    this.#log = log
    this.#keyring = keyring
    this.#chains = chains
    this.#segments = segments
    this.#hasReadReceipts = hasReadReceipts
    this.#reads = new ReadPositions(core)
    this.#carriers = new CarrierWords(core, () => log.state.carriers)
    for (const [name, bytes] of core.store.values.list(this.#space('status'))) {
      const device = parseId('device', name)
      const read = statusCodec.decode(bytes)
      if (device !== undefined && read.ok) this.#statuses.set(device, { n: read.value.value.n, bytes, plain: undefined })
    }
    for (const [name, bytes] of core.store.values.list(this.#space('acks'))) {
      const device = parseId('device', name)
      const read = acknowledged.decode(bytes)
      if (device !== undefined && read.ok) this.#acks.set(device, read.value)
    }
  }

  counters(): ReturnType<RoomSync['statusCounters']> {
    return [...[...this.#statuses].map(([device, { n }]) => ({ device, n })), ...this.#carriers.counters()]
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.#statuses.get(device)?.bytes ?? this.#carriers.bytes(device)
  }

  /** What a carrier last said of itself, while its term runs. */
  carrierStatus(device: DeviceId): CarrierStatus | undefined {
    return this.#carriers.of(device)
  }

  /** Newest n wins; equal n: nothing changes. Stored in the caller's transaction, which may be a relaxed one. */
  accept(bytes: Uint8Array): SyncCode | 'old' | undefined {
    const read = statusCodec.decode(bytes)
    if (!read.ok) return this.#acceptCarrier(bytes, read.code === 'UNSUPPORTED' ? 'UNSUPPORTED' : 'BAD_FRAME')
    const { device, n, handle } = read.value.value
    if (handle !== this.#core.handle) return 'BAD_FRAME'
    if (device === this.#core.keys.device || (this.#statuses.get(device)?.n ?? -1) >= n) return 'old'
    // DLV-5: only devices the room knows; a stranger's word costs a signature check and nothing more.
    if (!this.#log.state.devices.has(device)) return 'NOT_LIVE'
    if (!verifyStatus(this.#core.crypto, read.value)) return 'BAD_SIG'
    this.#reads.keep(device, this.#plainOf(device))
    this.#statuses.set(device, { n, bytes, plain: undefined })
    this.#holdings.delete(device)
    this.#core.store.values.put(this.#space('status'), device, bytes)
    return undefined
  }

  /** What has no keys says so in clear: another form in the same place. */
  #acceptCarrier(bytes: Uint8Array, otherwise: SyncCode): SyncCode | 'old' | undefined {
    const read = carrierStatusCodec.decode(bytes)
    if (!read.ok) return otherwise
    const { device, n } = read.value.value
    const code = this.#carriers.accept(bytes, read.value)
    if (code !== undefined) return code
    // DLV-4: what it says it has on its disk is all it has; only what it acknowledged since then adds to it.
    if (n > (this.#acks.get(device)?.at ?? n)) {
      this.#acks.delete(device)
      this.#core.store.values.delete(this.#space('acks'), device)
    }
    this.#holdings.delete(device)
    return undefined
  }

  /** SYNC-8: what the peer itself says is on its disk now; true when that is news. */
  acknowledge(device: DeviceId, rows: readonly FeedRow[]): boolean {
    const before = this.#acks.get(device)
    const value: Acknowledged = { at: this.#core.clock.now(), rows: this.#merged(before?.rows ?? [], rows) }
    if (before !== undefined && sameRows(before.rows, value.rows)) return false
    this.#acks.set(device, value)
    this.#holdings.delete(device)
    this.#core.store.values.put(this.#space('acks'), device, acknowledged.encode(value))
    return true
  }

  /** Rows name the devices whose row changed; what was said of the others stands. Names of nobody here say nothing. */
  #merged(before: Acknowledged['rows'], rows: readonly FeedRow[]): Acknowledged['rows'] {
    const { devices } = this.#log.state
    const merged = new Map<DeviceId, SeqRanges>(before.filter(([device]) => devices.has(device)))
    const said = Map.groupBy(
      rows.filter(({ device }) => devices.has(device)),
      ({ device }) => device,
    )
    for (const [device, branches] of said) {
      const ranges = branches.reduce<SeqRanges>((sum, row) => union(sum, row.ranges), [])
      merged.set(device, ranges.slice(-RESOURCE.STATUS_RANGES))
    }
    return [...merged].slice(-RESOURCE.ROWS_PER_PAGE)
  }

  /** Writes this device's status when it would say something new; true when it did. In the caller's transaction. */
  publish(position: MessageCursor | undefined): boolean {
    // DLV-3: whoever does not want to be seen reading says nothing of it.
    const read = this.#hasReadReceipts() ? position : undefined
    const epoch = this.#writableEpoch()
    const self = this.#core.keys.device
    if (epoch === undefined || this.#log.state.devices.get(self)?.live !== true) return false
    const lacks = this.#log.state.epochs.filter(({ id: epochId }) => this.#keyring.secret(epochId) === undefined).map((known) => known.id)
    const plain: StatusPlain = {
      pepper: this.#core.rng.bytes(PEPPER_BYTES),
      t: this.#core.clock.now(),
      rows: this.#rows(),
      ...(read !== undefined && { read }),
      ...(lacks.length > 0 && { lacks: lacks.slice(-MAX_LACKS) }),
    }
    const before = this.#plainOf(self)
    if (before !== undefined && saysTheSame(before, plain)) return false
    const n = Math.max((this.#statuses.get(self)?.n ?? 0) + 1, this.#core.clock.now())
    const keys = this.#keyring.governance(epoch)
    if (keys === undefined) return false
    const draft = { handle: this.#core.handle, device: self, n, epoch }
    const status = sealStatus(this.#core.crypto, {
      seed: this.#core.keys.seed,
      key: keys.status(self),
      draft,
      plaintext: statusPlain.encode(plain),
    })
    const bytes = statusCodec.encode(status)
    this.#statuses.set(self, { n, bytes, plain })
    this.#core.store.values.put(this.#space('status'), self, bytes)
    return true
  }

  /** New keys may open statuses that were shut. */
  forgetOpened(): void {
    this.#holdings.clear()
  }

  /** Where a message is (DLV-1): by the words first written, and where it was edited also by the edit. */
  spread(row: PlacedMessage, change?: PlacedChange): Spread {
    const { id: message, t, c } = row
    const told = change?.kind === 'edited' ? [change.told] : []
    const holdings = this.holdings()
    // Only somebody who lacks keys makes it matter which one a message needs.
    const isEpochNeeded = change?.first === undefined && holdings.some(({ lacks }) => lacks.length > 0)
    const epoch = isEpochNeeded ? this.#segments.nameOf(row.segment, row.account)?.epoch : undefined
    const first = change?.first ?? { device: row.device, seq: row.seq, epoch }
    const spread = spreadOf({ id: message, t, c, blocks: [first, ...told] }, holdings, this.#around(row.account))
    return this.#hasReadReceipts() ? spread : unread(spread)
  }

  /** Where the last edit, or the deletion, of a message by that account is (DLV-2). */
  spreadOfChange(change: PlacedChange, account: AccountId): ChangeSpread {
    return changeSpreadOf(change, this.holdings(), this.#around(account))
  }

  #around(author: AccountId): Surroundings {
    const { members, devices, carriers } = this.#log.state
    return {
      self: this.#core.keys.device,
      accountOf: (device) => {
        const known = devices.get(device)
        return known?.live === true ? known.account : undefined
      },
      isCarrier: (device) => carriers.has(device),
      addressees: new Set([...members.keys()].filter((account) => account !== author)),
    }
  }

  /** Everybody's last word but this device's own. */
  holdings(): readonly Holding[] {
    const devices = new Set([...this.#statuses.keys(), ...this.#acks.keys(), ...this.#carriers.devices()])
    devices.delete(this.#core.keys.device)
    return [...devices].map((device) => this.#holdingOf(device))
  }

  /** What others together keep of this device's feed. */
  heldElsewhere(): SeqRanges {
    const self = this.#core.keys.device
    return this.holdings().reduce<SeqRanges>((sum, { feeds }) => union(sum, feeds.get(self) ?? []), [])
  }

  #holdingOf(device: DeviceId): Holding {
    const held = this.#holdings.get(device)
    if (held !== undefined) return held
    if (this.#log.state.carriers.has(device)) return this.#carriedBy(device)
    const plain = this.#plainOf(device)
    const ack = this.#acks.get(device)
    const feeds = new Map<DeviceId, SeqRanges>()
    for (const { device: author, feed } of plain?.rows ?? []) feeds.set(author, feed)
    for (const [author, ranges] of ack?.rows ?? []) feeds.set(author, union(feeds.get(author) ?? [], ranges))
    const made: Holding = {
      device,
      at: Math.max(plain?.t ?? 0, ack?.at ?? 0),
      feeds,
      ...this.#reads.of(device, plain),
      lacks: plain?.lacks ?? [],
    }
    this.#holdings.set(device, made)
    return made
  }

  /** Looked at anew each time: its term may have ended. */
  #carriedBy(device: DeviceId): Holding {
    const word = this.#carriers.holding(device)
    const ack = this.#acks.get(device)
    const feeds = new Map<DeviceId, SeqRanges>(word?.feeds)
    for (const [author, ranges] of ack?.rows ?? []) feeds.set(author, union(feeds.get(author) ?? [], ranges))
    return { device, at: Math.max(word?.at ?? 0, ack?.at ?? 0), feeds, read: undefined, unreadBelow: [], lacks: [] }
  }

  #plainOf(device: DeviceId): StatusPlain | undefined {
    const known = this.#statuses.get(device)
    if (known === undefined || known.plain !== undefined) return known?.plain
    const read = statusCodec.decode(known.bytes)
    const keys = read.ok ? this.#keyring.governance(read.value.value.epoch) : undefined
    if (!read.ok || keys === undefined) return undefined
    const opened = openStatus(this.#core.crypto, keys.status(device), read.value)
    const plain = opened.ok ? statusPlain.decode(opened.value) : undefined
    if (plain?.ok === true) known.plain = plain.value
    return known.plain
  }

  #rows(): StatusPlain['rows'] {
    const devices = new Set([...this.#chains.devices(), ...this.#log.rows().map(({ device }) => device)])
    // Whoever is in no room state, or full of holes, must not make this device's word too long to be said.
    const known = [...devices].filter((device) => this.#log.state.devices.has(device)).toSorted(this.#liveFirst)
    const named = known.slice(0, INTRINSIC.ROOM_DEVICES).toSorted()
    const most = rangesPerRow(named.length)
    return named.map((device) => ({
      device,
      governance: this.#log.count(device),
      feed: this.#chains
        .of(device)
        .spans.slice(-most)
        .map(({ first, last }) => [first, last] as const),
    }))
  }

  readonly #liveFirst = (a: DeviceId, b: DeviceId): number => {
    const { devices } = this.#log.state
    return Number(devices.get(b)?.live === true) - Number(devices.get(a)?.live === true) || (a < b ? -1 : 1)
  }

  /** Statuses say nothing that a removed device may not read; any epoch that is here will do, the newest is best. */
  #writableEpoch(): ReturnType<Keyring['epochs']>[number] | undefined {
    const { epochs } = this.#log.state
    return epochs.toSorted((a, b) => b.n - a.n || (a.id < b.id ? 1 : -1)).find((known) => this.#keyring.governance(known.id) !== undefined)
      ?.id
  }

  #space(name: string): string {
    return `${name}/${this.#core.key}`
  }
}

const MAX_LACKS = 32

/** DLV-3, the other half: who does not tell is not told. */
function unread(spread: Spread): Spread {
  return { ...spread, state: spread.state === 'read' ? 'delivered' : spread.state, read: new Set() }
}

function sameRows(a: Acknowledged['rows'], b: Acknowledged['rows']): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function saysTheSame(a: StatusPlain, b: StatusPlain): boolean {
  const say = ({ rows, read, lacks }: StatusPlain): string => JSON.stringify([rows, read ?? null, lacks ?? []])
  return say(a) === say(b)
}
