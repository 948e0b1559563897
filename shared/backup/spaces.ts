/**
 * What of the named values goes into a backup (BKP-5), decided for each space by name. A space that is in neither list is not taken, since it
 * might hold a key, and is named to whoever made the backup; a test fails before that (`test/backup/contents.test.ts`). A space of one room bears
 * the room's number after a stroke.
 */
import type { RoomKey } from '../store/index.ts'

/** Taken whole. */
export const TAKEN_SPACES: ReadonlySet<string> = new Set([
  // The account, its people, and what this person chose.
  'contacts',
  'blocked-devices',
  'faces',
  'own-devices',
  'own-shadows',
  'settings',
  'preferences',
  'drafts',
  'accepting',
  'joining',
  'recovery/of',
  'recovery/yes',
  'finder',
  'finder/of',
  'finder/given',
  'records',
  // What is kept for others, and for which of them.
  'keepsakes/notes',
  'keepsakes/sealed',
  'carry/for',
  'carry/refused',
  'carry/out',
  // The address book, and which histories of other messengers there are.
  'address-book',
  'address-photos',
  'address-merged',
  'address-declined',
  'archives',
  'import-batches',
  // Rooms.
  'rooms',
  'room-pictures',
  'roommates',
  // What sets name: their files are kept by it, and they may be in the backup.
  'media/sets',
  'media/set-parts',
  'media/part-of',
])

/** Taken of each room this person is in. */
export const TAKEN_ROOM_SPACES: ReadonlySet<string> = new Set([
  'keys',
  'chains',
  'status',
  'acks',
  'reads',
  'changes',
  'earlier',
  'forgotten',
  'heard',
  'retained',
  'evidence',
  'rewritten',
  'joints',
  'sealed',
  'forks',
  'branches',
  'doubts',
  // Of archives and of what was brought in with them; their messages are rows like any others.
  'archive-authors',
  'archive-long',
  'archive-before',
  'archive-cuts',
])

/** Of these spaces some keys only. */
export const TAKEN_KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // `me` holds the keys of the device; what else is in it travels in the manifest. `linked` is about this computer alone.
  ['profile', new Set(['words'])],
  // Ports are of this computer.
  ['engine', new Set(['addresses', 'doctor', 'entrances'])],
])

/** Left here: of this device alone, or not to be in two places. */
export const LEFT_SPACES: ReadonlySet<string> = new Set([
  // Where this device goes on writing: another one that did would tell a second story.
  'writers',
  'retire',
  // Invitations name this device and are answered by it.
  'links',
  // What this device says of itself.
  'records/own',
  'keepsake',
  'keepsake/with',
  // The words' half while contacts are asked; it ends here.
  'recovery',
  'keepsake/back',
  'keepsake/done',
  'keepsake/chosen',
  // Others chose this device to carry for them.
  'carry/box',
  'carry/tokens',
  'carry/asks',
  // Whom this device reached and who answered its drills: another one has to find out for itself.
  'reached',
  'drills',
  // The key of scheduled backups: a backup must not open others.
  'backup',
  // Attachments are no part of a backup: what is held here of them, who else has them, and how their files are called, is about this disk.
  'media/files',
  'media/small',
  'media/names',
  'media/whole',
  'media/kept',
  // Which files are to come to this disk, and which were called off.
  'media/queue',
  'media/cancelled',
  // What this device offered to carriers, and has to take back: another one offers for itself.
  'media/offered',
])

// Files that are kept for others lie on this disk.
export const LEFT_ROOM_SPACES: ReadonlySet<string> = new Set(['bundled', 'shelf', 'carried'])

export type SpaceVerdict = 'taken' | 'left' | 'unknown'

/** `carried`: numbers of rooms that are kept for others, whose spaces stay behind with their blocks. */
export function verdictOf(space: string, key: string, carried: ReadonlySet<RoomKey>): SpaceVerdict {
  const some = TAKEN_KEYS.get(space)
  if (some !== undefined) return some.has(key) ? 'taken' : 'left'
  if (TAKEN_SPACES.has(space)) return 'taken'
  if (LEFT_SPACES.has(space)) return 'left'
  // Further numbers may follow: `archive-before/BATCH/ARCHIVE/long`.
  const room = /^([a-z/-]+?)\/(\d+)(?:$|\/)/.exec(space)
  const [, name = '', number = ''] = room ?? []
  if (LEFT_ROOM_SPACES.has(name)) return 'left'
  if (TAKEN_ROOM_SPACES.has(name)) return carried.has(Number(number)) ? 'left' : 'taken'
  return 'unknown'
}
