/** Which chunks to ask a holder for next: pure. */

export interface Run {
  readonly first: number
  readonly count: number
}

export interface Choice {
  readonly total: number
  /** Nothing before it is wanted. */
  readonly from: number
  /** At most so many. */
  readonly most: number
  /** Wanted, not on its way, and the holder has it. */
  readonly isFree: (index: number) => boolean
  /** How many holders have it; absent: all have the same. */
  readonly rarity?: (index: number) => number
}

/** The run that begins with the first of the rarest chunks; undefined: there is none. */
export function nextRun({ total, from, most, isFree, rarity }: Choice): Run | undefined {
  if (most < 1) return undefined
  let first: number | undefined
  let least = Infinity
  for (let index = from; index < total && least > 1; index += 1) {
    if (!isFree(index)) continue
    const rare = rarity === undefined ? 1 : rarity(index)
    if (rare >= least) continue
    least = rare
    first = index
  }
  if (first === undefined) return undefined
  let count = 1
  while (count < most && first + count < total && isFree(first + count)) count += 1
  return { first, count }
}

/** A holder that takes longer for a chunk is asked for one at a time. */
const SLOW_MS = 250

/**
 * How many chunks may be on their way from a holder (MEDIA-53): what it sends in the time a question and its answer take when nothing else is
 * on the line, and `queueMs` more. Whatever is beyond that stands in a queue somewhere, and messages behind it.
 */
export function flightFor(
  { bytesPerSecond, delayMs }: { readonly bytesPerSecond: number; readonly delayMs: number },
  chunkBytes: number,
  queueMs: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (bytesPerSecond > 0 && (chunkBytes * 1000) / bytesPerSecond > SLOW_MS) return 1
  return Math.max(least, Math.min(most, Math.ceil((bytesPerSecond * (delayMs + queueMs)) / 1000 / chunkBytes)))
}
