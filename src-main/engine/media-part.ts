/** What keeps attachments in a running engine: the store beside the database, and who sees to it that it holds what messages refer to. */
import { join } from 'node:path'
import type { Clock, Rng } from '../../shared/crypto/index.ts'
import { type MediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import { Keeping } from '../../shared/media-keeping/index.ts'
import type { Identity, Settings } from '../../shared/messenger/index.ts'
import { type Store, StoreError } from '../../shared/store/index.ts'
import { nodeCrypto } from './crypto/index.ts'
import { openDiskMedia } from './media/index.ts'
import type { OpenDatabase } from './open-database.ts'
import { SEND_REASON } from './outbox/index.ts'

export interface MediaPart {
  readonly store: MediaStore
  readonly keeping: Keeping
  /** Before the database is closed. */
  stop(): Promise<void>
}

export interface MediaPartOptions {
  readonly database: OpenDatabase
  readonly identity: Pick<Identity, 'account'>
  readonly clock: Clock
  readonly rng: Rng
  settings(): Pick<Settings, 'mediaMib' | 'roomMediaMib'>
}

const MIB = 1024 * 1024
/** Of profiles in memory: there as long as their database. */
const inMemory = new WeakMap<Store, MediaStore>()

export async function mediaOver({ database, identity, clock, rng, settings }: MediaPartOptions): Promise<MediaPart> {
  const { store: tables, profile } = database
  const crypto = nodeCrypto()
  const disk =
    profile.protection === 'memory'
      ? undefined
      : await openDiskMedia({ folder: join(profile.dir, 'media'), store: tables, crypto, rng, clock })
  const store = disk ?? inMemory.get(tables) ?? memoryMediaStore({ crypto, clock })
  if (disk === undefined) inMemory.set(tables, store)
  const keeping = new Keeping({
    store: tables,
    media: store,
    clock,
    account: identity.account,
    quotas: () => ({ profile: settings().mediaMib * MIB, room: settings().roomMediaMib * MIB }),
  })
  forgetSends(keeping)
  void keeping.sweep()
  return {
    store,
    keeping,
    async stop() {
      await keeping.stop()
      await disk?.close()
    },
  }
}

/** MEDIA-60: what a process that ended was about to send. On a full disk that is left to the ends these claims have. */
function forgetSends(keeping: Keeping): void {
  try {
    keeping.forgetReasons(SEND_REASON)
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause
  }
}
