/** MEDIA-4: what a room has already, of that size: a file that comes again is not stored again. Of those that are here; the one used last first. */
import { MEDIA } from '../../../shared/limits.ts'
import type { MediaReference, MediaStore } from '../../../shared/media/index.ts'
import { attachmentsOf } from '../../../shared/messenger/index.ts'
import type { RoomKey, Store } from '../../../shared/store/index.ts'

export async function knownIn(
  room: RoomKey,
  size: number,
  { references, messages }: Pick<Store, 'references' | 'messages'>,
  media: Pick<MediaStore, 'list'>,
): Promise<readonly MediaReference[]> {
  const alike = (await media.list()).filter((each) => each.size === size).toSorted((a, b) => b.usedAt - a.usedAt)
  const known: MediaReference[] = []
  for (const { file } of alike) {
    const message = references.of(file).find((reference) => reference.room === room)?.message
    const row = message === undefined ? undefined : messages.get(room, message)
    const found = row === undefined ? undefined : attachmentsOf(row).find((reference) => reference.file === file)
    if (found !== undefined) known.push(found)
    if (known.length >= MEDIA.REUSE_TRIES) break
  }
  return known
}
