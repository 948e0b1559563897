/** Whole files for villagers who carry, post and offer them; beside `files-in-rooms`, which asks for them. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import type { Village, Villager } from '../../harness/village.ts'
import { type SealedFile, sealedFile, someBytes, someKey } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'
import { sayFiles } from './files-in-rooms.ts'

export { fetched, isWhole } from './files-in-rooms.ts'

/** Another one for each number, of so many bytes. */
export function photo(seed: number, bytes = 1000): SealedFile {
  return sealedFile(someBytes(bytes, seed), someKey(1 + (seed % 200)))
}

/** It is whole here; in no message. */
export async function keep({ messenger }: Villager<Store>, file: SealedFile): Promise<void> {
  const stage = await messenger.media.store.stage()
  for (const sealed of file.sealed) expectOk(await stage.put(sealed))
  expectOk(await stage.finish(file.file, file.size, file.leaves))
  messenger.media.kept(file.file)
}

/** As files that nobody fetches unasked. */
export async function post(who: Villager<Store>, room: RoomId, ...files: readonly SealedFile[]): Promise<MessageId> {
  for (const file of files) await keep(who, file)
  return sayFiles(who, room, files)
}

/** Lets time pass in steps of 20 ms, with all that files do in between, until then or for so long. */
export async function passing(village: Village, until: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (let at = 0; at < ms && !(await until()); at += 20) {
    await settled()
    village.clock.advance(20)
  }
  await settled()
}
