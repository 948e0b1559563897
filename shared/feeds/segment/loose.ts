/**
 * Reads one update of a forked device by itself (FORK-2). After a fork nobody can count on having what came before: a snapshot of the other
 * branch may have replaced it. So an update is read for what it adds, and what a replaced map value belonged to is asked of the caller.
 */
import * as Y from 'yjs'
import { INTRINSIC } from '../../limits.ts'
import { parseEntry } from '../../rooms/kinds/index.ts'
import { type Place, startOf } from './append-order.ts'
import { type Roots, rootsOf } from './roots.ts'
import type { RawEntry, RawSlot } from './section.ts'
import { type Struct, decodeStructs, isTooDeep } from './structs.ts'

export interface LooseUpdate {
  readonly entries: readonly RawEntry[]
  readonly amendments: readonly RawSlot[]
  readonly marks: readonly RawSlot[]
  /** Where the item that ends at a clock belongs: what later updates of the branch ask for. */
  readonly places: ReadonlyMap<number, Place>
}

const ENTRIES: Place = { root: 'entries' }

/** `placeAt`: where the item ending at a clock before this update belongs, as far as it is known. undefined for no update of this client. */
export function readLoosely(update: Uint8Array, client: number, placeAt: (clock: number) => Place | undefined): LooseUpdate | undefined {
  if (update.length > INTRINSIC.UPDATE_BODY_BYTES) return undefined
  const decoded = decodeStructs(update)
  const structs = decoded?.structs.get(client)
  if (decoded === undefined || structs === undefined || decoded.structs.size !== 1) return undefined
  const roots = rootsOf(client)
  const places = new Map<number, Place>()
  const entries: RawEntry[] = []
  const slots = { amendments: new Map<string, RawSlot>(), marks: new Map<string, RawSlot>() }
  for (const struct of structs) {
    const values = valuesOf(struct)
    if (values === undefined || struct.id.clock + values.length > INTRINSIC.CLOCK_END) return undefined
    const { clock } = struct.id
    const place = placeOf(struct as Y.Item, values, roots, (at) => places.get(at) ?? placeAt(at))
    if (place === undefined) continue
    places.set(clock + values.length - 1, place)
    if (place.root === 'entries') for (const [at, value] of values.entries()) entries.push({ clock: clock + at, value })
    else slots[place.root].set(place.key, { key: place.key, clock, value: values[0] })
  }
  return { entries, amendments: [...slots.amendments.values()], marks: [...slots.marks.values()], places }
}

function valuesOf(struct: Struct): readonly unknown[] | undefined {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return undefined
  const values: readonly unknown[] = struct.content.arr
  return values.length === 0 || isTooDeep(values) ? undefined : values
}

/** Yjs leaves out parent and key where there is an origin; values that are entries could be nothing else. */
function placeOf(item: Y.Item, values: readonly unknown[], roots: Roots, placeAt: (clock: number) => Place | undefined): Place | undefined {
  const isEntries = values.every((value) => parseEntry(value) !== undefined)
  if (item.origin === null) return startOf(item.parent, item.parentSub, roots)
  return placeAt(item.origin.clock) ?? (isEntries ? ENTRIES : undefined)
}
