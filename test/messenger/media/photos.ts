/** Sending and fetching whole files between villagers: sealed, put into somebody's store, and said in a room. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { mediaContent } from '../../../shared/rooms/kinds/index.ts'
import type { MediaEvent } from '../../../shared/messenger/media/media.ts'
import type { Store } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import type { Village, Villager } from '../../harness/village.ts'
import { type SealedFile, sealedFile, someBytes, someKey } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'

/** Another one for each number, of so many bytes. */
export function photo(seed: number, bytes = 1000): SealedFile {
  return sealedFile(someBytes(bytes, seed), someKey(seed))
}

/** It is whole here; in no message. */
export async function keep({ messenger }: Villager<Store>, file: SealedFile): Promise<void> {
  const stage = await messenger.media.store.stage()
  for (const sealed of file.sealed) expectOk(await stage.put(sealed))
  expectOk(await stage.finish(file.file, file.size, file.leaves))
  messenger.media.kept(file.file)
}

export async function post(who: Villager<Store>, room: RoomId, ...files: readonly SealedFile[]): Promise<MessageId> {
  for (const file of files) await keep(who, file)
  const own = who.messenger.roomBook.byId(room)
  if (own === undefined) throw new Error('a room')
  const references = files.map(({ file, key, size }) => ({ file, key, size, name: 'photo.jpg', type: 'image/jpeg', isVoice: false }))
  const [message] = expectOk(own.post([{ kind: 'media', fields: expectOk(mediaContent(references, '사진')) }]))
  if (message === undefined) throw new Error('a message')
  return message
}

/** Lets time pass in steps of 20 ms, with all that files do in between, until then or for so long. */
export async function passing(village: Village, until: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (let at = 0; at < ms && !(await until()); at += 20) {
    await settled()
    village.clock.advance(20)
  }
  await settled()
}

export async function isWhole({ messenger }: Villager<Store>, { file }: SealedFile): Promise<boolean> {
  return (await messenger.media.store.held(file))?.chunks.isWhole === true
}

/** Asks for a file of a message, and waits for its end. */
export async function fetched(village: Village, who: Villager<Store>, message: MessageId, ms?: number): Promise<MediaEvent['end']> {
  let end: MediaEvent['end']
  const release = who.messenger.media.onChange((event) => {
    if (event.message === message && event.end !== undefined) ({ end } = event)
  })
  expectOk(who.messenger.media.fetch(message, 0))
  await passing(village, () => end !== undefined, ms)
  release()
  return end
}
