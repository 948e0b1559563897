/**
 * Which files rooms have, and which device may have them (MEDIA-43): by messages and governance as they are here. A member gets files of
 * messages of epochs it is entitled to (GOV-14, GOV-15), a carrier of the room whatever the room refers to, since it cannot read any.
 */
import type { AccountId, DeviceId, FileId, MessageId, RoomHandle } from '../../ids/index.ts'
import type { MediaReference } from '../../media/index.ts'
import type { MessageRow, RoomKey, Store } from '../../store/index.ts'
import type { People } from '../people/index.ts'
import { type Room, isEntitled, viewOfRow } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'

export interface FileOfMessage {
  /** Its place in the message. */
  readonly index: number
  readonly row: MessageRow
  readonly room: Room
  readonly reference: MediaReference
}

export interface RoomFilesDeps {
  readonly store: Pick<Store, 'messages' | 'references'>
  readonly rooms: Rooms
  readonly people: People
}

export class RoomFiles {
  readonly #deps: RoomFilesDeps

  constructor(deps: RoomFilesDeps) {
    this.#deps = deps
  }

  /** undefined: no such message, or no such file in it. */
  find(message: MessageId, index: number): FileOfMessage | undefined {
    const row = this.#deps.store.messages.find(message)
    const room = row === undefined ? undefined : this.#deps.rooms.get(row.room)
    const reference = row === undefined ? undefined : attachmentsOf(row)[index]
    return row === undefined || room === undefined || reference === undefined ? undefined : { row, room, reference, index }
  }

  /** Through the first message that has it, one in sight if there is one; undefined: none that can be read has. */
  firstOf(file: FileId): FileOfMessage | undefined {
    const rows = this.#deps.store.references.of(file).flatMap(({ room, message }) => this.#deps.store.messages.get(room, message) ?? [])
    for (const row of rows.toSorted((a, b) => Number(a.forgotten) - Number(b.forgotten))) {
      const index = attachmentsOf(row).findIndex((reference) => reference.file === file)
      const found = index === -1 ? undefined : this.find(row.id, index)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** All files of a message, in its order. */
  allOf(row: MessageRow): readonly FileOfMessage[] {
    const room = this.#deps.rooms.get(row.room)
    return room === undefined ? [] : attachmentsOf(row).map((reference, index) => ({ row, room, reference, index }))
  }

  /** MEDIA-28: whether the word of a device that it has the file counts: a live one of a room that refers to it, or a carrier of such a room. */
  mayHold(device: DeviceId, file: FileId): boolean {
    const rooms = new Set(this.#deps.store.references.of(file).map(({ room }) => room))
    return [...rooms].some((key) => {
      const room = this.#deps.rooms.get(key)
      return room !== undefined && (this.memberBehind(room, device) !== undefined || this.isCarrier(room, device))
    })
  }

  /** The room behind a handle, where this person is in it. */
  room(handle: RoomHandle): Room | undefined {
    const key = this.#deps.rooms.registry.byHandle(handle)
    return key === undefined ? undefined : this.#deps.rooms.get(key)
  }

  isReferred(room: RoomKey, file: FileId): boolean {
    return this.#deps.store.references.of(file).some((reference) => reference.room === room)
  }

  mayHave(device: DeviceId, handle: RoomHandle, file: FileId): boolean {
    const room = this.room(handle)
    if (room === undefined) return false
    const account = this.memberBehind(room, device)
    if (account === undefined) return this.isCarrier(room, device) && this.isReferred(room.core.key, file)
    return this.#deps.store.references
      .of(file)
      .some((reference) => reference.room === room.core.key && this.#mayRead(room, account, reference.message))
  }

  /** Whose live device it is; undefined also for who is blocked. */
  memberBehind(room: Room, device: DeviceId): AccountId | undefined {
    const known = room.state.devices.get(device)
    return known?.live === true && !this.#deps.people.isBlocked(known.account) ? known.account : undefined
  }

  isCarrier(room: Room, device: DeviceId): boolean {
    return room.state.carriers.has(device) && this.#deps.people.admits(device)
  }

  /** Devices that may have files of the room to give: of members, and its carriers. */
  devices(room: Room): readonly DeviceId[] {
    const own = room.core.keys.device
    const members = [...room.state.devices.keys()].filter((device) => this.memberBehind(room, device) !== undefined)
    const carriers = [...room.state.carriers].filter((device) => this.isCarrier(room, device))
    return [...new Set([...members, ...carriers])].filter((device) => device !== own)
  }

  #mayRead(room: Room, account: AccountId, message: MessageId): boolean {
    const row = this.#deps.store.messages.get(room.core.key, message)
    const segment = row === undefined ? undefined : room.segments.nameOf(row.segment, row.account)
    return segment !== undefined && isEntitled(room.log, account, segment.epoch)
  }
}

/** The files of a message, in its order. */
export function attachmentsOf(row: MessageRow): readonly MediaReference[] {
  return viewOfRow(row)?.attachments ?? []
}
