/**
 * Pictures that go out with a room (EXP-12): those that are here whole and are pictures by their content, each under a name of ours in the folder
 * `pictures`. What is in them goes out as it came.
 */
import { FileNames } from '../../../shared/exporters/index.ts'
import type { MessageId } from '../../../shared/ids/index.ts'
import { parseId } from '../../../shared/ids/index.ts'
import { RPC } from '../../../shared/limits.ts'
import { bareName } from '../../../shared/media/index.ts'
import type { ExportedRoom, OpenedAttachment } from '../../../shared/messenger/index.ts'

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false }

/** What is asked of the files that are here. */
export interface ExportFiles {
  open(message: MessageId, index: number): Promise<Answer<Pick<OpenedAttachment, 'address' | 'type' | 'size'>>>
  read(address: string, from: number, length: number): Promise<Answer<{ readonly bytes: Uint8Array }>>
}

export interface RoomPicture {
  readonly message: MessageId
  readonly index: number
  /** Beside the page, in parts between strokes. */
  readonly path: string
  readonly type: string
  readonly size: number
}

const FOLDER = 'pictures'
/** What any browser draws, and how such files end; others are said by their names. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/apng': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/avif': '.avif',
}

/** In the order of the room; as far as it was looked through when the signal fires. */
export async function picturesIn(room: ExportedRoom, files: ExportFiles, signal: AbortSignal): Promise<readonly RoomPicture[]> {
  const names = new FileNames()
  const found: RoomPicture[] = []
  for (const page of room.pages()) {
    for (const { id, attachments, deleted, hidden } of page) {
      const message = parseId('message', id)
      if (message === undefined || deleted || hidden) continue
      for (const [index, { sort, name }] of attachments.entries()) {
        if (sort !== 'photo') continue
        const opened = await files.open(message, index)
        if (signal.aborted) return found
        const ending = opened.ok ? ENDINGS[opened.value.type] : undefined
        if (!opened.ok || ending === undefined) continue
        const { type, size } = opened.value
        found.push({ message, index, type, size, path: `${FOLDER}/${names.unique(withoutEnding(name), ending, 'picture')}` })
      }
    }
  }
  return found
}

/** Nothing of one that went away meanwhile. */
export async function* pictureBytes(
  files: ExportFiles,
  message: MessageId,
  index: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const opened = await files.open(message, index)
  if (!opened.ok) return
  for (let from = 0; !signal.aborted;) {
    const piece = await files.read(opened.value.address, from, RPC.BUNDLE_CHUNK_BYTES)
    if (!piece.ok || piece.value.bytes.length === 0) return
    yield piece.value.bytes
    from += piece.value.bytes.length
  }
}

/** Its own ending is by its content. */
function withoutEnding(name: string): string {
  return bareName(name).replace(/\.[^.]{1,5}$/, '')
}
