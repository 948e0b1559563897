/**
 * What honest people were told is stored: each text with its later edits and deletions, and who lost the right to be heard. Held against
 * what every device shows in the end (P6: no message of an honest person is missing, none is there twice).
 */
import type { AccountId, EpochId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import { cutIn, epochOf, liveIn, messagesOf, roomOf } from './agreement.ts'
import type { SimDevice, World } from './world.ts'

interface Told {
  readonly room: RoomId
  readonly author: AccountId
  readonly by: string
  /** What it and its changes are sealed in. */
  readonly epochs: Set<EpochId>
  /** Every text it had by anybody's word; the shown one must be among them. */
  readonly texts: Set<string>
  isDeleted: boolean
}

export class Ledger {
  readonly messages = new Map<MessageId, Told>()

  sent(by: SimDevice, room: RoomId, ids: readonly MessageId[], texts: readonly string[]): void {
    for (const [at, id] of ids.entries()) {
      this.messages.set(id, {
        room: placeOf(by, id) ?? room,
        author: by.person.account,
        by: by.name,
        epochs: new Set(),
        texts: new Set([texts[at] ?? '']),
        isDeleted: false,
      })
      this.#noteEpoch(by, id)
    }
  }

  edited(by: SimDevice, id: MessageId, text: string): void {
    this.messages.get(id)?.texts.add(text)
    this.#noteEpoch(by, id)
  }

  deleted(by: SimDevice, id: MessageId): void {
    const told = this.messages.get(id)
    if (told !== undefined) told.isDeleted = true
    this.#noteEpoch(by, id)
  }

  /** The first promise that is not kept, in words. */
  broken(world: World): string | undefined {
    for (const room of new Set([...this.messages.values()].map((told) => told.room))) {
      for (const device of liveIn(world, room)) {
        const found = this.#brokenOn(device, room)
        if (found !== undefined) return found
      }
    }
    return undefined
  }

  #noteEpoch(by: SimDevice, id: MessageId): void {
    const told = this.messages.get(id)
    const room = told === undefined ? undefined : roomOf(by, told.room)
    const epoch = room === undefined ? undefined : epochOf(room, id)
    if (epoch !== undefined) told?.epochs.add(epoch)
  }

  #brokenOn(device: SimDevice, id: RoomId): string | undefined {
    const room = roomOf(device, id)
    if (room === undefined) return undefined
    const shown = new Map(messagesOf(device, id).map((message) => [message.id, message]))
    const cut = cutIn(room.state.events)
    for (const [message, { room: place, author, by, texts, isDeleted, epochs }] of this.messages) {
      // Whoever is no member now was removed, or his admission came to nothing (GOV-11).
      if (place !== id || cut.has(author) || !room.state.members.has(author)) continue
      const found = shown.get(message)
      const where = `${device.name} in room ${id.slice(0, 8)}: message ${message.slice(0, 8)} of ${by}`
      // GOV-14: what was sealed while somebody was not here is not for him: the entry, or what replaced it.
      const isReadable = [...epochs].every((epoch) => room.keyring.full(epoch) !== undefined)
      if (found === undefined) {
        if (isReadable) return `${where} is missing (${[...texts].join(' | ')})`
        continue
      }
      if (found.author !== author) return `${where} is shown as somebody else's`
      if (isDeleted !== found.deleted && isReadable) return `${where} is ${found.deleted ? '' : 'not '}deleted`
      if (!found.deleted && !texts.has(found.text ?? '')) return `${where} says ${found.text}`
    }
    return undefined
  }
}

/** GOV-17: what is sent to one of two direct rooms may stand in the other. */
function placeOf(by: SimDevice, id: MessageId): RoomId | undefined {
  const row = by.store.messages.find(id)
  return row === undefined ? undefined : by.messenger.roomBook.registry.get(row.room)?.room
}
