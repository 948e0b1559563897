/**
 * A room this device carries and cannot read (CARR-1…4): blocks and statuses of listed devices, kept and handed out as they came. It checks
 * signatures and chains, never content; it knows no account, no name and no text.
 */
import { parseBlock, parseHeader, statusCodec, verifyBlock, verifyStatus } from '../../feeds/block/index.ts'
import type { Block } from '../../feeds/block/index.ts'
import { type DeviceId, type EpochId, type RoomHandle, parseId } from '../../ids/index.ts'
import type { Accepted, FeedRow, GovRow, PeerSession, Ranges, RoomStanding, RoomSync, SyncCode, WireBlock } from '../../sync/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { CarryFields } from './carry-token.ts'
import { type RoomCore, FeedChains, GovernanceLane, newestOf, serveFeed, storedFeed } from '../room/index.ts'

type CarriedCore = Pick<RoomCore, 'store' | 'crypto' | 'clock' | 'key' | 'handle'>

export interface CarriedHooks {
  token(): CarryFields
  changed(what: 'governance' | 'feed' | 'status'): void
}

const NOTHING_RETAINED = { has: () => false }

export class CarriedRoom implements RoomSync {
  readonly handle: RoomHandle
  readonly priority = 2
  readonly #core: CarriedCore
  readonly #hooks: CarriedHooks
  readonly #lane: GovernanceLane
  readonly #chains: FeedChains
  readonly #statuses = new Map<DeviceId, { readonly n: number; readonly bytes: Uint8Array }>()
  #bytes = 0

  constructor(core: CarriedCore, hooks: CarriedHooks) {
    this.handle = core.handle
    this.#core = core
    this.#hooks = hooks
    this.#lane = new GovernanceLane(core)
    this.#chains = new FeedChains(core)
    for (const [name, bytes] of core.store.values.list(`status/${core.key}`)) {
      const device = parseId('device', name)
      const read = statusCodec.decode(bytes)
      if (device !== undefined && read.ok) this.#statuses.set(device, { n: read.value.value.n, bytes })
    }
    for (const device of this.#chains.devices()) {
      const held = core.store.blocks.range(core.key, device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      this.#bytes += held.reduce((sum, block) => sum + block.body.length, 0)
    }
  }

  governanceRows(): readonly GovRow[] {
    return this.#lane.rows()
  }

  governanceBeyond(rows: readonly GovRow[], maxBytes: number): readonly WireBlock[] {
    return this.#lane.beyond(rows, this.#lane.blocks(), maxBytes)
  }

  acceptGovernance(_session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    const taken = this.#core.store.transaction(() => blocks.map((wire) => this.#lane.take(wire, (block) => this.#mayCarry(block))))
    const done = taken.filter(({ kind }) => kind === 'taken').length
    if (done > 0) this.#hooks.changed('governance')
    const refused = taken.flatMap((each) => (each.kind === 'refused' ? [{ code: each.code, own: false }] : []))
    return { done, repeats: taken.length - done - refused.length, refused }
  }

  /** Only who is listed gets anything. */
  standing(device: DeviceId): RoomStanding {
    return this.#isListed(device) ? 'live' : 'none'
  }

  feedRows(): readonly FeedRow[] {
    return this.#chains.rows()
  }

  peerHolds(): void {
    // Custody is the members' business; a carrier keeps what it has until it is superseded or its term ends.
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
    })
    if (done > 0) this.#hooks.changed('feed')
    return { done, repeats, refused }
  }

  statusCounters(): readonly { readonly device: DeviceId; readonly n: number }[] {
    return [...this.#statuses].map(([device, { n }]) => ({ device, n }))
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.#statuses.get(device)?.bytes
  }

  acceptStatus(_session: PeerSession, bytes: Uint8Array): SyncCode | 'old' | undefined {
    const read = statusCodec.decode(bytes)
    if (!read.ok) return 'BAD_FRAME'
    const { device, n, handle } = read.value.value
    if (handle !== this.handle || !this.#isListed(device)) return 'NOT_LIVE'
    if ((this.#statuses.get(device)?.n ?? -1) >= n) return 'old'
    if (!verifyStatus(this.#core.crypto, read.value)) return 'BAD_SIG'
    this.#statuses.set(device, { n, bytes })
    this.#core.store.transaction(() => this.#core.store.values.put(`status/${this.#core.key}`, device, bytes), 'relaxed')
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

  /** A code when it is refused; SUPERSEDED for what is here or covered already. */
  #take(wire: WireBlock): SyncCode | undefined {
    const { crypto, store, key } = this.#core
    const parsed = parseBlock(crypto, wire.header, wire.signature, wire.body)
    if (!parsed.ok) return parsed.code
    const block = parsed.value
    const { device, seq, lane, prev } = block.header
    if (lane !== 1 || block.header.handle !== this.handle) return 'BAD_FRAME'
    const refusal = this.#mayCarry(block)
    if (refusal !== undefined) return refusal
    const chain = this.#chains.of(device)
    if (chain.holds(seq)) return 'SUPERSEDED'
    const before = chain.headAt(seq - 1)
    if (before !== undefined && before !== prev) return 'FORKED'
    if (!verifyBlock(crypto, block)) return 'BAD_SIG'
    const holes = chain.spans.length + (block.header.supersede ?? []).reduce((sum, { ranges }) => sum + ranges.length, 1)
    if (holes > RESOURCE.CHAIN_SPANS) return 'QUOTA'
    store.blocks.put(storedFeed(key, block, 'accepted', true))
    this.#bytes += block.body.length
    chain.add(seq, block.id)
    this.#dropSuperseded(block)
    this.#chains.save(device)
    return undefined
  }

  /** CARR-3: it cannot tell accounts, so it drops only what a device replaces of its own. */
  #dropSuperseded({ header }: Block): void {
    const { store, key } = this.#core
    const chain = this.#chains.of(header.device)
    for (const { device, ranges, last } of header.supersede ?? []) {
      if (device !== header.device) continue
      for (const [first, until] of ranges) {
        for (const held of store.blocks.range(key, device, 1, first, until, Number.MAX_SAFE_INTEGER)) {
          const known = parseHeader(held.header)
          if (!known.ok || known.value.epoch !== header.epoch || known.value.index !== header.index) continue
          store.blocks.remove(key, held.id)
          this.#bytes -= held.body.length
        }
      }
      chain.coverAll(ranges, last)
    }
  }

  /** CARR-2: members still have it; what does not fit is said so, not dropped in silence. Governance counts as well. */
  #mayCarry({ header, body }: Block): SyncCode | undefined {
    if (!this.#isListed(header.device)) return 'NOT_LIVE'
    const { bytes } = this.#lane.weightOf(() => true)
    return this.#bytes + bytes + body.length > this.#hooks.token().quota ? 'QUOTA' : undefined
  }

  #isListed(device: DeviceId): boolean {
    const { devices, expires } = this.#hooks.token()
    return expires > this.#core.clock.now() && devices.includes(device)
  }
}
