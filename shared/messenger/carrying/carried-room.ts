/**
 * A room this device carries and cannot read (CARR-1…4): blocks and statuses of listed devices, kept and handed out as they came. It checks
 * signatures and chains, never content; it knows no account, no name and no text. What it has it says itself, signed and in clear.
 */
import { includes, type CarrierStatus, type SeqRanges, without } from '../../custody/index.ts'
import { carrierStatusCodec, rangesPerRow, signCarrierStatus, verifyCarrierStatus } from '../../custody/index.ts'
import { parseBlock, statusCodec, verifyBlock, verifyStatus } from '../../feeds/block/index.ts'
import type { Block } from '../../feeds/block/index.ts'
import { type DeviceId, type EpochId, type RoomHandle, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { Accepted, FeedRow, GovRow, PeerSession, Ranges, RoomStanding, RoomSync, SyncCode, WireBlock } from '../../sync/index.ts'
import { type RoomCore, FeedChains, GovernanceLane, newestOf, serveFeed, storedFeed } from '../room/index.ts'
import type { CarryFields } from './carry-token.ts'
import { CarriedBlocks } from './carried-blocks.ts'
import { DAY_MS, Shelf } from './shelf.ts'

type CarriedCore = Pick<RoomCore, 'store' | 'crypto' | 'clock' | 'key' | 'handle' | 'keys'>

export interface CarriedHooks {
  token(): CarryFields
  changed(what: 'governance' | 'feed' | 'status'): void
  /** Makes so many bytes fit into what its contact may use in all; false: they do not. */
  makeRoom(bytes: number): boolean
  /** What there is to say of files; absent: none are kept. */
  files?(): CarrierStatus['files']
}

interface Said {
  readonly n: number
  readonly bytes: Uint8Array
}

const NOTHING_RETAINED = { has: () => false }
/** Let go of together, so that a full carrier does not look for the oldest block with each that comes. */
const SLACK = 64

export class CarriedRoom implements RoomSync {
  readonly handle: RoomHandle
  readonly priority = 2
  readonly #core: CarriedCore
  readonly #hooks: CarriedHooks
  readonly #lane: GovernanceLane
  readonly #chains: FeedChains
  readonly #shelf: Shelf
  readonly #blocks: CarriedBlocks
  readonly #statuses = new Map<DeviceId, Said>()
  #statusBytes = 0
  #word: CarrierStatus | undefined

  constructor(core: CarriedCore, hooks: CarriedHooks) {
    this.handle = core.handle
    this.#core = core
    this.#hooks = hooks
    this.#lane = new GovernanceLane(core)
    this.#chains = new FeedChains(core)
    this.#shelf = new Shelf(core.store, core.key)
    this.#blocks = new CarriedBlocks(core, this.#chains, this.#shelf)
    this.#blocks.adopt(Math.floor(core.clock.now() / DAY_MS))
    for (const [name, bytes] of core.store.values.list(`status/${core.key}`)) {
      const device = parseId('device', name)
      const word = carrierStatusCodec.decode(bytes)
      const read = word.ok ? word : statusCodec.decode(bytes)
      if (device === undefined || !read.ok) continue
      this.#hold(device, read.value.value.n, bytes)
      if (word.ok && device === core.keys.device) this.#word = word.value.value
    }
  }

  /** Bytes on the disk: bodies and statuses. */
  get bytes(): number {
    return this.feedBytes + this.#lane.weightOf(() => true).bytes + this.#statusBytes
  }

  /** Of these, what may be let go of. */
  get feedBytes(): number {
    return this.#shelf.bytes
  }

  get declined(): ReadonlyMap<DeviceId, Ranges> {
    return this.#shelf.gone
  }

  governanceRows(): readonly GovRow[] {
    return this.#lane.rows()
  }

  governanceBeyond(rows: readonly GovRow[], maxBytes: number, reader: DeviceId): readonly WireBlock[] {
    return this.standing(reader) === 'none' ? [] : this.#lane.beyond(rows, this.#lane.blocks(), maxBytes)
  }

  acceptGovernance(_session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    const taken = this.#core.store.transaction(() => blocks.map((wire) => this.#lane.take(wire, (block) => this.#mayCarry(block))))
    const done = taken.filter(({ kind }) => kind === 'taken').length
    if (done > 0) this.#hooks.changed('governance')
    const refused = taken.flatMap((each) => (each.kind === 'refused' ? [{ code: each.code, own: false }] : []))
    return { done, repeats: taken.length - done - refused.length, refused }
  }

  /** Only who is listed gets anything, and the room's other carriers. */
  standing(device: DeviceId): RoomStanding {
    if (this.#isListed(device)) return 'live'
    return this.#isFellow(device) ? 'carrier' : 'none'
  }

  feedRows(): readonly FeedRow[] {
    return this.#chains.rows()
  }

  peerHolds(): void {
    // Custody is the members' business; a carrier keeps what it has until it is superseded, too old, or its term ends.
  }

  newest(device: DeviceId, ranges: Ranges): Ranges {
    return newestOf(this.#core, device, ranges)
  }

  serve(device: DeviceId, ranges: Ranges, maxBytes: number): { readonly blocks: readonly WireBlock[]; readonly complete: boolean } {
    return serveFeed(this.#core, NOTHING_RETAINED, device, ranges, maxBytes)
  }

  acceptFeed(_session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    let done = 0
    let repeats = 0
    const refused: Accepted['refused'][number][] = []
    this.#core.store.transaction(() => {
      for (const wire of blocks) {
        const code = this.#take(wire)
        if (code === undefined) done += 1
        else if (code === 'SUPERSEDED') repeats += 1
        else refused.push({ code, own: false })
      }
      this.#blocks.save()
    })
    if (done > 0) this.#hooks.changed('feed')
    return { done, repeats, refused }
  }

  statusCounters(): ReturnType<RoomSync['statusCounters']> {
    const heard = [...this.#statuses].filter(([device]) => this.#isHeard(device))
    return heard.map(([device, { n }]) => ({ device, n, carrier: !this.#isListed(device) }))
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.#statuses.get(device)?.bytes
  }

  acceptStatus(_session: PeerSession, bytes: Uint8Array): SyncCode | 'old' | undefined {
    const { crypto, store, key, keys } = this.#core
    const member = statusCodec.decode(bytes)
    const carrier = member.ok ? undefined : carrierStatusCodec.decode(bytes)
    const read = member.ok ? member : carrier
    if (read?.ok !== true) return 'BAD_FRAME'
    const { device, n, handle } = read.value.value
    if (device === keys.device) return 'old'
    if (handle !== this.handle || !(member.ok ? this.#isListed(device) : this.#isFellow(device))) return 'NOT_LIVE'
    if ((this.#statuses.get(device)?.n ?? -1) >= n) return 'old'
    const isGenuine = member.ok ? verifyStatus(crypto, member.value) : carrier?.ok === true && verifyCarrierStatus(crypto, carrier.value)
    if (!isGenuine) return 'BAD_SIG'
    const more = bytes.length - (this.#statuses.get(device)?.bytes.length ?? 0)
    const code = store.transaction(() => {
      const refusal = this.#fit(Math.max(0, more))
      if (refusal === undefined) store.values.put(`status/${key}`, device, bytes)
      this.#blocks.save()
      return refusal
    }, 'relaxed')
    if (code !== undefined) return code
    this.#hold(device, n, bytes)
    this.#hooks.changed('status')
    return undefined
  }

  grantsWanted(): readonly EpochId[] {
    return []
  }

  grantWanted(): void {
    // Keys are what a carrier does not have.
  }

  proofs(): readonly Uint8Array[] {
    return []
  }

  acceptProof(): SyncCode | undefined {
    return undefined
  }

  /** CARR-2: says anew what is on the disk, when that is something new. True when it is. */
  publish(): boolean {
    const { store, key, keys, crypto, clock } = this.#core
    const { expires } = this.#hooks.token()
    const rows = this.#rows()
    const free = this.#free()
    const files = this.#hooks.files?.()
    const before = this.#word
    const isKnown =
      before !== undefined && before.until === expires && (before.free === 0) === (free === 0) && isSameOfFiles(before.files, files)
    if (isKnown && JSON.stringify(before.rows) === JSON.stringify(rows)) return false
    const n = Math.max((this.#statuses.get(keys.device)?.n ?? 0) + 1, Math.floor(clock.now()))
    const word: CarrierStatus = {
      handle: this.handle,
      device: keys.device,
      n,
      rows,
      until: expires,
      free,
      ...(files !== undefined && { files }),
    }
    const bytes = signCarrierStatus(crypto, keys.seed, word)
    store.transaction(() => store.values.put(`status/${key}`, keys.device, bytes), 'relaxed')
    this.#word = word
    this.#hold(keys.device, n, bytes)
    this.#hooks.changed('status')
    return true
  }

  /** What another carrier of the room says of its files; undefined: it keeps none. */
  filesAt(device: DeviceId): CarrierStatus['files'] {
    const bytes = this.#isFellow(device) ? this.#statuses.get(device)?.bytes : undefined
    const word = bytes === undefined ? undefined : carrierStatusCodec.decode(bytes)
    return word?.ok === true && word.value.value.until > this.#core.clock.now() ? word.value.value.files : undefined
  }

  /** How many devices it serves: what its word costs (DLV-3). */
  get devices(): number {
    return this.#hooks.token().devices.length
  }

  /** Lets go of the oldest of whoever takes most, until so many bytes are free or nothing is left; the bytes freed. */
  shrink(bytes: number): number {
    return this.#letGo(() => this.#blocks.shrink(bytes))
  }

  /** Lets go of what came before that time, ms; how many blocks that were. */
  expire(before: number): number {
    return this.#letGo(() => this.#blocks.expire(Math.floor(before / DAY_MS)))
  }

  #letGo(work: () => number): number {
    const done = this.#core.store.transaction(() => {
      const count = work()
      this.#blocks.save()
      return count
    })
    if (done > 0) this.#hooks.changed('feed')
    return done
  }

  /** A code when it is refused; SUPERSEDED for what is here, covered, or not wanted any more. */
  #take(wire: WireBlock): SyncCode | undefined {
    const { crypto, store, key, clock } = this.#core
    const parsed = parseBlock(crypto, wire.header, wire.signature, wire.body)
    if (!parsed.ok) return parsed.code
    const block = parsed.value
    const { device, seq, lane, prev } = block.header
    if (lane !== 1 || block.header.handle !== this.handle) return 'BAD_FRAME'
    if (!this.#isListed(device)) return 'NOT_LIVE'
    const chain = this.#chains.of(device)
    if (chain.holds(seq) || includes(this.#shelf.gone.get(device) ?? [], seq)) return 'SUPERSEDED'
    const before = chain.headAt(seq - 1)
    if (before !== undefined && before !== prev) return 'FORKED'
    if (!verifyBlock(crypto, block)) return 'BAD_SIG'
    const holes = chain.spans.length + (block.header.supersede ?? []).reduce((sum, { ranges }) => sum + ranges.length, 1)
    if (holes > RESOURCE.CHAIN_SPANS) return 'QUOTA'
    if (seq < chain.height && this.#free() < block.body.length) {
      // Nothing that is newer goes for what is older; and nobody is asked for the rest of it.
      this.#decline(device, seq)
      return 'SUPERSEDED'
    }
    const refusal = this.#fit(block.body.length)
    if (refusal !== undefined) return refusal
    store.blocks.put(storedFeed(key, block, 'accepted', true))
    this.#shelf.put(device, seq, block.body.length, Math.floor(clock.now() / DAY_MS))
    chain.add(seq, block.id)
    this.#blocks.dropSuperseded(block)
    return undefined
  }

  #decline(device: DeviceId, upTo: number): void {
    const held = this.#chains.of(device).spans.map(({ first, last }) => [first, last] as const)
    this.#shelf.letGo(device, without([[1, upTo]], held))
    this.#blocks.touch(device)
  }

  /** Governance is never let go of; feeds make room for it. */
  #mayCarry({ header, body }: Block): SyncCode | undefined {
    if (!this.#isListed(header.device)) return 'NOT_LIVE'
    const refusal = this.#fit(body.length)
    this.#blocks.save()
    return refusal
  }

  /** Whether so much more fits, after the oldest has gone for it. */
  #fit(bytes: number): SyncCode | undefined {
    const { quota } = this.#hooks.token()
    if (bytes === 0) return undefined
    const over = this.bytes + bytes - quota
    if (over > this.feedBytes) return 'QUOTA'
    if (over > 0) this.#blocks.shrink(Math.max(over, Math.floor(quota / SLACK)))
    return this.#hooks.makeRoom(bytes) ? undefined : 'QUOTA'
  }

  #free(): number {
    return Math.max(0, this.#hooks.token().quota - this.bytes)
  }

  #hold(device: DeviceId, n: number, bytes: Uint8Array): void {
    // Its own word is nobody's to pay for.
    if (device !== this.#core.keys.device) this.#statusBytes += bytes.length - (this.#statuses.get(device)?.bytes.length ?? 0)
    this.#statuses.set(device, { n, bytes })
  }

  #rows(): CarrierStatus['rows'] {
    const devices = new Set([...this.#chains.devices(), ...this.#lane.rows().map(({ device }) => device)])
    const named = [...devices]
      .filter((device) => this.#isListed(device))
      .toSorted()
      .slice(0, INTRINSIC.ROOM_DEVICES)
    const most = rangesPerRow(Math.max(1, named.length))
    const feedOf = (device: DeviceId): SeqRanges =>
      this.#chains
        .of(device)
        .spans.slice(-most)
        .map(({ first, last }) => [first, last] as const)
    return named.map((device) => ({ device, governance: this.#lane.count(device), feed: feedOf(device) }))
  }

  #isHeard(device: DeviceId): boolean {
    return device === this.#core.keys.device || this.#isListed(device) || this.#isFellow(device)
  }

  #isFellow(device: DeviceId): boolean {
    const { fellows, expires } = this.#hooks.token()
    return expires > this.#core.clock.now() && fellows?.includes(device) === true
  }

  #isListed(device: DeviceId): boolean {
    const { devices, expires } = this.#hooks.token()
    return expires > this.#core.clock.now() && devices.includes(device)
  }
}

function isSameOfFiles(a: CarrierStatus['files'], b: CarrierStatus['files']): boolean {
  return a?.bytes === b?.bytes && a?.free === b?.free
}
