/**
 * Devices that only transfer files, on a fake clock: real hubs over memory stores, streams whose bytes take time and go no faster than a line
 * allows, and raw ends for tests that play a peer who does as it likes. Every byte that is handed over is counted.
 */
import type { FileId, RoomHandle, DeviceId } from '../../../shared/ids/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { type MemoryMediaStore, memoryMediaStore } from '../../../shared/media/index.ts'
import {
  type FetchEnd,
  type FileFetch,
  type MediaHost,
  type MediaHub,
  type OfferedFile,
  createMediaHub,
} from '../../../shared/transfer/index.ts'
import { type MediaFrame, MediaFrameReader, encodeMediaFrame } from '../../../shared/transfer/frames.ts'
import type { PeerStream } from '../../../shared/reach/index.ts'
import { FakeClock } from '../../harness/fake-clock.ts'
import { type Side, StreamPair } from '../../harness/stream-pair.ts'
import { deviceNamed } from '../../harness/toy-room.ts'
import { type SealedFile, crypto } from '../some-files.ts'

export const ROOM: RoomHandle = idFromBytes('handle', new Uint8Array(16).fill(9))
export const OTHER_ROOM: RoomHandle = idFromBytes('handle', new Uint8Array(16).fill(8))

interface Line {
  readonly pair: StreamPair
  readonly a: string
  readonly b: string
  readonly isPlanned: Record<Side, boolean>
  isSilent: boolean
}

export interface NodeOptions {
  readonly capacityBytes?: () => number
  /** Its store in place of a fresh one: it was switched off and on. */
  readonly store?: MemoryMediaStore
}

/** How fast bytes go to or from somebody; default 1 ms and 1 MiB a millisecond. */
export interface Speed {
  readonly latencyMs: number
  readonly bytesPerMs: number
}

export class MediaNode {
  readonly name: string
  readonly device: DeviceId
  readonly store: MemoryMediaStore
  readonly hub: MediaHub
  readonly heard: { readonly device: DeviceId; readonly files: readonly FileId[]; readonly lost: readonly FileId[] }[] = []
  readonly offers: { readonly device: DeviceId; readonly files: readonly OfferedFile[] }[] = []
  readonly withdrawn: FileId[] = []
  /** How often the store was asked for what it holds, or for a chunk. */
  lookUps = 0
  /** Whom nothing is given; by name. */
  readonly refused = new Set<string>()
  readonly blocked = new Set<string>()
  whole: FileId[] = []
  uploadLimit: number | undefined

  constructor(net: MediaNet, name: string, { capacityBytes, store }: NodeOptions = {}) {
    this.name = name
    this.device = deviceNamed(name)
    const { clock } = net
    this.store = store ?? memoryMediaStore({ crypto, clock, ...(capacityBytes !== undefined && { capacityBytes }) })
    const counted = new Proxy(this.store, {
      get: (target, property: keyof MemoryMediaStore) => {
        if (property === 'held' || property === 'chunk') this.lookUps += 1
        return target[property].bind(target)
      },
    })
    const isNamed = (names: ReadonlySet<string>, device: DeviceId): boolean => [...names].some((each) => deviceNamed(each) === device)
    const host: MediaHost = {
      crypto,
      clock,
      store: counted,
      admits: (device) => !isNamed(this.blocked, device),
      isOwn: () => false,
      mayHave: (device, room) => room === ROOM && !isNamed(this.refused, device) && !isNamed(this.blocked, device),
      open: (device) => net.open(name, device),
      wholeFor: (device) => (this.whole.length === 0 || isNamed(this.refused, device) ? [] : [{ room: ROOM, files: this.whole }]),
      heldHeard: (device, _room, files, lost) => void this.heard.push({ device, files, lost }),
      offered: (device, _room, files) => void this.offers.push({ device, files }),
      withdrawn: (_device, _room, files) => void this.withdrawn.push(...files),
      uploadLimit: () => this.uploadLimit,
    }
    this.hub = createMediaHub(host)
  }

  /** Puts chunks of a file here. */
  async keep(file: SealedFile, chunks: Iterable<number> = file.sealed.keys()): Promise<void> {
    await this.store.begin(file.file, file.size)
    for (const index of chunks) await this.store.put(file.chunk(index))
    await this.store.flush(file.file)
  }
}

export interface Fetching {
  readonly fetch: FileFetch
  end: FetchEnd | undefined
}

export class MediaNet {
  readonly clock = new FakeClock()
  readonly #nodes = new Map<string, MediaNode>()
  readonly #raws = new Map<string, (stream: PeerStream) => void>()
  readonly #lines = new Set<Line>()
  readonly #speeds = new Map<string, Speed>()
  readonly #away = new Set<string>()
  /** Bytes handed over, by sender and receiver. */
  readonly #carried = new Map<string, number>()
  opened = 0
  /** Reached by way of somebody else's computer. */
  readonly relayed = new Set<string>()

  node(name: string, options: NodeOptions = {}): MediaNode {
    const node = new MediaNode(this, name, options)
    this.#nodes.set(name, node)
    return node
  }

  /** A device whose end of every stream is the test's. */
  raw(name: string, met: (stream: PeerStream) => void): DeviceId {
    this.#raws.set(name, met)
    return deviceNamed(name)
  }

  speed(name: string, speed: Speed): void {
    this.#speeds.set(name, speed)
  }

  /** Its lines break, and no new one is made until it comes back. */
  leave(name: string): void {
    this.#away.add(name)
    for (const line of [...this.#lines]) if (line.a === name || line.b === name) this.#cut(line)
  }

  comeBack(name: string): void {
    this.#away.delete(name)
  }

  cutAll(): void {
    for (const line of [...this.#lines]) this.#cut(line)
  }

  /** Its streams carry nothing any more and nobody is told, until `cutAll`: as when a cable is out. New ones are fine. */
  silence(): void {
    for (const line of this.#lines) line.isSilent = true
  }

  /** Bytes from one to the other so far. */
  carried(from: string, to: string): number {
    return this.#carried.get(`${from}>${to}`) ?? 0
  }

  carriedTo(to: string): number {
    return [...this.#carried].filter(([key]) => key.endsWith(`>${to}`)).reduce((sum, [, bytes]) => sum + bytes, 0)
  }

  open(from: string, device: DeviceId): Promise<PeerStream | undefined> {
    const names = [...this.#nodes.keys(), ...this.#raws.keys()]
    const to = names.find((name) => deviceNamed(name) === device)
    if (to === undefined || this.#away.has(to) || this.#away.has(from)) return Promise.resolve(undefined)
    return Promise.resolve(this.connect(from, to))
  }

  /** Opens a stream; gives the end of who opened it. */
  connect(from: string, to: string): PeerStream {
    this.opened += 1
    const pair: StreamPair = new StreamPair(
      { device: deviceNamed(from) },
      { device: deviceNamed(to), ...(this.relayed.has(to) && { address: '/ip4/10.0.0.9/tcp/4001/p2p-circuit' }) },
      { onPending: (side) => this.#plan(line, side) },
    )
    const line: Line = { pair, a: from, b: to, isPlanned: { a: false, b: false }, isSilent: false }
    this.#lines.add(line)
    this.#nodes.get(to)?.hub.attach(pair.b)
    this.#raws.get(to)?.(pair.b)
    return pair.a
  }

  fetch(node: MediaNode, file: SealedFile, sources: readonly (string | MediaNode)[], room: RoomHandle = ROOM): Fetching {
    const devices = sources.map((source) => (typeof source === 'string' ? deviceNamed(source) : source.device))
    const fetching: { fetch?: FileFetch; end: FetchEnd | undefined } = { end: undefined }
    fetching.fetch = node.hub.fetch({
      room,
      file: file.file,
      size: file.size,
      sources: () => devices,
      ended: (end) => {
        fetching.end = end
      },
    })
    return fetching as Fetching
  }

  /** Lets time pass, in steps, with everything that follows from it. */
  async pass(ms: number, until: () => boolean = () => false, stepMs = 1): Promise<void> {
    for (let at = 0; at < ms && !until(); at += stepMs) {
      await settled()
      this.clock.advance(stepMs)
    }
    await settled()
  }

  #plan(line: Line, side: Side): void {
    if (line.isPlanned[side]) return
    line.isPlanned[side] = true
    const [from, to] = side === 'a' ? [line.a, line.b] : [line.b, line.a]
    const ways = [this.#speeds.get(from), this.#speeds.get(to)].filter((speed) => speed !== undefined)
    const latencyMs = Math.max(1, ...ways.map((way) => way.latencyMs))
    const bytesPerMs = Math.min(1024 * 1024, ...ways.map((way) => way.bytesPerMs))
    this.clock.after(latencyMs, () => {
      line.isPlanned[side] = false
      if (!this.#lines.has(line) || line.isSilent) return
      const bytes = line.pair.deliver(side, Math.max(1, Math.floor(bytesPerMs * latencyMs)))
      const key = `${from}>${to}`
      this.#carried.set(key, (this.#carried.get(key) ?? 0) + bytes)
      if (!line.pair.isOpen) this.#lines.delete(line)
      else if (line.pair.waiting(side) > 0) this.#plan(line, side)
    })
  }

  #cut(line: Line): void {
    this.#lines.delete(line)
    line.pair.cut()
  }
}

/** What a test plays at one end of a stream. */
export class RawEnd {
  readonly stream: PeerStream
  readonly heard: MediaFrame[] = []
  isClosed = false

  constructor(stream: PeerStream, answer: (frame: MediaFrame, end: RawEnd) => void = () => undefined) {
    this.stream = stream
    const reader = new MediaFrameReader()
    stream.listen({
      data: (bytes) => {
        for (const read of reader.push(bytes)) {
          if (!read.ok || read.frame.type === 'unsupported') continue
          this.heard.push(read.frame)
          answer(read.frame, this)
        }
      },
      drain: () => undefined,
      closed: () => {
        this.isClosed = true
      },
    })
  }

  say(frame: MediaFrame): void {
    this.stream.send(encodeMediaFrame(frame))
  }

  heardOf<T extends MediaFrame['type']>(type: T): readonly Extract<MediaFrame, { readonly type: T }>[] {
    return this.heard.filter((frame): frame is Extract<MediaFrame, { readonly type: T }> => frame.type === type)
  }
}

/** Everything that waits for nothing but itself has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
