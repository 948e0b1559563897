/** Where the words of an own message stand, so that an edit or a deletion can take them out of there (decision 003). */
import type { Block } from '../../feeds/block/index.ts'
import type { Erasing } from '../../feeds/segment/index.ts'
import type { MessageRow } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'

/** The segments that hold the message's text, in its entry or in earlier amendments. */
export function whatHolds({ store, key }: RoomCore, segments: Segments, row: MessageRow): ReadonlyMap<SegmentName, Erasing> {
  const places = new Map<number, Erasing>()
  places.set(row.segment, { entries: [row.id] })
  for (const held of store.messages.amendments(key, row.id)) {
    if (held.account !== row.account || held.slot.startsWith('mark:')) continue
    const place = places.get(held.segment) ?? {}
    if (held.slot.startsWith('twin:')) places.set(held.segment, { ...place, entries: [row.id] })
    else if (held.slot === 'edit')
      places.set(held.segment, { ...place, amendments: [...(place.amendments ?? []), { device: held.device, slot: row.id }] })
  }
  const named = new Map<SegmentName, Erasing>()
  for (const [segment, erasing] of places) {
    const name = segments.nameOf(segment, row.account)
    if (name !== undefined) named.set(name, erasing)
  }
  return named
}

/** The new amendment took the place of this device's earlier one in the same segment: that slot must stay, its past goes all the same. */
export function without(erasings: ReadonlyMap<SegmentName, Erasing>, { header }: Block, slot: string): ReadonlyMap<SegmentName, Erasing> {
  const isWritten = ({ epoch, index }: SegmentName): boolean => epoch === header.epoch && index === header.index
  const isReplaced = (held: { readonly device: string; readonly slot: string }): boolean =>
    held.device === header.device && held.slot === slot
  return new Map(
    [...erasings].map(([name, erasing]) => [
      name,
      isWritten(name) ? { ...erasing, amendments: (erasing.amendments ?? []).filter((held) => !isReplaced(held)) } : erasing,
    ]),
  )
}
