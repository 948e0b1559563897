/**
 * How much of a carried room's feeds lies on the disk, of whom and since when, and what was let go of: what a carrier decides by when there is
 * no room left or something is too old (CARR-2). Blocks in clear say no time, so it is the day they came. Saved beside the blocks, in the
 * caller's transaction.
 */
import { type Codec, array, mapped, tuple, uint } from '../../codec/index.ts'
import type { SeqRanges } from '../../custody/index.ts'
import { union } from '../../custody/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import type { Store } from '../../store/index.ts'

/** Seqs of one feed that came on one day, one after the other; those superseded since then still lie in between. */
export interface Run {
  readonly day: number
  readonly first: number
  readonly last: number
  /** Of bodies that are still here. */
  readonly bytes: number
}

export const DAY_MS: number = 24 * 60 * 60 * 1000
const MOST_RUNS = 65_536

const runsCodec: Codec<readonly Run[]> = array(
  mapped(
    tuple(uint(), uint({ min: 1 }), uint({ min: 1 }), uint()),
    ({ day, first, last, bytes }: Run) => [day, first, last, bytes] as const,
    ([day, first, last, bytes]) => ({ day, first, last, bytes }),
  ),
  { max: MOST_RUNS },
)
const goneCodec: Codec<SeqRanges> = array(
  mapped(
    tuple(uint({ min: 1 }), uint({ min: 1 })),
    (range: readonly [number, number]) => range,
    (range) => range,
  ),
  { max: MOST_RUNS },
)

export class Shelf {
  readonly #store: Pick<Store, 'values'>
  readonly #space: string
  readonly #runs = new Map<DeviceId, readonly Run[]>()
  #gone: ReadonlyMap<DeviceId, SeqRanges>
  #bytes = 0

  constructor(store: Pick<Store, 'values'>, key: number) {
    this.#store = store
    this.#space = `shelf/${key}`
    const gone = new Map<DeviceId, SeqRanges>()
    for (const [name, bytes] of store.values.list(this.#space)) {
      const [what, hex = ''] = name.split('/')
      const device = parseId('device', hex)
      const runs = what === 'runs' ? runsCodec.decode(bytes) : undefined
      const ranges = what === 'gone' ? goneCodec.decode(bytes) : undefined
      if (device !== undefined && runs?.ok === true) this.#runs.set(device, runs.value)
      if (device !== undefined && ranges?.ok === true) gone.set(device, ranges.value)
    }
    this.#gone = gone
    for (const device of this.#runs.keys()) this.#bytes += this.bytesOf(device)
  }

  /** Of all feeds. */
  get bytes(): number {
    return this.#bytes
  }

  /** What was let go of, or never taken, and is not to be asked for again. The same map until it changes. */
  get gone(): ReadonlyMap<DeviceId, SeqRanges> {
    return this.#gone
  }

  devices(): readonly DeviceId[] {
    return [...this.#runs.keys()]
  }

  runs(device: DeviceId): readonly Run[] {
    return this.#runs.get(device) ?? []
  }

  bytesOf(device: DeviceId): number {
    return this.runs(device).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Whoever takes most: what makes others' blocks go must be nobody else's flood. */
  heaviest(): DeviceId | undefined {
    const [first] = this.devices().toSorted((a, b) => this.bytesOf(b) - this.bytesOf(a) || (a < b ? -1 : 1))
    return first !== undefined && this.bytesOf(first) > 0 ? first : undefined
  }

  oldest(device: DeviceId): Run | undefined {
    return this.runs(device).toSorted((a, b) => a.day - b.day || a.first - b.first)[0]
  }

  put(device: DeviceId, seq: number, bytes: number, day: number): void {
    const runs = this.runs(device)
    this.#bytes += bytes
    const grown = runs.findIndex((run) => run.day === day && run.last + 1 === seq)
    this.#runs.set(
      device,
      grown < 0
        ? [...runs, { day, first: seq, last: seq, bytes }]
        : runs.map((run, at) => (at === grown ? { ...run, last: seq, bytes: run.bytes + bytes } : run)),
    )
  }

  take(device: DeviceId, seq: number, bytes: number): void {
    const run = this.runs(device).find(({ first, last }) => first <= seq && seq <= last)
    if (run === undefined) return
    const left = Math.max(0, run.bytes - bytes)
    this.#bytes -= run.bytes - left
    this.#runs.set(
      device,
      this.runs(device).flatMap((each) => (each !== run ? [each] : left === 0 ? [] : [{ ...run, bytes: left }])),
    )
  }

  /** A run whose blocks are not here after all. */
  forget(device: DeviceId, gone: Run): void {
    const kept = this.runs(device).filter((run) => run !== gone)
    this.#bytes -= this.bytesOf(device)
    this.#runs.set(device, kept)
    this.#bytes += this.bytesOf(device)
  }

  letGo(device: DeviceId, ranges: SeqRanges): void {
    if (ranges.length === 0) return
    this.#gone = new Map([...this.#gone, [device, union(this.#gone.get(device) ?? [], ranges)]])
  }

  save(device: DeviceId): void {
    this.#store.values.put(this.#space, `runs/${device}`, runsCodec.encode(this.runs(device)))
    const gone = this.#gone.get(device)
    if (gone !== undefined) this.#store.values.put(this.#space, `gone/${device}`, goneCodec.encode(gone))
  }
}
