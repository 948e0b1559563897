/**
 * A network in memory for whole messengers: streams between devices that want each other and are on the same island, bytes that take time,
 * cables that are cut. Deterministic: everything runs on the fake clock, randomness comes from the seed. It offers what the engine's `Links`
 * offer and keeps trying as the dial loop does, so the messenger cannot tell the difference.
 */
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { Links, SeenDevice } from '../../../shared/messenger/index.ts'
import type { DeviceReach, PeerStream } from '../../../shared/reach/index.ts'
import type { FakeClock } from '../fake-clock.ts'
import { StreamPair } from '../stream-pair.ts'

export interface LineOptions {
  /** One-way time of a chunk, ms. */
  readonly latencyMs?: number
  /** How long a device that could not be reached is left alone, ms. */
  readonly redialMs?: number
  /** Largest chunk that is handed over at once. */
  readonly chunkBytes?: number
}

interface Node {
  readonly device: DeviceId
  readonly wanted: Set<DeviceId>
  readonly asked: Set<DeviceId>
  readonly streamHandlers: Set<(stream: PeerStream) => void>
  readonly reachHandlers: Set<(device: DeviceId, reach: DeviceReach) => void>
  island: number
  name: string | undefined
}

interface Line {
  readonly a: DeviceId
  readonly b: DeviceId
  readonly pair: StreamPair
}

export class SimNetwork {
  readonly #clock: FakeClock
  readonly #options: Required<LineOptions>
  readonly #nodes = new Map<DeviceId, Node>()
  readonly #lines = new Map<string, Line>()
  #cancelTick: (() => void) | undefined
  /** Bytes handed over so far, for tests that count. */
  deliveredBytes = 0

  constructor(clock: FakeClock, options: LineOptions = {}) {
    this.#clock = clock
    this.#options = { latencyMs: options.latencyMs ?? 1, redialMs: options.redialMs ?? 500, chunkBytes: options.chunkBytes ?? 64 * 1024 }
  }

  /** Plugs a device in; what the messenger sees of the network. */
  links(device: DeviceId, name?: string): Links {
    const node: Node = { device, wanted: new Set(), asked: new Set(), streamHandlers: new Set(), reachHandlers: new Set(), island: 0, name }
    this.#nodes.set(device, node)
    return {
      want: (devices) => {
        node.wanted.clear()
        for (const each of devices) node.wanted.add(each)
        this.#tickSoon()
      },
      connect: (other) => {
        node.asked.add(other)
        this.#tickSoon()
      },
      disconnect: (other) => node.asked.delete(other),
      drop: (other) => this.#cut(device, other),
      doubt: () => undefined,
      trust: () => undefined,
      reach: (other) => this.#reach(node, other),
      addresses: () => [`/ip4/10.0.0.${[...this.#nodes.keys()].indexOf(device) + 1}/tcp/4001`],
      nearby: () => this.#nearby(node),
      onStream: (handler) => added(node.streamHandlers, handler),
      onReach: (handler) => added(node.reachHandlers, handler),
      onNearby: () => () => undefined,
    }
  }

  /** Power off: its lines break, its handlers are forgotten. */
  unplug(device: DeviceId): void {
    this.#nodes.delete(device)
    for (const line of [...this.#lines.values()]) if (line.a === device || line.b === device) this.#cutLine(line)
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

  /** Breaks every line once; they come back by themselves. */
  cutAll(): void {
    for (const line of [...this.#lines.values()]) this.#cutLine(line)
  }

  get lineCount(): number {
    return this.#lines.size
  }

  #tickSoon(): void {
    this.#cancelTick ??= this.#clock.after(1, () => {
      this.#cancelTick = undefined
      this.#tick()
    })
  }

  #tick(): void {
    for (const node of [...this.#nodes.values()]) {
      for (const other of new Set([...node.wanted, ...node.asked])) this.#dial(node, other)
    }
    this.#cancelTick ??= this.#clock.after(this.#options.redialMs, () => {
      this.#cancelTick = undefined
      this.#tick()
    })
  }

  #dial(node: Node, device: DeviceId): void {
    const other = this.#nodes.get(device)
    const key = lineKey(node.device, device)
    if (other === undefined || device === node.device || this.#lines.has(key) || !this.#sameIsland(node.device, device)) return
    const pair: StreamPair = new StreamPair({ device: node.device }, { device }, { onPending: (from) => this.#plan(key, from) })
    this.#lines.set(key, { a: node.device, b: device, pair })
    for (const handler of node.streamHandlers) handler(pair.a)
    for (const handler of other.streamHandlers) handler(pair.b)
    this.#tellReach(node, device)
    this.#tellReach(other, node.device)
  }

  #plan(key: string, from: 'a' | 'b'): void {
    this.#clock.after(this.#options.latencyMs, () => {
      const line = this.#lines.get(key)
      if (line === undefined) return
      this.deliveredBytes += line.pair.deliver(from, this.#options.chunkBytes)
      if (line.pair.waiting(from) > 0) this.#plan(key, from)
      if (!line.pair.isOpen) this.#cutLine(line)
    })
  }

  #cut(a: DeviceId, b: DeviceId): void {
    const line = this.#lines.get(lineKey(a, b))
    if (line !== undefined) this.#cutLine(line)
  }

  #cutLine(line: Line): void {
    this.#lines.delete(lineKey(line.a, line.b))
    line.pair.cut()
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
    if (this.#lines.has(lineKey(node.device, other))) return { reach: 'connected', since, via: 'sim' }
    if (!node.wanted.has(other) && !node.asked.has(other)) return undefined
    return { reach: 'waiting', since, code: 'no-route', nextAttempt: since + this.#options.redialMs }
  }

  #nearby(node: Node): readonly SeenDevice[] {
    const others = [...this.#nodes.values()].filter(({ device, island }) => device !== node.device && island === node.island)
    return others.map(({ device, name }) => ({ device, name, addresses: ['/ip4/10.0.0.1/tcp/4001'], since: this.#clock.now() }))
  }

  #sameIsland(a: DeviceId, b: DeviceId): boolean {
    return this.#nodes.get(a)?.island === this.#nodes.get(b)?.island
  }
}

function lineKey(a: DeviceId, b: DeviceId): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`
}

function added<T>(handlers: Set<T>, handler: T): () => void {
  handlers.add(handler)
  return () => handlers.delete(handler)
}
