/**
 * One device's part of one segment, as far as the next update is judged by it (FEED-4). It holds no content: what an update does comes out of
 * `check` as plain values, so that feeds of other people need no Y.Doc.
 */
import * as Y from 'yjs'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { AppendOrder } from './append-order.ts'
import { type Roots, rootsOf } from './roots.ts'
import { type DecodedUpdate, type Struct, decodeStructs, isTooDeep } from './structs.ts'

/** A value of the `e/` array as it came: FEED-5 decides what it is worth. */
export interface RawEntry {
  readonly clock: number
  readonly value: unknown
}
/** A value of the `a/` or `m/` map. */
export interface RawSlot {
  readonly key: string
  readonly clock: number
  readonly value: unknown
}

/** What a legal update adds. A key that one update sets twice appears once, with its last value. */
export interface UpdateEffects {
  readonly startClock: number
  readonly endClock: number
  readonly entries: readonly RawEntry[]
  readonly amendments: readonly RawSlot[]
  readonly marks: readonly RawSlot[]
  /** Size of the update. */
  readonly bytes: number
  /** For `advance` alone. */
  readonly order: AppendOrder
}

/** Where a section stands after a snapshot. */
export interface SectionStart {
  readonly order: AppendOrder
  readonly endClock: number
  readonly entries: number
  readonly bytes: number
}

export type UpdateCode = 'TOO_BIG' | 'BAD_UPDATE'

export class Section {
  readonly client: number
  readonly #roots: Roots
  readonly #order: AppendOrder
  #endClock: number
  #entries: number
  #bytes: number

  /** Empty, or as a snapshot leaves it. */
  constructor(client: number, from: SectionStart = { order: new AppendOrder(), endClock: 0, entries: 0, bytes: 0 }) {
    this.client = client
    this.#roots = rootsOf(client)
    this.#order = from.order
    this.#endClock = from.endClock
    this.#entries = from.entries
    this.#bytes = from.bytes
  }

  /** The clock the next update has to start at. */
  get endClock(): number {
    return this.#endClock
  }

  /** Entries ever appended, erased ones included (FEED-7). */
  get entries(): number {
    return this.#entries
  }

  /** Size of its updates, or of the snapshot it came from and the updates since (FEED-7). */
  get bytes(): number {
    return this.#bytes
  }

  /** FEED-4, the part about Yjs. */
  check(update: Uint8Array): Result<UpdateEffects, UpdateCode> {
    if (update.length > INTRINSIC.UPDATE_BODY_BYTES) return fail('TOO_BIG')
    const decoded = decodeStructs(update)
    const structs = decoded?.structs.get(this.client)
    if (decoded === undefined || structs === undefined || decoded.structs.size !== 1) return fail('BAD_UPDATE')
    return this.#effects(update.length, structs, decoded)
  }

  /** Takes a checked update in, once its block is stored. Throws `RangeError` for effects of another state of the section. */
  advance({ startClock, endClock, entries, bytes, order }: UpdateEffects): void {
    if (startClock !== this.#endClock) throw new RangeError('these effects belong to another state of the section')
    this.#order.absorb(order)
    this.#endClock = endClock
    this.#entries += entries.length
    this.#bytes += bytes
  }

  #effects(bytes: number, structs: readonly Struct[], { deleted }: DecodedUpdate): Result<UpdateEffects, UpdateCode> {
    const order = new AppendOrder(this.#order)
    const entries: RawEntry[] = []
    const slots = { amendments: new Map<string, RawSlot>(), marks: new Map<string, RawSlot>() }
    const replaced = new Set<number>()
    let clock = this.#endClock
    for (const struct of structs) {
      const values = appendedValues(struct, clock)
      const place = values === undefined ? undefined : order.placeOf(struct as Y.Item, this.client, this.#roots)
      if (values === undefined || place === undefined) return fail('BAD_UPDATE')
      const end = clock + values.length
      if (end > INTRINSIC.CLOCK_END) return fail('BAD_UPDATE')
      const before = order.append(place, end - 1)
      if (place.root === 'entries') {
        for (const value of values) entries.push({ clock: clock++, value })
      } else {
        if (values.length !== 1) return fail('BAD_UPDATE')
        slots[place.root].set(place.key, { key: place.key, clock, value: values[0] })
        if (before !== undefined) replaced.add(before)
        clock = end
      }
    }
    if (!deletesOnly(deleted, this.client, replaced)) return fail('BAD_UPDATE')
    const [amendments, marks] = [[...slots.amendments.values()], [...slots.marks.values()]]
    return ok({ startClock: this.#endClock, endClock: clock, entries, amendments, marks, bytes, order })
  }
}

/** The values an item appends at that clock; undefined when it is no such item. */
function appendedValues(struct: Struct, clock: number): readonly unknown[] | undefined {
  if (!(struct instanceof Y.Item) || struct.id.clock !== clock || !(struct.content instanceof Y.ContentAny)) return undefined
  const values: readonly unknown[] = struct.content.arr
  return values.length === 0 || isTooDeep(values) ? undefined : values
}

/** Decision 004: an update deletes the map values it replaces and nothing else. */
function deletesOnly(deleted: DecodedUpdate['deleted'], client: number, replaced: ReadonlySet<number>): boolean {
  let count = 0
  for (const [owner, ranges] of deleted) {
    if (owner !== client) return false
    for (const { clock, len } of ranges) {
      count += len
      if (len < 1 || count > replaced.size) return false
      for (let at = clock; at < clock + len; at++) if (!replaced.has(at)) return false
    }
  }
  return true
}
