/** The rooms this person is in as `Offering` sees them: which files their newest messages have, and which of their carriers keep files. */
import type { Clock } from '../../crypto/index.ts'
import type { FileId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import type { Room } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import type { FileCarrier, OfferingRoom } from './offering.ts'
import type { RoomFiles } from './room-files.ts'

export interface OwnOffersDeps {
  readonly store: Pick<Store, 'messages' | 'references'>
  readonly clock: Pick<Clock, 'now'>
  readonly rooms: Rooms
  readonly files: RoomFiles
  /** What a set names (MEDIA-64). */
  partsOf(set: FileId): readonly FileId[]
}

const PAGE_ROWS = 200

export function ownOffers(deps: OwnOffersDeps): readonly OfferingRoom[] {
  const { rooms } = deps
  return rooms.opened().flatMap((key) => {
    const room = rooms.get(key)
    if (room?.state.devices.get(room.core.keys.device)?.live !== true || room.state.carriers.size === 0) return []
    return [
      {
        key,
        handle: room.core.handle,
        carriers: () => carriersOf(deps, room),
        newest: () => newestOf(deps, room),
        isOffered: (file: FileId) => deps.files.isReferred(key, file),
        isWanted: (file: FileId) => deps.files.isReferred(key, file),
      },
    ]
  })
}

/** Of whom it is known that they keep files: others are not to learn how many there are, and how large. */
function carriersOf({ files }: OwnOffersDeps, room: Room): readonly FileCarrier[] {
  return [...room.state.carriers].flatMap((device) => {
    const said = files.isCarrier(room, device) ? room.custody.carrierStatus(device)?.files : undefined
    return said === undefined || device === room.core.keys.device ? [] : [{ device, free: said.free }]
  })
}

/** Of messages that a carrier would still keep, the newest files, oldest first. */
function newestOf({ store, clock, partsOf }: OwnOffersDeps, { core }: Room): readonly FileId[] {
  if (store.references.ofRoom(core.key).length === 0) return []
  const found = new Set<FileId>()
  const oldest = clock.now() - RESOURCE.CARRY_FILE_AGE_MS
  let page = store.messages.page(core.key, PAGE_ROWS)
  for (let rows = 0; rows < RESOURCE.OFFERED_ROWS && found.size < RESOURCE.OFFERED_FILES; rows += PAGE_ROWS) {
    for (const row of page.toReversed()) {
      if (row.t < oldest) return inOrder(found)
      for (const file of row.files) for (const each of [file, ...partsOf(file)]) found.add(each)
    }
    const first = page[0]
    if (first === undefined || page.length < PAGE_ROWS) break
    page = store.messages.page(core.key, PAGE_ROWS, { before: { t: first.t, c: first.c, id: first.id } })
  }
  return inOrder(found)
}

function inOrder(newestFirst: ReadonlySet<FileId>): readonly FileId[] {
  return [...newestFirst].slice(0, RESOURCE.OFFERED_FILES).toReversed()
}
