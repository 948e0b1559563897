/** A profile on the disk with a room and real files in it, as an engine leaves them; open for the test, or closed for an engine to open. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { type MediaReference, SET_TYPE, type SetFile, encodeSet, prepareMedia } from '../../shared/media/index.ts'
import { type RunningMessenger, createMessenger, loadIdentity } from '../../shared/messenger/index.ts'
import { mediaContent } from '../../shared/rooms/kinds/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { makeProfile } from '../../src-main/engine/index.ts'
import { noLinks } from '../../src-main/engine/links.ts'
import { type MediaPart, mediaOver } from '../../src-main/engine/media-part.ts'
import { openDatabase } from '../../src-main/engine/open-database.ts'
import { AttachmentDesk } from '../../src-main/engine/opening/index.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'
import { expectOk } from '../harness/expect-ok.ts'

export interface AFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly isVoice?: boolean
  /** Default: by the content. */
  readonly type?: string
}

export interface FiledProfile {
  /** Everything of it lies here. */
  readonly home: string
  readonly profile: string
  readonly room: RoomId
  readonly messenger: RunningMessenger
  readonly media: MediaPart
  readonly desk: AttachmentDesk
  /** What was told of saving. */
  readonly told: { readonly bytes: number; readonly size: number }[]
  keep(file: AFile): Promise<MediaReference>
  post(files: readonly (AFile | MediaReference)[], caption?: string): Promise<MessageId>
  /** A set of these, by their paths. */
  postSet(name: string, files: readonly (AFile & { readonly path: readonly string[] })[]): Promise<MessageId>
  close(): Promise<void>
}

const crypto = nodeCrypto()
const rng = systemRng()
const LARGE_MIB = 1024

export async function filedProfile(): Promise<FiledProfile> {
  const home = mkdtempSync(join(tmpdir(), 'sarangbang-filed-'))
  const profile = join(home, 'profile')
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: '거실', language: 'ko' }))
  const database = expectOk(await openDatabase({ profile, create: false }))
  const identity = loadIdentity(database.store, crypto)
  if (identity === undefined) throw new Error('somebody')
  const settings = () => ({ mediaMib: LARGE_MIB, roomMediaMib: LARGE_MIB })
  const media = await mediaOver({ database, identity, clock: systemClock, rng, settings })
  const messenger = createMessenger({
    ...{ store: database.store, crypto, rng, clock: systemClock, identity, media: media.store },
    links: noLinks(systemClock.now()),
  })
  const room = expectOk(messenger.createRoom({ name: '우리집' }))
  const told: { bytes: number; size: number }[] = []
  const desk = new AttachmentDesk({
    find: (message, index) => {
      const found = messenger.media.files.find(message, index)
      return found === undefined || found.row.forgotten ? undefined : found.reference
    },
    ...{ store: media.store, crypto, rng, clock: systemClock },
    saving: (_message, _index, bytes, size) => void told.push({ bytes, size }),
  })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      await desk.stop()
      messenger.stop()
      await media.stop()
      database.close()
    })())
  onTestFinished(async () => {
    await close()
    rmSync(home, { recursive: true, force: true })
  })

  const keep = async ({ name, bytes, isVoice = false, type }: AFile): Promise<MediaReference> => {
    const source = { size: bytes.length, read: async (at: number, length: number) => bytes.subarray(at, at + length) }
    const reference = expectOk(await prepareMedia(source, { name, isVoice }, { crypto, rng, store: media.store }))
    return type === undefined ? reference : { ...reference, type }
  }
  const post = async (files: readonly (AFile | MediaReference)[], caption = ''): Promise<MessageId> => {
    const references: MediaReference[] = []
    for (const file of files) references.push('file' in file ? file : await keep(file))
    const [message] = expectOk(messenger.post(room, [{ kind: 'media', fields: expectOk(mediaContent(references, caption)) }]))
    if (message === undefined) throw new Error('a message')
    return message
  }
  const postSet: FiledProfile['postSet'] = async (name, files) => {
    const inner: (SetFile & MediaReference)[] = []
    for (const { path, ...file } of files) inner.push({ path, ...(await keep(file)) })
    // By themselves too: files that no message has are swept away when an engine starts.
    await post(inner.map(({ path: _, ...reference }) => reference))
    return post([{ name, bytes: expectOk(encodeSet(inner)), type: SET_TYPE }])
  }
  return { home, profile, room, messenger, media, desk, told, keep, post, postSet, close }
}
