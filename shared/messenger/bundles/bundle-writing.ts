/**
 * Writes planned rooms as a bundle, step by step, a megabyte or two in memory (BNDL-3 to BNDL-5). Each part can be read alone: it has the
 * room's governance and statuses again, and begins no segment in its middle unless a segment is larger than a part.
 */
import { BUNDLE_MAGIC, SectionWriter } from '../../bundle/index.ts'
import { utf8 } from '../../codec/index.ts'
import { type SeqRanges, without } from '../../custody/index.ts'
import type { Crypto, Rng } from '../../crypto/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import {
  type GovRow,
  type RoomSync,
  type WireBlock,
  assume,
  blockBytes,
  encodeBlock,
  encodeFrame,
  isEqual,
  seqsAnswered,
} from '../../sync/index.ts'
import type { BundleStep } from '../api-bundles.ts'
import type { RoomPlan } from './bundle-plan.ts'

export interface WritingDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly maxBytes: number
  /** Wall ms. */
  now(): number
  sync(plan: RoomPlan): RoomSync | undefined
  /** What sections for a newcomer are sealed with: he knows no room yet, but us. */
  introduction(plan: RoomPlan): readonly Uint8Array[]
  /** For devices that have had none in this bundle. */
  letters(plan: RoomPlan): Iterable<Uint8Array>
  wrote(plan: RoomPlan, block: WireBlock): void
}

const GOV_CHUNK_BYTES = 128 * 1024
/** For frame lengths, block maps and the end mark. */
const OVERHEAD_BYTES = 256
/** Governance is in every part as long as it leaves most of it to the rest. */
const GOVERNANCE_SHARE = 4
/** Of a part, what letters in one section of it may take. */
const LETTERS_SHARE = 4
const ROOM_NUMBER = 0
const SALT_BYTES = 32

interface Section {
  readonly writer: SectionWriter
  readonly counts: [governance: number, statuses: number, feed: number, proofs: number]
}

class Failed extends Error {}

export function* writeBundle(deps: WritingDeps, plans: readonly RoomPlan[]): Generator<BundleStep, undefined> {
  const parts = new Parts(deps.maxBytes)
  try {
    yield bytes(BUNDLE_MAGIC)
    for (const plan of plans) {
      const sync = deps.sync(plan)
      if (sync !== undefined) yield* new RoomWriting(deps, parts, plan, sync).write()
    }
    yield* parts.end()
  } catch (cause) {
    if (!(cause instanceof Failed)) throw cause
    yield { type: 'failed', code: 'PART_TOO_SMALL' }
  }
  return undefined
}

/** The part at hand: how much of it is used by sections that are closed, and the one of them whose end is still to be written. */
class Parts {
  readonly maxBytes: number
  used = BUNDLE_MAGIC.length
  /** Begun in all parts. */
  sections = 0
  #last: Section | undefined

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  get isFresh(): boolean {
    return this.used === BUNDLE_MAGIC.length
  }

  /** Its end mark says whether another follows, so that a file that was cut right behind it is seen to be (BNDL-6): it waits until that is known. */
  close(section: Section): void {
    this.#last = section
    this.used += section.writer.bytesWith(endMark(section, false).length)
  }

  *end(): Generator<BundleStep, void> {
    yield* this.#endLast(false)
    yield { type: 'part' }
  }

  *next(): Generator<BundleStep, void> {
    yield* this.end()
    this.used = BUNDLE_MAGIC.length
    yield bytes(BUNDLE_MAGIC)
  }

  /** Before anything of the next section. */
  *begin(): Generator<BundleStep, void> {
    yield* this.#endLast(true)
  }

  *#endLast(isMore: boolean): Generator<BundleStep, void> {
    const section = this.#last
    if (section === undefined) return
    this.#last = undefined
    for (const piece of section.writer.write(endMark(section, isMore))) yield bytes(piece)
    yield bytes(section.writer.end())
  }
}

/** As long whether more follows or not. */
function endMark({ counts }: Section, more: boolean): Uint8Array {
  return encodeFrame({ type: 'bye', counts, more })
}

class RoomWriting {
  readonly #deps: WritingDeps
  readonly #parts: Parts
  readonly #plan: RoomPlan
  readonly #sync: RoomSync
  readonly #introduction: readonly Uint8Array[]
  /** Of governance and statuses, which come before the rest. */
  readonly #firstBytes: number
  #section: Section
  /** The part at hand has nothing of other rooms. */
  #isAlone: boolean

  constructor(deps: WritingDeps, parts: Parts, plan: RoomPlan, sync: RoomSync) {
    this.#deps = deps
    this.#parts = parts
    this.#plan = plan
    this.#sync = sync
    this.#introduction = deps.introduction(plan)
    let first = 0
    for (const block of this.#governance()) first += blockBytes(block) + OVERHEAD_BYTES
    for (const status of this.#statuses()) first += status.length + OVERHEAD_BYTES
    this.#firstBytes = first
    this.#section = this.#begin(plan.secret)
    this.#isAlone = parts.isFresh
  }

  *write(): Generator<BundleStep, void> {
    if (!this.#isAlone && !this.#fits(this.#firstBytes * (1 + this.#introduction.length))) {
      yield* this.#parts.next()
      this.#isAlone = true
    }
    yield* this.#first()
    yield* this.#letters()
    for (const unit of this.#units()) {
      if (!this.#fits(unit.reduce((sum, block) => sum + blockBytes(block) + OVERHEAD_BYTES, 0))) yield* this.#continue()
      for (const block of unit) {
        yield* this.#block('feed', block)
        this.#deps.wrote(this.#plan, block)
      }
    }
    for (const proof of this.#sync.proofs()) {
      if (proof.length > RESOURCE.FRAME_BYTES - OVERHEAD_BYTES * 4) continue
      yield* this.#put(3, [encodeFrame({ type: 'proof', room: ROOM_NUMBER, proof })])
    }
    this.#end()
  }

  /** Who does not know the room yet has to open it by another secret before this one means anything to him. */
  *#first(): Generator<BundleStep, void> {
    for (const secret of this.#introduction) {
      this.#section = this.#begin(secret)
      yield* this.#head(true)
      yield* this.#lane()
      this.#end()
    }
    this.#section = this.#begin(this.#plan.secret)
    yield* this.#head(false)
    yield* this.#lane()
    for (const status of this.#statuses()) {
      yield* this.#put(1, [encodeFrame({ type: 'status', room: ROOM_NUMBER, status })])
    }
  }

  /** As far as they leave most of the part to the rest: who is left out hears of it in another way, and no part fails for them. */
  *#letters(): Generator<BundleStep, void> {
    let bytes = 0
    for (const content of this.#deps.letters(this.#plan)) {
      const frame = encodeFrame({ type: 'record', content })
      bytes += frame.length
      if (bytes * LETTERS_SHARE > this.#parts.maxBytes || !this.#fits(frame.length)) return
      yield* this.#frames([frame])
    }
  }

  *#lane(): Generator<BundleStep, void> {
    for (const block of this.#governance()) yield* this.#block('gov', block)
  }

  /** The next part of the same room, with what has to come first. */
  *#continue(): Generator<BundleStep, void> {
    if (this.#isAlone && this.#section.counts[2] === 0) return
    this.#end()
    yield* this.#parts.next()
    this.#isAlone = true
    if (this.#firstBytes * (1 + this.#introduction.length) * GOVERNANCE_SHARE <= this.#parts.maxBytes) return yield* this.#first()
    this.#section = this.#begin(this.#plan.secret)
    yield* this.#head(false)
  }

  *#block(lane: 'gov' | 'feed', block: WireBlock): Generator<BundleStep, void> {
    yield* this.#put(lane === 'gov' ? 0 : 2, encodeBlock({ room: ROOM_NUMBER, lane }, block))
  }

  /** One thing and its count, in the part at hand or the next one. */
  *#put(kind: 0 | 1 | 2 | 3, frames: readonly Uint8Array[]): Generator<BundleStep, void> {
    const size = frames.reduce((sum, frame) => sum + frame.length, 0)
    if (!this.#fits(size)) {
      if (kind >= 2) yield* this.#continue()
      else yield* this.#spread()
    }
    if (!this.#fits(size)) throw new Failed()
    this.#section.counts[kind] += 1
    yield* this.#frames(frames)
  }

  /** So much governance that no part has it whole: it goes on in the next, under the same secret. */
  *#spread(): Generator<BundleStep, void> {
    this.#end()
    yield* this.#parts.next()
    this.#isAlone = true
    this.#section = this.#begin(this.#plan.secret)
    yield* this.#head(false)
  }

  *#head(isRevealed: boolean): Generator<BundleStep, void> {
    const { handle, id } = this.#plan.room.core
    yield* this.#parts.begin()
    yield* this.#frames([encodeFrame({ type: 'room', room: ROOM_NUMBER, handle, ...(isRevealed && { reveal: id }) })])
  }

  *#frames(frames: readonly Uint8Array[]): Generator<BundleStep, void> {
    for (const frame of frames) for (const piece of this.#section.writer.write(frame)) yield bytes(piece)
  }

  #begin(secret: Uint8Array): Section {
    return { writer: new SectionWriter(this.#deps.crypto, this.#salt(), secret), counts: [0, 0, 0, 0] }
  }

  /**
   * A copy of this device with the same state of randomness (FORK-4) must not seal other words under the same key: when it writes, and what it has,
   * go into the salt.
   */
  #salt(): Uint8Array {
    const { crypto, rng, now } = this.#deps
    const heads = [...this.#sync.governanceRows(), ...this.#sync.feedRows()].map(({ device, head }) => `${device} ${head}`)
    const counters = this.#sync.statusCounters().map(({ device, n }) => `${device} ${n}`)
    this.#parts.sections += 1
    return crypto.hmacSha256(rng.bytes(SALT_BYTES), utf8([now(), this.#parts.sections, ...heads, ...counters].join()))
  }

  #end(): void {
    this.#parts.close(this.#section)
  }

  #fits(more: number): boolean {
    return this.#parts.used + this.#section.writer.bytesWith(more + OVERHEAD_BYTES) <= this.#parts.maxBytes
  }

  *#governance(): Generator<WireBlock, void> {
    const rows = new Map<DeviceId, readonly GovRow[]>()
    for (;;) {
      let isMoving = false
      for (const block of this.#sync.governanceBeyond([...rows.values()].flat(), GOV_CHUNK_BYTES, this.#plan.reader)) {
        if (!assume(this.#deps.crypto, rows, block)) continue
        isMoving = true
        yield block
      }
      if (!isMoving) return
    }
  }

  *#statuses(): Generator<Uint8Array, void> {
    for (const { device } of this.#sync.statusCounters()) {
      const status = this.#sync.status(device)
      if (status !== undefined) yield status
    }
  }

  /** The blocks of one device in one segment, newest segment first: what should not be torn between two parts. */
  *#units(): Generator<readonly WireBlock[], void> {
    const { room, ranges } = this.#plan
    for (const [device, wanted] of ranges) {
      for (const { firstSeq, lastSeq } of room.core.store.blocks.spans(room.core.key, device)) {
        const span: SeqRanges = [[firstSeq, lastSeq]]
        yield* this.#unit(device, without(wanted, without(wanted, span)))
      }
    }
  }

  *#unit(device: DeviceId, ranges: SeqRanges): Generator<readonly WireBlock[], void> {
    let left = ranges
    let unit: WireBlock[] = []
    while (left.length > 0) {
      const { blocks, complete } = this.#sync.serve(device, left, RESOURCE.WANT_BYTES)
      let rest = left
      for (const block of blocks) rest = without(rest, seqsAnswered(block.header, device))
      unit.push(...blocks)
      // Far more than a segment has: spans of an interrupted chain lie over each other.
      if (unit.reduce((sum, block) => sum + blockBytes(block), 0) > UNIT_BYTES) {
        yield unit
        unit = []
      }
      // What does not shrink would be served for ever.
      if (complete || isEqual(rest, left)) break
      left = rest
    }
    if (unit.length > 0) yield unit
  }
}

const UNIT_BYTES = 8 * RESOURCE.WANT_BYTES

function bytes(value: Uint8Array): BundleStep {
  return { type: 'bytes', bytes: value }
}
