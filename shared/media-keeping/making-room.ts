/**
 * What attachments take, of the profile and of each room, and what would have to go for another to fit (MEDIA-28). A file that is on its way counts
 * with all it will take: room that was given once is not given again.
 */
import type { FileId } from '../ids/index.ts'
import { type MediaFile, sealedSize } from '../media/index.ts'
import type { RoomKey, Store } from '../store/index.ts'

/** In bytes. */
export interface Quotas {
  readonly profile: number
  readonly room: number
}

interface Taken {
  readonly file: FileId
  readonly bytes: number
  readonly usedAt: number
  /** No message that a person can see refers to it. */
  readonly isUnseen: boolean
  readonly rooms: readonly RoomKey[]
}

export interface Room {
  readonly bytes: number
  readonly files: number
  readonly taken: ReadonlyMap<FileId, Taken>
  readonly rooms: ReadonlyMap<RoomKey, { readonly bytes: number; readonly files: ReadonlySet<FileId> }>
}

/** `heldBytes`: all that lies in the store, what is being staged too. */
export function roomOf(list: readonly MediaFile[], heldBytes: number, store: Pick<Store, 'references' | 'messages'>): Room {
  const taken = new Map<FileId, Taken>()
  const rooms = new Map<RoomKey, { bytes: number; files: Set<FileId> }>()
  for (const { file, size, usedAt } of list) {
    const bytes = sealedSize(size)
    const references = store.references.of(file)
    const isUnseen = references.every(({ room, message }) => store.messages.get(room, message)?.forgotten === true)
    const roomsOf = [...new Set(references.map(({ room }) => room))]
    taken.set(file, { file, bytes, usedAt, isUnseen, rooms: roomsOf })
    for (const key of roomsOf) {
      const room = rooms.get(key) ?? { bytes: 0, files: new Set() }
      rooms.set(key, room)
      room.bytes += bytes
      room.files.add(file)
    }
  }
  return { bytes: bytesOf(list, heldBytes), files: taken.size, taken, rooms }
}

/** All that will be taken by what is listed, and what is being staged beside it. */
function bytesOf(list: readonly MediaFile[], heldBytes: number): number {
  let whole = 0
  let listed = 0
  for (const { size, chunks } of list) {
    const bytes = sealedSize(size)
    whole += bytes
    listed += chunks.isWhole ? bytes : Math.ceil((bytes * chunks.count) / chunks.total)
  }
  return whole + Math.max(0, heldBytes - listed)
}

export interface Wanted {
  readonly size: number
  /** What each of the rooms is to have room for; `size` is what the profile is. */
  readonly roomSize: number
  readonly rooms: readonly RoomKey[]
}

/** Whether it fits as things are; costs little, however many files there are. Arguments as `roomOf` and `planRoom` have them. */
export function fits(
  list: readonly MediaFile[],
  heldBytes: number,
  { references }: Pick<Store, 'references'>,
  quotas: Quotas,
  wanted: Wanted,
): boolean {
  const bytes = sealedSize(wanted.size)
  const sizes = new Map(list.map(({ file, size }) => [file, sealedSize(size)]))
  if (bytesOf(list, heldBytes) + bytes > quotas.profile) return false
  return wanted.rooms.every((room) => {
    const taken = references.ofRoom(room).reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0)
    return taken + sealedSize(wanted.roomSize) <= quotas.room
  })
}

/** The files to erase, perhaps none; undefined: it does not fit whatever goes. */
export function planRoom(room: Room, quotas: Quotas, wanted: Wanted, mayGo: (file: FileId) => boolean): readonly FileId[] | undefined {
  const bytes = sealedSize(wanted.size)
  const roomBytes = sealedSize(wanted.roomSize)
  let over = room.bytes + bytes - quotas.profile
  const roomsOver = new Map(wanted.rooms.map((key) => [key, (room.rooms.get(key)?.bytes ?? 0) + roomBytes - quotas.room]))
  const isEnough = (): boolean => over <= 0 && [...roomsOver.values()].every((each) => each <= 0)
  const going: FileId[] = []
  if (isEnough()) return going
  const inOrder = [...room.taken.values()].toSorted((a, b) => Number(b.isUnseen) - Number(a.isUnseen) || a.usedAt - b.usedAt)
  for (const each of inOrder) {
    const helps = over > 0 || each.rooms.some((key) => (roomsOver.get(key) ?? 0) > 0)
    if (!helps || !mayGo(each.file)) continue
    going.push(each.file)
    over -= each.bytes
    for (const key of each.rooms) roomsOver.set(key, (roomsOver.get(key) ?? 0) - each.bytes)
    if (isEnough()) return going
  }
  return undefined
}
