/** Backups that are sealed rightly and say what they should not: whoever has the passphrase may still hand over nonsense. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type BackupManifest,
  type BackupRecord,
  ChunkSealer,
  type PassphraseKey,
  backupManifest,
  encodeRecord,
  makeHeader,
} from '../../shared/backup/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { concatBytes } from '../../shared/codec/index.ts'
import { argon2id, systemRng } from '../../shared/crypto/index.ts'
import { loadIdentity, makeHeirloom } from '../../shared/messenger/index.ts'
import { restoreBackup, verifyBackup } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { STORE_VERSION } from '../../src-main/engine/store/index.ts'
import { type AtHome, BackupWorld, PASSPHRASE } from './world.ts'

const NOBODY = { contacts: 0, rooms: 0, messages: 0 }
const SLOW_MS = 60_000

describe('a backup that lies', () => {
  it(
    '[BKP-4] [BKP-8] is damage, or newer, and leaves no folder behind',
    async () => {
      await using world = new BackupWorld()
      const mum = await world.person('Mum')
      const dad = await world.person('Dad')
      const forge = await forger()
      const manifest = manifestOf(mum)
      const head: BackupRecord = { type: 'manifest', bytes: backupManifest.encode(manifest) }
      const end = (rows: number): BackupRecord => ({ type: 'end', counts: { ...NOBODY, rows, files: 0 } })
      const table = (name: string, ...columns: string[]): BackupRecord => ({ type: 'table', name, columns })
      const begins: BackupRecord = { type: 'file', file: idFromBytes('file', new Uint8Array(32)), size: 7 }
      const other = backupManifest.encode({ ...manifest, heirloom: manifestOf(dad).heirloom })
      const cases: readonly (readonly [string, readonly BackupRecord[], string])[] = [
        ['no manifest', [end(0)], 'BACKUP_DAMAGED'],
        ['two manifests', [head, head, end(0)], 'BACKUP_DAMAGED'],
        ['no end', [head], 'BACKUP_DAMAGED'],
        ['two ends', [head, end(0), end(0)], 'BACKUP_DAMAGED'],
        ['rows without a table', [head, { type: 'rows', rows: [[1]] }, end(1)], 'BACKUP_DAMAGED'],
        ['a table of SQLite', [head, table('sqlite_schema', 'name'), end(0)], 'BACKUP_DAMAGED'],
        ['a table twice', [head, table('refs', 'n', 'id'), table('refs', 'n', 'id'), end(0)], 'BACKUP_DAMAGED'],
        ['a column that is not there', [head, table('refs', 'n', 'id', 'more'), end(0)], 'BACKUP_DAMAGED'],
        ['a row of another width', [head, table('refs', 'n', 'id'), { type: 'rows', rows: [[1]] }, end(1)], 'BACKUP_DAMAGED'],
        ['a value of another type', [head, table('refs', 'n', 'id'), { type: 'rows', rows: [[1, 'text']] }, end(1)], 'BACKUP_DAMAGED'],
        [
          'one row twice',
          [
            head,
            table('refs', 'n', 'id'),
            {
              type: 'rows',
              rows: [
                [1, new Uint8Array(1)],
                [1, new Uint8Array(2)],
              ],
            },
            end(2),
          ],
          'BACKUP_DAMAGED',
        ],
        ['other numbers than it says', [head, end(7)], 'BACKUP_DAMAGED'],
        ['fewer files than it says', [head, { type: 'end', counts: { ...NOBODY, rows: 0, files: 1 } }], 'BACKUP_DAMAGED'],
        ['a file under another name', [head, begins, { type: 'chunk', sealed: new Uint8Array(23) }, end(0)], 'BACKUP_DAMAGED'],
        ['a chunk of another length', [head, begins, { type: 'chunk', sealed: new Uint8Array(24) }, end(0)], 'BACKUP_DAMAGED'],
        ['a file without its chunks', [head, begins, end(0)], 'BACKUP_DAMAGED'],
        ['a file in a file', [head, begins, begins, end(0)], 'BACKUP_DAMAGED'],
        ['a chunk of no file', [head, { type: 'chunk', sealed: new Uint8Array(23) }, end(0)], 'BACKUP_DAMAGED'],
        ['a cut of no file', [head, { type: 'cut' }, end(0)], 'BACKUP_DAMAGED'],
        [
          'rows after a file',
          [head, table('refs', 'n', 'id'), begins, { type: 'cut' }, { type: 'rows', rows: [] }, end(0)],
          'BACKUP_DAMAGED',
        ],
        ['another account’s heir', [{ type: 'manifest', bytes: other }, end(0)], 'BACKUP_DAMAGED'],
        [
          'nonsense for an heir',
          [{ type: 'manifest', bytes: backupManifest.encode({ ...manifest, heirloom: new Uint8Array(9) }) }, end(0)],
          'BACKUP_DAMAGED',
        ],
        [
          'a database of tomorrow',
          [{ type: 'manifest', bytes: backupManifest.encode({ ...manifest, store: STORE_VERSION + 1 }) }, end(0)],
          'BACKUP_TOO_NEW',
        ],
        [
          'a database from before there were backups',
          [{ type: 'manifest', bytes: backupManifest.encode({ ...manifest, store: 1 }) }, end(0)],
          'BACKUP_DAMAGED',
        ],
      ]
      for (const [name, records, code] of cases) {
        const file = world.path('forged')
        writeFileSync(file, forge(records))
        expect([name, await verifyBackup(file, { passphrase: PASSPHRASE })]).toEqual([name, { ok: false, code }])
        expect([name, await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('new') })]).toEqual([
          name,
          { ok: false, code },
        ])
        expect(existsSync(world.path('new'))).toBe(false)
      }
      const good = world.path('good')
      writeFileSync(good, forge([head, end(0)]))
      expect((await verifyBackup(good, { passphrase: PASSPHRASE })).ok).toBe(true)
    },
    SLOW_MS,
  )

  it(
    '[BKP-3] [BKP-8] was cut at any length: said so, and nothing left behind',
    async () => {
      await using world = new BackupWorld()
      const mum = await world.person('Mum')
      const whole = readFileSync(await world.backup(mum))
      for (const length of [200, whole.length >> 1, whole.length - 1]) {
        const file = world.path('cut')
        writeFileSync(file, whole.subarray(0, length))
        const restored = await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('new') })
        expect(restored).toEqual({ ok: false, code: 'BACKUP_CUT' })
        expect(existsSync(world.path('new'))).toBe(false)
      }
      expect(await verifyBackup(world.path('nothing'), { passphrase: PASSPHRASE })).toEqual({ ok: false, code: 'NO_FILE' })
      expect(await verifyBackup(world.folder, { passphrase: PASSPHRASE })).toEqual({ ok: false, code: 'BAD_FILE' })
    },
    SLOW_MS,
  )
})

function manifestOf({ store, account, name }: AtHome): BackupManifest {
  const crypto = nodeCrypto()
  const identity = loadIdentity(store, crypto)
  const at = 1_790_000_000_000
  const heirloom = identity === undefined ? undefined : makeHeirloom(crypto, systemRng(), identity, at)
  if (identity === undefined || heirloom?.ok !== true) throw new Error('an identity')
  const { device } = identity.keys
  return { at, program: '0', store: STORE_VERSION, account, device, name, deviceName: name, isProtected: false, heirloom: heirloom.value }
}

/** Seals what it is told, as somebody with the passphrase can; at the least cost. */
async function forger(): Promise<(records: readonly BackupRecord[]) => Uint8Array> {
  const rng = systemRng()
  const cost = { memoryKib: 8, passes: 1 }
  const salt = rng.bytes(16)
  const key: PassphraseKey = { cost, salt, key: await argon2id(PASSPHRASE, salt, cost) }
  return (records) => {
    const { bytes, contentKey } = makeHeader(nodeCrypto(), rng, key)
    const sealer = new ChunkSealer(nodeCrypto(), contentKey)
    return concatBytes(bytes, ...records.map((record) => sealer.push(encodeRecord(record))), sealer.end())
  }
}
