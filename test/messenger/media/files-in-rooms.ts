/** Files in rooms of a village: sealed into somebody's store, said in a room, waited for. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MediaReference } from '../../../shared/media/index.ts'
import type { ArrivalState, FileArrival } from '../../../shared/messenger/index.ts'
import { mediaContent } from '../../../shared/rooms/kinds/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { type SealedFile, sealedFile, someBytes, someKey } from '../../media/some-files.ts'
import { settled } from '../../media/transfer/media-net.ts'

type Somebody = Pick<Villager<Store>, 'messenger'>

/** How a file presents itself; unsaid, it is one that never comes by itself. */
export type Said = Partial<Pick<MediaReference, 'type' | 'isVoice' | 'name' | 'size'>>

export const PHOTO: Said = { type: 'image/jpeg', name: 'sea.jpg' }

/** A small file of its own. */
export function aFile(seed: number, size = 900): SealedFile {
  return sealedFile(someBytes(size, seed), someKey(1 + (seed % 200)))
}

/** Seals a file into somebody's store and says so in a room. */
export async function sendFile(who: Somebody, room: RoomId, file: SealedFile, said: Said = {}): Promise<MessageId> {
  const { media } = who.messenger
  const stage = await media.store.stage()
  for (const sealed of file.sealed) expectOk(await stage.put(sealed))
  expectOk(await stage.finish(file.file, file.size, file.leaves))
  media.kept(file.file)
  return sayFiles(who, room, [file], said)
}

/** Says of files that they are there, whether anybody has them or not. */
export function sayFiles({ messenger }: Somebody, room: RoomId, files: readonly SealedFile[], said: Said = {}): MessageId {
  const own = messenger.roomBook.byId(room)
  if (own === undefined) throw new Error('a room')
  const references = files.map(({ file, key, size }) => ({
    ...{ file, key, size, name: 'meeting.pdf', type: 'application/pdf', isVoice: false },
    ...said,
  }))
  const [message] = expectOk(own.post([{ kind: 'media', fields: expectOk(mediaContent(references, '회의록')) }]))
  if (message === undefined) throw new Error('a message')
  return message
}

/** Lets time pass until something is so. */
export async function passing(village: Village, until: () => boolean, ms = 20_000): Promise<void> {
  for (let at = 0; at < ms && !until(); at += 20) {
    await settled()
    village.clock.advance(20)
  }
  await settled()
}

export async function isWhole({ messenger }: Somebody, { file }: SealedFile): Promise<boolean> {
  return (await messenger.media.store.held(file))?.chunks.isWhole === true
}

/** How a file stands there, as its person is told. */
export function arrivalOf({ messenger }: Somebody, { file }: SealedFile): FileArrival | undefined {
  return messenger.media.arrivals([file])[0]
}

export function stateOf(who: Somebody, file: SealedFile): ArrivalState | undefined {
  return arrivalOf(who, file)?.state
}

/** Asks for it and waits for its end; gives how it stands then. */
export async function fetched(village: Village, who: Somebody, message: MessageId, ms?: number): Promise<ArrivalState> {
  const { file } = expectOk(who.messenger.media.fetch(message, 0))
  const now = (): ArrivalState => who.messenger.media.arrivals([file])[0]?.state ?? 'idle'
  await passing(village, () => now() === 'here' || now() === 'failed', ms)
  return now()
}

/** Mum's room with dad and a son in it. */
export async function family(village = new Village()): Promise<{
  readonly village: Village
  readonly people: readonly [Villager, Villager, Villager]
  readonly room: RoomId
}> {
  const people = [village.person('mum'), village.person('dad'), village.person('son')] as const
  const [mum, dad, son] = people
  const room = expectOk(mum.messenger.createRoom({ name: 'family' }))
  for (const other of [dad, son]) {
    await village.pair(mum, other)
    expectOk(mum.messenger.act(room, { act: 'add', account: other.account }))
    await village.pass()
  }
  await village.pass(10_000)
  return { village, people, room }
}
