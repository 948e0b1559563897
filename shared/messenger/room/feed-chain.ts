/**
 * How far one device's feed is held: disjoint spans of seqs, superseded ones included (SNAP-6), each with the id at its end. Pure; the
 * room persists it beside its blocks in the same transaction.
 */
import { type Codec, array, id, mapped, nullable, tuple, uint } from '../../codec/index.ts'
import type { BlockId } from '../../ids/index.ts'

export interface Span {
  readonly first: number
  readonly last: number
  /** Id of the block at `last`; undefined where a snapshot covered it without naming it. */
  readonly head: BlockId | undefined
}

const MAX_SPANS = 65_536

/** As stored: `[[first, last, id / null], …]`. */
export const spansCodec: Codec<readonly Span[]> = array(
  mapped(
    tuple(uint({ min: 1 }), uint({ min: 1 }), nullable(id('block'))),
    (span: Span): readonly [number, number, BlockId | null] => [span.first, span.last, span.head ?? null],
    ([first, last, head]) => ({ first, last, head: head ?? undefined }),
  ),
  { max: MAX_SPANS },
)

export class FeedChain {
  #spans: Span[]

  constructor(spans: readonly Span[] = []) {
    this.#spans = [...spans]
  }

  /** Ascending, never adjacent. */
  get spans(): readonly Span[] {
    return this.#spans
  }

  /** The highest seq held; 0 for none. */
  get height(): number {
    return this.#spans.at(-1)?.last ?? 0
  }

  /** Id at the end of the highest span. */
  get head(): BlockId | undefined {
    return this.#spans.at(-1)?.head
  }

  holds(seq: number): boolean {
    const span = this.#spanAt(seq)
    return span !== undefined
  }

  /** The id at `seq` if a span ends there and names it. */
  headAt(seq: number): BlockId | undefined {
    const span = this.#spanAt(seq)
    return span?.last === seq ? span.head : undefined
  }

  /** Notes one block as held. */
  add(seq: number, block: BlockId): void {
    const last = this.#spans.at(-1)
    if (last !== undefined && last.last + 1 === seq) this.#spans[this.#spans.length - 1] = { first: last.first, last: seq, head: block }
    else this.cover(seq, seq, block)
  }

  /** Notes a whole range as held; `head` is the id at `last` where it is known. */
  cover(first: number, last: number, head: BlockId | undefined): void {
    const before = this.#spans.filter((span) => span.last + 1 < first)
    const after = this.#spans.filter((span) => span.first > last + 1)
    const touched = this.#spans.slice(before.length, this.#spans.length - after.length)
    let merged: Span = { first, last, head }
    for (const span of touched) {
      const end = span.last > merged.last ? span : merged
      const sameEndHead = span.last === merged.last ? (merged.head ?? span.head) : end.head
      merged = { first: Math.min(merged.first, span.first), last: end.last, head: sameEndHead }
    }
    this.#spans = [...before, merged, ...after]
  }

  /** Notes many ranges at once, ascending; `head` is the id at the end of the last. */
  coverAll(ranges: readonly (readonly [first: number, last: number])[], head: BlockId | undefined): void {
    const [final] = ranges.slice(-1)
    if (final === undefined) return
    const covered = ranges.slice(0, -1).map(([first, last]): Span => ({ first, last, head: undefined }))
    const sorted = [...this.#spans, ...covered].toSorted((a, b) => a.first - b.first)
    const merged: Span[] = []
    for (const span of sorted) {
      const before = merged.at(-1)
      if (before === undefined || span.first > before.last + 1) merged.push(span)
      else merged[merged.length - 1] = joined(before, span)
    }
    this.#spans = merged
    this.cover(final[0], final[1], head)
  }

  /** Forgets everything above a seq that is held; `head` is the id there (FORK-2, another branch takes over). */
  truncate(seq: number, head: BlockId | undefined): void {
    this.#spans = this.#spans.flatMap((span) => {
      if (span.first > seq) return []
      return [span.last < seq ? span : { first: span.first, last: seq, head: span.last === seq ? (span.head ?? head) : head }]
    })
  }

  /** Forgets ranges, ascending; `headAt` gives the id of a block that comes to stand at the end of a span, where it is known. */
  uncover(ranges: readonly (readonly [first: number, last: number])[], headAt: (seq: number) => BlockId | undefined): void {
    for (const [first, last] of ranges) {
      this.#spans = this.#spans.flatMap((span) => {
        if (span.last < first || last < span.first) return [span]
        const before: Span = { first: span.first, last: first - 1, head: headAt(first - 1) }
        const after: Span = { ...span, first: last + 1 }
        return [before, after].filter((each) => each.first <= each.last)
      })
    }
  }

  #spanAt(seq: number): Span | undefined {
    let low = 0
    let high = this.#spans.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const span = this.#spans[middle]
      if (span === undefined) return undefined
      if (seq < span.first) high = middle - 1
      else if (seq > span.last) low = middle + 1
      else return span
    }
    return undefined
  }
}

/** Two that touch or overlap, the one that starts first given first. */
function joined(before: Span, span: Span): Span {
  if (span.last === before.last) return { ...before, head: before.head ?? span.head }
  return span.last > before.last ? { first: before.first, last: span.last, head: span.head } : before
}
