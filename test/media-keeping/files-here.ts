/** Devices that keep attachments, in one process: a store of files and who watches over it, beside a messenger's store. */
import type { Clock } from '../../shared/crypto/index.ts'
import type { AccountId, FileId, MessageId, RoomId } from '../../shared/ids/index.ts'
import { type MediaStore, type MemoryMediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import { Keeping, type KeepingDeps } from '../../shared/media-keeping/index.ts'
import type { RunningMessenger } from '../../shared/messenger/index.ts'
import { mediaContent } from '../../shared/rooms/kinds/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aReference } from '../media/a-reference.ts'
import { type SealedFile, crypto } from '../media/some-files.ts'

const LARGE = Number.MAX_SAFE_INTEGER

export interface FilesHere {
  readonly media: MemoryMediaStore
  readonly keeping: Keeping
  readonly erased: FileId[]
}

export function filesHere(
  { store, account }: { readonly store: Store; readonly account: AccountId },
  clock: Clock,
  options: Partial<KeepingDeps> = {},
): FilesHere {
  const media = memoryMediaStore({ crypto, clock })
  const erased: FileId[] = []
  const quotas = () => ({ profile: LARGE, room: LARGE })
  const keeping = new Keeping({ store, media, clock, account, quotas, erased: (files) => erased.push(...files), ...options })
  return { media, keeping, erased }
}

/** As if it had been fetched. */
export async function put(media: MediaStore, { file, size, sealed, leaves }: SealedFile): Promise<void> {
  const stage = await media.stage()
  for (const chunk of sealed) expectOk(await stage.put(chunk))
  expectOk(await stage.finish(file, size, leaves))
}

export function postFiles(messenger: RunningMessenger, id: RoomId, files: readonly (SealedFile | FileId)[], caption = ''): MessageId {
  const room = messenger.roomBook.byId(id)
  if (room === undefined) throw new Error('in the room')
  const references = files.map((file) =>
    aReference(typeof file === 'string' ? { file } : { file: file.file, key: file.key, size: file.size }),
  )
  const [message] = expectOk(room.post([{ kind: 'media', fields: expectOk(mediaContent(references, caption)) }]))
  if (message === undefined) throw new Error('a message')
  return message
}

export async function holds(media: MediaStore, { file }: SealedFile): Promise<boolean> {
  return (await media.held(file))?.chunks.isWhole === true
}
