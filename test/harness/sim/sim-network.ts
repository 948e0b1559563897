/**
 * A network in memory for whole messengers: streams between devices that want each other and are on the same island, bytes that take time,
 * cables that are cut. Deterministic: everything runs on the fake clock, randomness comes from the seed. It offers what the engine's `Links`
 * offer and keeps trying as the dial loop does, so the messenger cannot tell the difference.
 */
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { Links, SeenDevice } from '../../../shared/messenger/index.ts'
import type { DeviceReach, PeerStream } from '../../../shared/reach/index.ts'
import type { FakeClock } from '../fake-clock.ts'
import { type Side, StreamPair } from '../stream-pair.ts'
import type { Seeded } from './seeded.ts'

export interface LineOptions {
  /** One-way time of a chunk, ms. */
  readonly latencyMs?: number
  /** How long a device that could not be reached is left alone, ms. */
  readonly redialMs?: number
  /** Largest chunk that is handed over at once. */
  readonly chunkBytes?: number
  /** Only so many lines each in a ring with short cuts, beside those somebody asked for: a crowd where not everybody meets everybody. */
  readonly isSparse?: boolean
  /** At which address a device sees another it is connected to; default `sim`: none that says where. */
  readonly via?: (device: DeviceId, other: DeviceId) => string
  /** A device is dialled only where somebody said it is: an invitation, a record, or an earlier connection. Else all are in sight. */
  readonly byAddress?: boolean
}

/** What goes wrong on lines made while it is set; everything by the seed. */
export interface Chaos {
  readonly rng: Seeded
  /** How likely a delivery ends with the line broken, anywhere within the bytes that wait. */
  readonly cutChance: number
  /** Each line gets a latency up to this, ms. */
  readonly maxLatencyMs: number
  /** Each delivery hands over at most so many bytes, 1 or more. */
  readonly maxChunkBytes: number
  /** How likely a line's ends read slowly: a short queue, a second per chunk. */
  readonly slowChance: number
  /** How likely two devices find a second way to each other. */
  readonly secondPathChance: number
}

interface Node {
  readonly device: DeviceId
  /** Its place in the ring. */
  readonly place: number
  readonly wanted: Set<DeviceId>
  readonly asked: Set<DeviceId>
  readonly streamHandlers: Set<(stream: PeerStream) => void>
  readonly mediaHandlers: Set<(stream: PeerStream) => void>
  readonly reachHandlers: Set<(device: DeviceId, reach: DeviceReach) => void>
  readonly addressHandlers: Set<() => void>
  island: number
  guestsUntil: number | undefined
  name: string | undefined
}

interface Line {
  readonly key: string
  readonly a: DeviceId
  readonly b: DeviceId
  readonly pair: StreamPair
  readonly latencyMs: number
}

const SLOW_LATENCY_MS = 1000
const SLOW_HIGH_WATER_BYTES = 2048

export class SimNetwork {
  readonly #clock: FakeClock
  readonly #options: Required<LineOptions>
  readonly #nodes = new Map<DeviceId, Node>()
  readonly #lines = new Map<string, Line>()
  readonly #places = new Map<DeviceId, number>()
  readonly #moved = new Map<DeviceId, string>()
  /** Where each device believes others to be; kept over restarts, as the engine keeps it. */
  readonly #books = new Map<DeviceId, Map<DeviceId, { readonly met: Set<string>; recorded: readonly string[] }>>()
  #chaos: Chaos | undefined
  #isTickPlanned = false
  #isSilent = false
  #mediaLines = 0
  /** Bytes handed over so far, for tests that count. */
  deliveredBytes = 0

  constructor(clock: FakeClock, options: LineOptions = {}) {
    this.#clock = clock
    this.#options = {
      latencyMs: options.latencyMs ?? 1,
      redialMs: options.redialMs ?? 500,
      chunkBytes: options.chunkBytes ?? 64 * 1024,
      isSparse: options.isSparse ?? false,
      byAddress: options.byAddress ?? false,
      via: options.via ?? (() => 'sim'),
    }
  }

  /** Plugs a device in; what the messenger sees of the network. */
  links(device: DeviceId, name?: string): Links {
    const place = this.#places.get(device) ?? this.#places.size
    const node: Node = {
      device,
      place,
      wanted: new Set(),
      asked: new Set(),
      streamHandlers: new Set(),
      mediaHandlers: new Set(),
      reachHandlers: new Set(),
      addressHandlers: new Set(),
      island: 0,
      guestsUntil: undefined,
      name,
    }
    this.#places.set(device, node.place)
    this.#nodes.set(device, node)
    return {
      want: (devices) => {
        node.wanted.clear()
        for (const each of devices) node.wanted.add(each)
        this.#tickSoon()
      },
      connect: (other, addresses) => {
        node.asked.add(other)
        for (const address of addresses) this.#believed(device, other).met.add(address)
        this.#tickSoon()
      },
      disconnect: (other) => node.asked.delete(other),
      learn: (other, addresses) => {
        this.#believed(device, other).recorded = addresses
        this.#tickSoon()
      },
      drop: (other) => this.#cut(device, other),
      doubt: () => undefined,
      trust: () => undefined,
      expectGuests: (until) => {
        node.guestsUntil = until
      },
      reach: (other) => this.#reach(node, other),
      addresses: (of = device) => [this.addressOf(of)],
      nearby: () => this.#nearby(node),
      onStream: (handler) => added(node.streamHandlers, handler),
      media: {
        open: (other) => Promise.resolve(this.#openMedia(node, other)),
        onStream: (handler) => added(node.mediaHandlers, handler),
      },
      onReach: (handler) => added(node.reachHandlers, handler),
      onAddresses: (handler) => added(node.addressHandlers, handler),
      onNearby: () => () => undefined,
    }
  }

  /** A stream of a test's own making arrives at a device. */
  attach(device: DeviceId, stream: PeerStream): void {
    for (const handler of this.#nodes.get(device)?.streamHandlers ?? []) handler(stream)
  }

  /** What a device last said of invited strangers (RELAY-2), wall ms. */
  guestsUntil(device: DeviceId): number | undefined {
    return this.#nodes.get(device)?.guestsUntil
  }

  addressOf(device: DeviceId): string {
    return this.#moved.get(device) ?? `/ip4/10.0.0.${(this.#places.get(device) ?? 0) + 1}/tcp/4001`
  }

  /** Another network: its lines break, and who believes it where it was does not find it. */
  move(device: DeviceId, address: string): void {
    this.#moved.set(device, address)
    for (const line of this.#linesOf(device)) this.#cutLine(line)
    for (const handler of this.#nodes.get(device)?.addressHandlers ?? []) handler()
  }

  /** Whether a device would dial the other where it is now. */
  knowsAddress(device: DeviceId, other: DeviceId): boolean {
    const { met, recorded } = this.#believed(device, other)
    const address = this.addressOf(other)
    return met.has(address) || recorded.includes(address)
  }

  /** Its lines break, its handlers are forgotten. */
  unplug(device: DeviceId): void {
    this.#nodes.delete(device)
    for (const line of this.#linesOf(device)) this.#cutLine(line)
  }

  /** Power off: the others lose their lines, the device itself notices nothing any more. */
  powerOff(device: DeviceId): void {
    this.#nodes.delete(device)
    for (const line of this.#linesOf(device)) {
      const end = line.a === device ? line.pair.a : line.pair.b
      end.listen({ data: ignore, drain: ignore, closed: ignore })
      this.#cutLine(line)
    }
  }

  /** Lets `device` dial `other`, as somebody would who was given its address. */
  introduce(device: DeviceId, other: DeviceId): void {
    this.#nodes.get(device)?.asked.add(other)
    this.#believed(device, other).met.add(this.addressOf(other))
    this.#tickSoon()
  }

  /** For lines made from now on; undefined: the lines of `LineOptions`. */
  setChaos(chaos: Chaos | undefined): void {
    this.#chaos = chaos
  }

  /** Cuts the network into islands; devices that are not named are alone. */
  partition(...islands: readonly (readonly DeviceId[])[]): void {
    let alone = islands.length
    for (const node of this.#nodes.values()) {
      const at = islands.findIndex((island) => island.includes(node.device))
      node.island = at === -1 ? ++alone : at
    }
    for (const line of [...this.#lines.values()]) if (!this.#sameIsland(line.a, line.b)) this.#cutLine(line)
  }

  heal(): void {
    for (const node of this.#nodes.values()) node.island = 0
    this.#tickSoon()
  }

  /** Everybody tries at once, as after a change of network. */
  look(): void {
    this.#tickSoon()
  }

  /** Nothing arrives any more, and nobody is told: what a pulled cable looks like to TCP. Until `isSilent` is false again. */
  silence(isSilent: boolean): void {
    this.#isSilent = isSilent
  }

  /** Breaks every line once; they come back by themselves. */
  cutAll(): void {
    for (const line of [...this.#lines.values()]) this.#cutLine(line)
  }

  get lineCount(): number {
    return this.#lines.size
  }

  #tickSoon(): void {
    this.#planTick(1)
  }

  #planTick(ms: number): void {
    if (this.#isTickPlanned) return
    this.#isTickPlanned = true
    this.#clock.after(ms, () => {
      this.#isTickPlanned = false
      this.#tick()
    })
  }

  #tick(): void {
    for (const node of [...this.#nodes.values()]) {
      for (const other of new Set([...node.wanted, ...node.asked])) this.#dial(node, other)
    }
    this.#planTick(this.#options.redialMs)
  }

  #dial(node: Node, device: DeviceId): void {
    const other = this.#nodes.get(device)
    if (other === undefined || device === node.device || !this.#sameIsland(node.device, device)) return
    if (this.#options.byAddress && !this.knowsAddress(node.device, device)) return
    if (this.#options.isSparse && !node.asked.has(device) && !this.#areNeighbours(node, other)) return
    if (!this.#lines.has(lineKey(node.device, device))) this.#connect(node, other, lineKey(node.device, device))
    else if (this.#chaos?.rng.chance(this.#chaos.secondPathChance) === true) this.#connect(node, other, `${lineKey(node.device, device)}/2`)
  }

  /** A power of two apart. */
  #areNeighbours(a: Node, b: Node): boolean {
    const apart = Math.abs(a.place - b.place)
    return (apart & (apart - 1)) === 0
  }

  #connect(node: Node, other: Node, key: string): void {
    if (this.#lines.has(key)) return
    const { chaos, isSlow } = { chaos: this.#chaos, isSlow: this.#chaos?.rng.chance(this.#chaos.slowChance) === true }
    const usual = chaos === undefined ? this.#options.latencyMs : chaos.rng.between(1, chaos.maxLatencyMs)
    const pair: StreamPair = new StreamPair(
      { device: node.device },
      { device: other.device },
      { onPending: (from) => this.#plan(line, from), ...(isSlow && { highWaterBytes: SLOW_HIGH_WATER_BYTES }) },
    )
    const line: Line = { key, a: node.device, b: other.device, pair, latencyMs: isSlow ? SLOW_LATENCY_MS : usual }
    this.#lines.set(key, line)
    this.#believed(node.device, other.device).met.add(this.addressOf(other.device))
    for (const handler of node.streamHandlers) handler(pair.a)
    for (const handler of other.streamHandlers) handler(pair.b)
    this.#tellReach(node, other.device)
    this.#tellReach(other, node.device)
  }

  /** MEDIA-40: a stream of its own beside the line, gone with it. */
  #openMedia(node: Node, device: DeviceId): PeerStream | undefined {
    const other = this.#nodes.get(device)
    const beside = this.#lines.get(lineKey(node.device, device))
    if (other === undefined || beside === undefined || other.mediaHandlers.size === 0) return undefined
    const pair: StreamPair = new StreamPair(
      { device: node.device },
      { device: other.device },
      { onPending: (from) => this.#plan(line, from) },
    )
    const key = `${beside.key}/media/${++this.#mediaLines}`
    const line: Line = { key, a: node.device, b: other.device, pair, latencyMs: beside.latencyMs }
    this.#lines.set(key, line)
    for (const handler of other.mediaHandlers) handler(pair.b)
    return pair.a
  }

  #plan(line: Line, from: Side): void {
    this.#clock.after(line.latencyMs, () => {
      if (this.#lines.get(line.key) !== line) return
      if (this.#isSilent) return this.#plan(line, from)
      const chaos = this.#chaos
      const isLast = chaos?.rng.chance(chaos.cutChance) === true
      const most = isLast ? line.pair.waiting(from) : (chaos?.maxChunkBytes ?? this.#options.chunkBytes)
      this.deliveredBytes += line.pair.deliver(from, chaos === undefined ? most : chaos.rng.between(1, Math.max(1, most)))
      if (isLast || !line.pair.isOpen) this.#cutLine(line)
      else if (line.pair.waiting(from) > 0) this.#plan(line, from)
    })
  }

  #cut(a: DeviceId, b: DeviceId): void {
    for (const line of this.#linesOf(a)) if (line.a === b || line.b === b) this.#cutLine(line)
  }

  #linesOf(device: DeviceId): readonly Line[] {
    return [...this.#lines.values()].filter((line) => line.a === device || line.b === device)
  }

  #cutLine(line: Line): void {
    if (this.#lines.get(line.key) !== line) return
    this.#lines.delete(line.key)
    line.pair.cut()
    if (line.key.includes('/media/')) return
    for (const beside of [...this.#lines.values()]) if (beside.key.startsWith(`${line.key}/media/`)) this.#cutLine(beside)
    for (const [device, other] of [
      [line.a, line.b],
      [line.b, line.a],
    ] as const) {
      const node = this.#nodes.get(device)
      if (node !== undefined) this.#tellReach(node, other)
    }
  }

  #tellReach(node: Node, other: DeviceId): void {
    const reach = this.#reach(node, other)
    if (reach !== undefined) for (const handler of node.reachHandlers) handler(other, reach)
  }

  #reach(node: Node, other: DeviceId): DeviceReach | undefined {
    const since = this.#clock.now()
    if (this.#lines.has(lineKey(node.device, other)) || this.#lines.has(`${lineKey(node.device, other)}/2`))
      return { reach: 'connected', since, via: this.#options.via(node.device, other) }
    if (!node.wanted.has(other) && !node.asked.has(other)) return undefined
    return { reach: 'waiting', since, code: 'no-route', nextAttempt: since + this.#options.redialMs }
  }

  #nearby(node: Node): readonly SeenDevice[] {
    const others = [...this.#nodes.values()].filter(({ device, island }) => device !== node.device && island === node.island)
    return others.map(({ device, name }) => ({ device, name, addresses: ['/ip4/10.0.0.1/tcp/4001'], since: this.#clock.now() }))
  }

  #believed(device: DeviceId, other: DeviceId): { readonly met: Set<string>; recorded: readonly string[] } {
    const book = this.#books.get(device) ?? new Map<DeviceId, { readonly met: Set<string>; recorded: readonly string[] }>()
    this.#books.set(device, book)
    const believed = book.get(other) ?? { met: new Set<string>(), recorded: [] }
    book.set(other, believed)
    return believed
  }

  #sameIsland(a: DeviceId, b: DeviceId): boolean {
    return this.#nodes.get(a)?.island === this.#nodes.get(b)?.island
  }
}

function lineKey(a: DeviceId, b: DeviceId): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`
}

function ignore(): void {
  // Nobody is there any more.
}

function added<T>(handlers: Set<T>, handler: T): () => void {
  handlers.add(handler)
  return () => handlers.delete(handler)
}
