/**
 * A small honest messenger for tests of the sync protocol: rooms whose governance is `+device` and `-device`, feeds that are plain hash
 * chains, statuses that count. It checks what a real host checks at this level (signature, chain, standing), keeps everything in memory,
 * and calls a block durable when it is in the map. A "signature" is a hash over device and bytes: enough to notice tampering.
 */
import { createHash } from 'node:crypto'
import { type CborKey, type CborValue, concatBytes, decodeCbor, encodeCbor, equalBytes, utf8 } from '../../shared/codec/index.ts'
import { type Clock, type Crypto, type Rng, hash, nobleCrypto } from '../../shared/crypto/index.ts'
import {
  type AccountId,
  type BlockId,
  type DeviceId,
  type EpochId,
  type RoomHandle,
  idBytes,
  idFromBytes,
  parseId,
} from '../../shared/ids/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import type {
  Accepted,
  FeedRow,
  GovRow,
  MatchKey,
  PeerSession,
  Ranges,
  RoomSync,
  StreamHub,
  SyncCode,
  SyncHost,
  WireBlock,
} from '../../shared/sync/index.ts'
import { createSyncHub } from '../../shared/sync/index.ts'
import { covers, unite } from '../../shared/sync/ranges.ts'

const SEGMENT = 100
const crypto: Crypto = {
  ...nobleCrypto(),
  sha256: (...parts) => new Uint8Array(parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()),
  sha512: (data) => new Uint8Array(createHash('sha512').update(data).digest()),
}
type Lane = 0 | 1
type Kept = WireBlock & { readonly id: BlockId; readonly device: DeviceId; readonly seq: number; readonly prev: Uint8Array }

/** Seeded, and different for every name. */
export function namedRng(name: string): Rng {
  let counter = 0
  return {
    bytes: (length) => {
      const parts: Uint8Array[] = []
      for (let have = 0; have < length; have += 32) parts.push(crypto.sha256(utf8(`${name} ${counter++}`)))
      return concatBytes(...parts).slice(0, length)
    },
  }
}

export function deviceNamed(name: string): DeviceId {
  return idFromBytes('device', crypto.sha256(utf8(`device ${name}`)))
}

export class ToyRoom implements RoomSync {
  readonly key: number
  readonly handle: RoomHandle
  readonly tagKey: Uint8Array
  priority = 2
  readonly gov = new Map<DeviceId, Kept[]>()
  readonly feed = new Map<DeviceId, Map<number, Kept>>()
  readonly statuses = new Map<DeviceId, { n: number; bytes: Uint8Array }>()
  readonly held: { readonly device: DeviceId; readonly rows: readonly FeedRow[] }[] = []
  /** Every body handed over by sessions, repeats included. */
  bodiesReceived = 0
  bytesReceived = 0
  govReceived = 0
  batches = 0
  servedBytes = 0
  /** Keys it has no grant for. */
  lacking: readonly EpochId[] = []
  readonly grantsAsked: EpochId[] = []
  /** Serves nothing although its rows say it could. */
  isLiar = false
  readonly #peer: ToyPeer
  readonly #rows = new Map<DeviceId, FeedRow>()

  constructor(peer: ToyPeer, key: number, name: string) {
    this.#peer = peer
    this.key = key
    this.handle = idFromBytes('handle', crypto.sha256(utf8(`handle ${name}`)).slice(0, 16))
    this.tagKey = crypto.sha256(utf8(`rs ${name}`))
  }

  live(): ReadonlySet<DeviceId> {
    const acts = [...this.gov.values()].flat().map((block) => new TextDecoder().decode(block.body))
    const removed = new Set(acts.filter((act) => act.startsWith('-')).map((act) => act.slice(1)))
    return new Set(acts.filter((act) => act.startsWith('+') && !removed.has(act.slice(1))).map((act) => parseId('device', act.slice(1))!))
  }

  govern(act: '+' | '-', device: DeviceId): void {
    const chain = this.gov.get(this.#peer.device) ?? []
    chain.push(makeBlock(this.handle, this.#peer.device, 0, chain.length + 1, chain.at(-1)?.id, utf8(act + device)))
    this.gov.set(this.#peer.device, chain)
    this.#peer.hub.changed(this.key, 'governance')
  }

  /** Writes blocks of the given body size and tells the hub, unless `quietly`. */
  write(count = 1, bodyBytes = 100, quietly = false): readonly Kept[] {
    const chain = this.feed.get(this.#peer.device) ?? new Map<number, Kept>()
    this.feed.set(this.#peer.device, chain)
    const blocks: Kept[] = []
    for (let i = 0; i < count; i++) {
      const seq = chain.size + 1
      const block = makeBlock(this.handle, this.#peer.device, 1, seq, chain.get(seq - 1)?.id, bodyOf(this.#peer.name, seq, bodyBytes))
      this.#keep(chain, block)
      blocks.push(block)
    }
    const entries = blocks.map((block) => ({ seq: block.seq, block }))
    if (!quietly) this.#peer.hub.written(this.key, this.#peer.device, entries)
    return blocks
  }

  writeStatus(n: number): void {
    const bytes = encodeCbor([idBytes(this.#peer.device), n])
    this.statuses.set(this.#peer.device, { n, bytes: concatBytes(fakeSign(this.#peer.device, bytes), bytes) })
    this.#peer.hub.changed(this.key, 'status')
  }

  governanceRows(): readonly GovRow[] {
    return [...this.gov].map(([device, chain]) => ({ device, count: chain.length, head: chain.at(-1)!.id }))
  }

  governanceBeyond(rows: readonly GovRow[], maxBytes: number, _reader: DeviceId): readonly WireBlock[] {
    const out: WireBlock[] = []
    let bytes = 0
    for (const [device, chain] of this.gov) {
      for (const block of chain.slice(rows.find((row) => row.device === device)?.count ?? 0)) {
        if (bytes > maxBytes) return out
        out.push(block)
        bytes += block.body.length + block.header.length
      }
    }
    return out
  }

  acceptGovernance(session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    this.govReceived += blocks.length
    return this.#accept(session, blocks, 0)
  }

  standing(device: DeviceId): 'live' | 'carrier' | 'none' {
    if (this.#peer.carriers.has(device)) return 'carrier'
    return this.live().has(device) ? 'live' : 'none'
  }

  feedRows(): readonly FeedRow[] {
    return [...this.#rows.values()]
  }

  peerHolds(session: PeerSession, rows: readonly FeedRow[]): void {
    this.held.push({ device: session.device, rows })
  }

  newest(device: DeviceId, ranges: Ranges): Ranges {
    const top = Math.min(ranges.at(-1)?.[1] ?? 0, this.#rows.get(device)?.ranges.at(-1)?.[1] ?? 0)
    const start = Math.floor((top - 1) / SEGMENT) * SEGMENT + 1
    return top === 0 ? ranges : ranges.filter(([, last]) => last >= start).map(([first, last]) => [Math.max(first, start), last] as const)
  }

  serve(device: DeviceId, ranges: Ranges, maxBytes: number): { readonly blocks: readonly WireBlock[]; readonly complete: boolean } {
    const blocks: WireBlock[] = []
    const chain = this.isLiar ? undefined : this.feed.get(device)
    if (chain === undefined) return { blocks, complete: true }
    const top = Math.min(ranges.at(-1)?.[1] ?? 0, chain.size === 0 ? 0 : (this.#rows.get(device)?.ranges.at(-1)?.[1] ?? 0))
    let bytes = 0
    for (let segment = Math.ceil(top / SEGMENT); segment > 0; segment--) {
      for (let seq = (segment - 1) * SEGMENT + 1; seq <= Math.min(segment * SEGMENT, top); seq++) {
        const block = chain.get(seq)
        if (block === undefined || !covers(ranges, seq)) continue
        if (bytes >= maxBytes) return { blocks, complete: false }
        blocks.push(block)
        bytes += block.header.length + block.body.length
        this.servedBytes += block.header.length + block.body.length
      }
    }
    return { blocks, complete: true }
  }

  acceptFeed(session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    this.batches += 1
    this.bodiesReceived += blocks.length
    for (const { header, body } of blocks) this.bytesReceived += header.length + body.length
    return this.#accept(session, blocks, 1)
  }

  statusCounters(): readonly { readonly device: DeviceId; readonly n: number }[] {
    return [...this.statuses].map(([device, { n }]) => ({ device, n }))
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.statuses.get(device)?.bytes
  }

  acceptStatus(_session: PeerSession, status: Uint8Array): SyncCode | 'old' | undefined {
    const value = decodeCbor(status.slice(64))
    if (!Array.isArray(value) || !(value[0] instanceof Uint8Array) || value[0].length !== 32 || typeof value[1] !== 'number')
      return 'BAD_FRAME'
    const device = idFromBytes('device', value[0])
    if (!equalBytes(status.slice(0, 64), fakeSign(device, status.slice(64)))) return 'BAD_SIG'
    if ((this.statuses.get(device)?.n ?? -1) >= value[1]) return 'old'
    this.statuses.set(device, { n: value[1], bytes: status })
    return undefined
  }

  grantsWanted(): readonly EpochId[] {
    return this.lacking
  }
  grantWanted(_session: PeerSession, epochs: readonly EpochId[]): void {
    this.grantsAsked.push(...epochs)
  }
  proofs(): readonly [] {
    return []
  }
  acceptProof(): SyncCode {
    return 'BAD_SIG'
  }

  #accept(session: PeerSession, blocks: readonly WireBlock[], lane: Lane): Accepted {
    let done = 0
    let repeats = 0
    const refused: { code: SyncCode; own: boolean }[] = []
    for (const [at, block] of blocks.entries()) {
      const kept = parse(block)
      if (kept === undefined || kept.lane !== lane) {
        refused.push({ code: 'BAD_FRAME', own: false })
        continue
      }
      const own = kept.block.device === session.device
      const { device, seq } = kept.block
      const next = blocks[at + 1]
      const isLinked =
        block.signature === undefined && next !== undefined && parse(next)?.block.prev.join() === idBytes(kept.block.id).join()
      const isSigned = block.signature !== undefined && equalBytes(block.signature, fakeSign(device, block.header))
      if (!isLinked && !isSigned) refused.push({ code: 'BAD_SIG', own })
      else if (!equalBytes(crypto.sha256(block.body), kept.bodyHash)) refused.push({ code: 'BAD_BODY', own })
      else if (lane === 0) {
        const chain = this.gov.get(device) ?? []
        if (seq <= chain.length) repeats += 1
        else if (seq > chain.length + 1 || (seq > 1 && !equalBytes(kept.block.prev, idBytes(chain.at(-1)!.id))))
          refused.push({ code: 'BAD_CHAIN', own })
        else {
          chain.push(kept.block)
          this.gov.set(device, chain)
          done += 1
        }
      } else if (!this.live().has(device)) refused.push({ code: 'NOT_LIVE', own })
      else {
        const chain = this.feed.get(device) ?? new Map<number, Kept>()
        const before = chain.get(seq - 1)
        if (chain.has(seq)) repeats += 1
        else if (before !== undefined && !equalBytes(kept.block.prev, idBytes(before.id))) refused.push({ code: 'BAD_CHAIN', own })
        else {
          this.feed.set(device, chain)
          this.#keep(chain, kept.block)
          done += 1
        }
      }
    }
    if (done > 0 && lane === 0) this.#peer.hub.changed(this.key, 'governance')
    return { done, repeats, refused }
  }

  #keep(chain: Map<number, Kept>, block: Kept): void {
    chain.set(block.seq, block)
    const ranges = unite(this.#rows.get(block.device)?.ranges ?? [], [[block.seq, block.seq]])
    this.#rows.set(block.device, { device: block.device, ranges, head: chain.get(ranges.at(-1)![1])!.id })
  }
}

export class ToyPeer implements SyncHost {
  readonly name: string
  readonly device: DeviceId
  readonly account: AccountId
  readonly crypto = crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly kind = 'person'
  readonly hub: StreamHub
  readonly rooms = new Map<number, ToyRoom>()
  readonly contacts: MatchKey[] = []
  readonly carriers = new Set<DeviceId>()
  readonly blocked = new Set<DeviceId>()
  readonly knocks: { readonly session: PeerSession; readonly payload: Uint8Array }[] = []
  readonly replies: Uint8Array[] = []
  readonly opened: PeerSession[] = []
  readonly typing: { readonly device: DeviceId; readonly room: number; readonly isTyping: boolean }[] = []
  readonly closed: PeerSession[] = []
  onKnock: ((session: PeerSession, payload: Uint8Array) => void) | undefined

  constructor(name: string, clock: Clock) {
    this.name = name
    this.clock = clock
    this.rng = namedRng(name)
    this.device = deviceNamed(name)
    this.account = idFromBytes('account', crypto.sha256(utf8(`account ${name}`)))
    this.hub = createSyncHub(this)
  }

  /** Has the room from now on; nobody is admitted by that. */
  join(name: string): ToyRoom {
    const room = new ToyRoom(this, this.rooms.size + 1, name)
    this.rooms.set(room.key, room)
    this.hub.rematch()
    return room
  }

  admits(device: DeviceId): boolean {
    return !this.blocked.has(device)
  }
  matchKeys(): readonly MatchKey[] {
    return [...this.contacts, ...[...this.rooms.values()].map((room) => ({ kind: 'room', room: room.key, key: room.tagKey }) as const)]
  }
  card(): Uint8Array {
    return utf8(this.name)
  }
  identify(
    session: PeerSession,
    card: Uint8Array,
  ): { readonly ok: true; readonly account: AccountId } | { readonly ok: false; readonly code: SyncCode } {
    const name = new TextDecoder().decode(card)
    if (deviceNamed(name) !== session.device) return { ok: false, code: 'BAD_SIG' }
    return { ok: true, account: idFromBytes('account', crypto.sha256(utf8(`account ${name}`))) }
  }
  peerClock(): void {}
  roomsFor(session: PeerSession, matches: readonly MatchKey[]): readonly { readonly room: number }[] {
    const matched = new Set(matches.flatMap((match) => (match.kind === 'room' ? [match.room] : [])))
    return [...this.rooms.values()]
      .filter((room) => matched.has(room.key) || room.standing(session.device) !== 'none')
      .map(({ key }) => ({ room: key }))
  }
  roomOpened(_session: PeerSession, handle: RoomHandle): number | undefined {
    return [...this.rooms.values()].find((room) => room.handle === handle)?.key
  }
  room(key: number): ToyRoom | undefined {
    return this.rooms.get(key)
  }
  knocked(session: PeerSession, payload: Uint8Array): void {
    this.knocks.push({ session, payload })
    this.onKnock?.(session, payload)
  }
  knockReplied(_session: PeerSession, payload: Uint8Array): void {
    this.replies.push(payload)
  }
  together(work: () => void): boolean {
    work()
    return true
  }
  typed({ device }: PeerSession, room: number, isTyping: boolean): void {
    this.typing.push({ device, room, isTyping })
  }

  /** RECORD payloads, as they came; what `onRecord` says is told. */
  readonly records: Uint8Array[] = []
  onRecord: SyncCode | undefined

  recorded(_session: PeerSession, payload: Uint8Array): SyncCode | undefined {
    this.records.push(payload)
    return this.onRecord
  }

  carryHeard(): void {
    // Toy rooms have no carriers.
  }

  /** Streams in doubt now. */
  readonly doubts = new Set<PeerStream>()

  doubted(stream: PeerStream): void {
    this.doubts.add(stream)
  }

  trusted(stream: PeerStream): void {
    this.doubts.delete(stream)
  }

  sessionOpened(session: PeerSession): void {
    this.opened.push(session)
  }
  sessionClosed(session: PeerSession): void {
    this.closed.push(session)
  }
}

/** Different for every writer and seq, cheap at any length. */
function bodyOf(name: string, seq: number, length: number): Uint8Array {
  const body = new Uint8Array(length)
  body.set(utf8(`${name} ${seq}`).subarray(0, length))
  return body
}

/** A block as that device would write it; also for tests that write wrong ones. */
export function makeBlock(
  handle: RoomHandle,
  device: DeviceId,
  lane: Lane,
  seq: number,
  prev: BlockId | undefined,
  body: Uint8Array,
): Kept {
  const before = prev === undefined ? new Uint8Array(32) : idBytes(prev)
  const header = encodeCbor(
    new Map<CborKey, CborValue>([
      [0, 1],
      [1, idBytes(handle)],
      [2, idBytes(device)],
      [3, lane],
      [4, seq],
      [5, before],
      [9, crypto.sha256(body)],
      [10, body.length],
    ]),
  )
  const id = idFromBytes('block', hash(crypto, 'sb1/block', header))
  return { header, signature: fakeSign(device, header), body, id, device, seq, prev: before }
}

function parse(block: WireBlock): { readonly block: Kept; readonly lane: number; readonly bodyHash: Uint8Array } | undefined {
  const map = decodeCbor(block.header)
  if (!(map instanceof Map)) return undefined
  const [device, lane, seq, prev, bodyHash] = [map.get(2), map.get(3), map.get(4), map.get(5), map.get(9)]
  if (!(device instanceof Uint8Array) || device.length !== 32 || typeof lane !== 'number' || typeof seq !== 'number') return undefined
  if (!(prev instanceof Uint8Array) || !(bodyHash instanceof Uint8Array)) return undefined
  const id = idFromBytes('block', hash(crypto, 'sb1/block', block.header))
  return { block: { ...block, id, device: idFromBytes('device', device), seq, prev }, lane, bodyHash }
}

function fakeSign(device: DeviceId, bytes: Uint8Array): Uint8Array {
  return crypto.sha512(concatBytes(utf8('toy signature'), idBytes(device), bytes))
}
