/** What a device could still read from its own disk: every block opened with every key there, every value, every row (P5, P7). */
import { decodeUpdatePlain, parseBlock } from '../../../shared/feeds/block/index.ts'
import { utf8 } from '../../../shared/codec/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { StoredBlock } from '../../../shared/store/index.ts'
import { roomOf } from './agreement.ts'
import type { SimDevice } from './world.ts'

const EVERYTHING = Number.MAX_SAFE_INTEGER
const ROWS = 100_000
/** Where small values are; `*` is the room. */
const SPACES = [
  'profile',
  'rooms',
  'roommates',
  'writers',
  'contacts',
  'chains/*',
  'keys/*',
  'status/*',
  'acks/*',
  'retained/*',
  'rewritten/*',
  'evidence/*',
  'forks/*',
  'sealed/*',
] as const

/** Every feed block of a room on a device's disk. */
export function feedBlocks(device: SimDevice, id: RoomId): readonly StoredBlock[] {
  const room = roomOf(device, id)
  if (room === undefined) return []
  const { store, key } = room.core
  return [...room.state.devices.keys()].flatMap((author) => store.blocks.range(key, author, 1, 1, EVERYTHING, EVERYTHING))
}

/** The blocks the device can open, as plain bytes. */
export function openedBlocks(device: SimDevice, id: RoomId): readonly Uint8Array[] {
  const room = roomOf(device, id)
  if (room === undefined) return []
  return feedBlocks(device, id).flatMap(({ header, signature, body }) => {
    const parsed = parseBlock(room.core.crypto, header, signature, body)
    const plain = parsed.ok ? room.segments.open(parsed.value)?.plaintext : undefined
    return plain === undefined ? [] : [plain]
  })
}

/** Where a text can still be found on a device; empty when it is gone for good. */
export function tracesOf(device: SimDevice, id: RoomId, text: string): readonly string[] {
  const room = roomOf(device, id)
  if (room === undefined) return []
  const needle = utf8(text)
  const { store, key } = room.core
  const found: string[] = []
  for (const plain of openedBlocks(device, id)) {
    const update = decodeUpdatePlain(plain)
    if (holds(plain, needle) || (update.ok && holds(update.value, needle))) found.push('block')
  }
  for (const row of store.messages.page(key, ROWS)) {
    if (row.text?.includes(text) === true || holds(row.content, needle)) found.push('message')
    for (const { value } of store.messages.amendments(key, row.id)) if (holds(value, needle)) found.push('amendment')
  }
  if (device.messenger.search(text).length > 0) found.push('search')
  for (const space of SPACES) {
    for (const [name, value] of store.values.list(space.replace('*', String(key))))
      if (holds(value, needle)) found.push(`value ${space}/${name}`)
  }
  return found
}

function holds(bytes: Uint8Array, needle: Uint8Array): boolean {
  for (let at = bytes.indexOf(needle[0] ?? 0); at !== -1; at = bytes.indexOf(needle[0] ?? 0, at + 1)) {
    if (needle.every((byte, offset) => bytes[at + offset] === byte)) return true
  }
  return false
}
