/** One whole backup, cut and changed at every place that could matter: each is told from a good one, by reading it as a restoring does. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BACKUP_MAGIC, CHUNK_BYTES, HEADER_BYTES, type PassphraseKey, readHeader } from '../../shared/backup/index.ts'
import { u32 } from '../../shared/codec/index.ts'
import { argon2id } from '../../shared/crypto/index.ts'
import { restoreBackup, verifyBackup } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const SLOW_MS = 120_000
const CHUNK_ON_DISK = 4 + CHUNK_BYTES + 16
const RUNS = 30

describe('a backup that is broken', () => {
  it(
    '[BKP-1] [BKP-3] is cut at each border of a chunk, beside it, and anywhere: said so, never taken',
    async () => {
      await using world = new BackupWorld()
      const { whole, verify } = await largeOne(world)
      const borders: number[] = []
      for (let at = HEADER_BYTES; at < whole.length; at += CHUNK_ON_DISK) borders.push(at - 1, at, at + 1, at + 4)
      expect(borders.length).toBeGreaterThan(40)
      for (const length of [...borders, whole.length - 1]) {
        expect([length, await verify(whole.subarray(0, length))]).toEqual([length, 'BACKUP_CUT'])
      }
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 4, max: whole.length - 1 }), async (length) => {
          expect(await verify(whole.subarray(0, length))).toBe('BACKUP_CUT')
        }),
        { numRuns: RUNS },
      )
      for (const length of [0, 1, 3]) expect(await verify(whole.subarray(0, length))).toBe('NOT_A_BACKUP')
      expect(await verify(whole)).toBe('ok')
    },
    SLOW_MS,
  )

  it(
    '[BKP-1] [BKP-3] has one bit that is another, anywhere: never taken; restored from it, nothing is made and nothing lost',
    async () => {
      await using world = new BackupWorld()
      const { whole, verify } = await largeOne(world)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
          const changed = Buffer.from(whole)
          changed[at] = (changed[at] ?? 0) ^ (1 << bit)
          // A length that became larger looks like a file that ends early.
          expect(['BACKUP_DAMAGED', 'BACKUP_CUT', 'NOT_A_BACKUP', 'BACKUP_TOO_NEW']).toContain(await verify(changed))
        }),
        { numRuns: RUNS },
      )
      const newer = Buffer.from(whole)
      newer.set(u32(2), BACKUP_MAGIC.length)
      const cases: readonly (readonly [Buffer, string, string])[] = [
        [newer, PASSPHRASE, 'BACKUP_TOO_NEW'],
        [flipped(whole, whole.length - 1), PASSPHRASE, 'BACKUP_DAMAGED'],
        [flipped(whole, HEADER_BYTES + 5 * CHUNK_ON_DISK + 100), PASSPHRASE, 'BACKUP_DAMAGED'],
        [whole, 'another', 'WRONG_PASSPHRASE'],
        [whole.subarray(0, HEADER_BYTES + 5 * CHUNK_ON_DISK), PASSPHRASE, 'BACKUP_CUT'],
        [Buffer.concat([whole, Buffer.of(0)]), PASSPHRASE, 'BACKUP_DAMAGED'],
      ]
      const file = world.path('broken')
      writeFileSync(file, '')
      const before = readdirSync(world.folder)
      for (const [bytes, passphrase, code] of cases) {
        writeFileSync(file, bytes)
        expect(await restoreBackup({ file, passphrase, profile: world.path('new') })).toEqual({ ok: false, code })
        expect(existsSync(world.path('new'))).toBe(false)
        expect(readdirSync(world.folder)).toEqual(before)
        expect(readFileSync(file).equals(bytes)).toBe(true)
      }
    },
    SLOW_MS,
  )
})

function flipped(whole: Buffer, at: number): Buffer {
  const changed = Buffer.from(whole)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** Of some twenty chunks, and a way to read it that computes its key once. */
async function largeOne(world: BackupWorld) {
  const mum = await world.person('Mum')
  const room = expectOk(mum.messenger.createRoom({ name: '우리집' }))
  for (let n = 0; n < 8; n++)
    expectOk(
      mum.messenger.send(
        room,
        Array.from({ length: 40 }, (_, at) => `${n} ${at} ${'긴 말 '.repeat(300)}`),
      ),
    )
  const whole = readFileSync(await world.backup(mum))
  const { salt, cost } = expectOk(readHeader(nodeCrypto(), new Uint8Array(whole.subarray(0, HEADER_BYTES))))
  const key: PassphraseKey = { salt, cost, key: await argon2id(PASSPHRASE, salt, cost) }
  const file = world.path('tried')
  const verify = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(file, bytes)
    const read = await verifyBackup(file, { key })
    return read.ok ? 'ok' : read.code
  }
  return { whole, verify }
}
