/** The first record of a backup: of when it is, what made it, and whose it is (BKP-4). What it says of the device that made it holds no secret of it. */
import { type Codec, bool, bytes, field, id, struct, text, uint } from '../codec/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'

export interface BackupManifest {
  /** Wall ms. */
  readonly at: number
  /** Of the program that wrote it. */
  readonly program: string
  /** Of its database: rows are put into one of that version, which is then brought up to date. */
  readonly store: number
  readonly account: AccountId
  /** The device that wrote it; it is not this one that comes back. */
  readonly device: DeviceId
  readonly name: string
  readonly deviceName: string
  /** The profile had a passphrase. */
  readonly isProtected: boolean
  /** The account as the messenger keeps it: `shared/messenger/people/heirloom.ts`. */
  readonly heirloom: Uint8Array
}

const VERSION_CHARACTERS = 64

export const backupManifest: Codec<BackupManifest> = struct({
  at: field(1, uint()),
  program: field(2, text(VERSION_CHARACTERS)),
  store: field(3, uint()),
  account: field(4, id('account')),
  device: field(5, id('device')),
  name: field(6, text(INTRINSIC.NAME_CHARACTERS)),
  deviceName: field(7, text(INTRINSIC.NAME_CHARACTERS)),
  isProtected: field(8, bool),
  heirloom: field(9, bytes({ max: RESOURCE.BACKUP_RECORD_BYTES })),
})
