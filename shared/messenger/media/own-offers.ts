/** The rooms this person is in as `Offering` sees them: which files their newest messages have, and which of their carriers keep files. */
import type { Clock } from '../../crypto/index.ts'
import type { FileId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { MessageRow, Store } from '../../store/index.ts'
import type { OfferedFile } from '../../transfer/index.ts'
import { type Room, viewOfRow } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import type { FileCarrier, OfferingRoom } from './offering.ts'
import type { RoomFiles } from './room-files.ts'

export interface OwnOffersDeps {
  readonly store: Pick<Store, 'messages' | 'references'>
  readonly clock: Pick<Clock, 'now'>
  readonly rooms: Rooms
  readonly files: RoomFiles
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
        find: (file: FileId) => find(deps, room, file),
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
function newestOf({ store, clock }: OwnOffersDeps, { core }: Room): readonly OfferedFile[] {
  if (store.references.ofRoom(core.key).length === 0) return []
  const found = new Map<FileId, OfferedFile>()
  const oldest = clock.now() - RESOURCE.CARRY_FILE_AGE_MS
  let page = store.messages.page(core.key, PAGE_ROWS)
  for (let rows = 0; rows < RESOURCE.OFFERED_ROWS && found.size < RESOURCE.OFFERED_FILES; rows += PAGE_ROWS) {
    for (const row of page.toReversed()) {
      if (row.t < oldest) return inOrder(found)
      for (const offered of filesOf(row)) if (!found.has(offered.file)) found.set(offered.file, offered)
    }
    const first = page[0]
    if (first === undefined || page.length < PAGE_ROWS) break
    page = store.messages.page(core.key, PAGE_ROWS, { before: { t: first.t, c: first.c, id: first.id } })
  }
  return inOrder(found)
}

function inOrder(newestFirst: ReadonlyMap<FileId, OfferedFile>): readonly OfferedFile[] {
  return [...newestFirst.values()].slice(0, RESOURCE.OFFERED_FILES).toReversed()
}

function find({ store }: OwnOffersDeps, { core }: Room, file: FileId): OfferedFile | undefined {
  for (const { room, message } of store.references.of(file)) {
    const row = room === core.key ? store.messages.get(room, message) : undefined
    const offered = row === undefined ? undefined : filesOf(row).find((each) => each.file === file)
    if (offered !== undefined) return offered
  }
  return undefined
}

function filesOf(row: MessageRow): readonly OfferedFile[] {
  if (row.files.length === 0) return []
  return (viewOfRow(row)?.attachments ?? []).map(({ file, size }) => ({ file, size }))
}
