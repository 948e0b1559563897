/**
 * Where a section's next items have to go (docs/decisions/004): entries behind the last entry, a map value behind the last one of its key.
 * That is all that is needed to tell what an item is, since Yjs leaves out parent and key where there is an origin.
 */
import type * as Y from 'yjs'
import type { Roots } from './roots.ts'

/** The list of entries, or a key of one of the two maps. */
export type Place =
  | { readonly root: 'entries' }
  | { readonly root: 'amendments'; readonly key: string }
  | { readonly root: 'marks'; readonly key: string }

const ENTRIES: Place = { root: 'entries' }

export class AppendOrder {
  readonly #base: AppendOrder | undefined
  #lastEntry: number | undefined
  readonly #tails = { amendments: new Map<string, number>(), marks: new Map<string, number>() }
  readonly #owners = new Map<number, Place>()

  /** With a base: what comes on top of it, until `absorb`. */
  constructor(base?: AppendOrder) {
    this.#base = base
    this.#lastEntry = base?.lastEntry
  }

  /** Clock of the last entry, erased ones included. */
  get lastEntry(): number | undefined {
    return this.#lastEntry
  }

  /** Where an item belongs, or undefined when it is not an append at the end of one of these roots. */
  placeOf(item: Y.Item, client: number, roots: Roots): Place | undefined {
    if (item.rightOrigin !== null) return undefined
    if (item.origin !== null) return item.origin.client === client ? this.#endingAt(item.origin.clock) : undefined
    const place = startOf(item.parent, item.parentSub, roots)
    if (place === undefined || this.#tailOf(place) !== undefined) return undefined
    return place
  }

  /** Notes that a place now ends at that clock; returns where it ended before. */
  append(place: Place, lastClock: number): number | undefined {
    const before = this.#tailOf(place)
    if (place.root === 'entries') {
      this.#lastEntry = lastClock
      return before
    }
    this.#tails[place.root].set(place.key, lastClock)
    this.#owners.set(lastClock, place)
    if (before !== undefined) this.#owners.delete(before)
    return before
  }

  /** Takes over what a draft on top of this one has appended. */
  absorb(draft: AppendOrder): void {
    this.#lastEntry = draft.#lastEntry
    for (const root of ['amendments', 'marks'] as const) {
      for (const [key, clock] of draft.#tails[root]) this.append({ root, key }, clock)
    }
  }

  #endingAt(clock: number): Place | undefined {
    if (clock === this.#lastEntry) return ENTRIES
    const place = this.#ownerOf(clock)
    return place !== undefined && this.#tailOf(place) === clock ? place : undefined
  }

  #ownerOf(clock: number): Place | undefined {
    const base = this.#base
    return this.#owners.get(clock) ?? (base === undefined ? undefined : base.#ownerOf(clock))
  }

  #tailOf(place: Place): number | undefined {
    if (place.root === 'entries') return this.#lastEntry
    const base = this.#base
    return this.#tails[place.root].get(place.key) ?? (base === undefined ? undefined : base.#tailOf(place))
  }
}

/** The place an item without origin names. */
export function startOf(parent: unknown, key: string | null, roots: Roots): Place | undefined {
  if (parent === roots.entries) return key === null ? ENTRIES : undefined
  if (key === null) return undefined
  if (parent === roots.amendments) return { root: 'amendments', key }
  return parent === roots.marks ? { root: 'marks', key } : undefined
}
