/** Somebody who sends files: a messenger, its database and its files on a real disk, and the outbox over them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemRng } from '../../../shared/crypto/index.ts'
import type { FileId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import { type MediaReference, readWhole } from '../../../shared/media/index.ts'
import { Keeping } from '../../../shared/media-keeping/index.ts'
import { type OutgoingFile, attachmentsOf } from '../../../shared/messenger/index.ts'
import type { DiskMediaStore } from '../../../src-main/engine/media/index.ts'
import { Outbox } from '../../../src-main/engine/outbox/index.ts'
import type { DiskStore } from '../../../src-main/engine/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { OnDisk } from '../../media/on-disk.ts'
import { crypto } from '../../media/some-files.ts'

export interface Sender {
  readonly village: Village
  readonly who: Villager<DiskStore>
  readonly home: OnDisk
  readonly media: DiskMediaStore
  readonly keeping: Keeping
  readonly outbox: Outbox
  readonly room: RoomId
  readonly told: OutgoingFile[]
}

const LARGE = Number.MAX_SAFE_INTEGER

export async function aSender(quota: { profile?: number; room?: number; village?: Village } = {}): Promise<Sender> {
  const village = quota.village ?? new Village()
  const home = new OnDisk()
  const media = await home.open()
  const who = village.personOn('Mum', home.database, { media })
  const room = expectOk(who.messenger.createRoom({ name: '우리 집' }))
  const told: OutgoingFile[] = []
  const { profile = LARGE, room: roomQuota = LARGE } = quota
  const keeping = new Keeping({
    ...{ store: home.database, media, clock: village.clock, account: who.account },
    quotas: () => ({ profile, room: roomQuota }),
  })
  const outbox = new Outbox({
    ...{ messenger: who.messenger, store: home.database, media, keeping, crypto, rng: systemRng(), clock: village.clock },
    profile: home.home,
    changed: (outgoing) => told.push(outgoing),
    passed: () => {},
  })
  onTestFinished(async () => {
    await outbox.stop()
    await keeping.stop()
    who.messenger.stop()
    await home.dispose()
  })
  return { village, who, home, media, keeping, outbox, room, told }
}

/** A folder with these files, gone after the test. */
export function someFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-outbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** Until it is sealed, or failed. */
export async function settledFile({ outbox }: Pick<Sender, 'outbox'>, id: string): Promise<OutgoingFile> {
  for (;;) {
    const found = outbox.list().find((each) => each.id === id)
    if (found === undefined) throw new Error('it is gone')
    if (found.state !== 'sealing') return found
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The id of what was taken, sealed. */
export async function taken(sender: Sender, path: string): Promise<string> {
  const { id } = expectOk(await sender.outbox.take(sender.room, path))
  const file = await settledFile(sender, id)
  if (file.state !== 'ready') throw new Error(file.code)
  return id
}

export function filesIn({ who }: Sender, message: MessageId | undefined): readonly MediaReference[] {
  const row = message === undefined ? undefined : who.store.messages.find(message)
  return row === undefined ? [] : attachmentsOf(row)
}

export async function bytesOf({ media }: Sender, file: Pick<MediaReference, 'file' | 'key' | 'size'>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of readWhole({ crypto, store: media }, file)) pieces.push(expectOk(piece))
  return Buffer.concat(pieces)
}

export async function isHeld({ media }: Sender, file: FileId): Promise<boolean> {
  return (await media.held(file))?.chunks.isWhole === true
}
