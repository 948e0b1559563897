/**
 * Where imported messages stand among each other (ARC-3). A file that knows minutes only still has an order: its messages get places of
 * their own within the minute, and what another file adds to the same minute stands where that file has it, between those known already.
 * Later and earlier ones find room, as the first place of a minute is not its beginning.
 */
/** A place in the order of CLK-3, without the id. */
export interface Place {
  readonly t: number
  readonly c: number
}

export interface ToPlace {
  /** Where it would stand alone. */
  readonly wanted: number
  /** Where it stands already, if it does. */
  readonly known: Place | undefined
}

/** Places in one millisecond before the next is begun: the index has room for as many. */
const PLACES_PER_MS = 1_000

/** Of messages that follow each other in a file, within one minute. Those that are known keep theirs. `last`: what stands before them. */
export function placed(messages: readonly ToPlace[], last: Place | undefined): readonly Place[] {
  const places: Place[] = []
  /** The first of those not known since the last known one. */
  let run = 0
  let before = last
  for (const [at, { wanted, known }] of messages.entries()) {
    if (known === undefined) {
      places.push(after(places.at(-1) ?? last, wanted))
      continue
    }
    const end = places.at(-1)
    if (at > run && end !== undefined && !isBefore(end, known)) squeeze(places, run, before, known)
    places.push(known)
    before = known
    run = at + 1
  }
  return places
}

function after(place: Place | undefined, wanted: number): Place {
  if (place === undefined || wanted > place.t) return { t: wanted, c: 0 }
  return place.c + 1 < PLACES_PER_MS ? { t: place.t, c: place.c + 1 } : { t: place.t + 1, c: 0 }
}

/** Moves the newly placed ones from `from` on to between two places. */
function squeeze(places: Place[], from: number, low: Place | undefined, high: Place): void {
  const count = places.length - from
  const hasRoom = low === undefined || high.t - low.t > count
  for (let at = 0; at < count; at++) {
    const below = Math.max(0, high.t - (count - at))
    places[from + at] = hasRoom ? { t: below, c: 0 } : { t: low.t, c: low.c + 1 + at }
  }
}

function isBefore(one: Place, other: Place): boolean {
  return one.t < other.t || (one.t === other.t && one.c < other.c)
}
