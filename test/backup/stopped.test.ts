/** Backups that somebody stops: at whatever step, nothing of them is left, and the next one can be made (BKP-11). */
import { mkdirSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { memoryMediaStore } from '../../shared/media/index.ts'
import type { BackupStatus } from '../../shared/rpc/index.ts'
import { type BackupDesk, createBackupDesk } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type AtHome, BackupWorld, PASSPHRASE } from './world.ts'

type Step = NonNullable<BackupStatus['running']>['step']

const SLOW_MS = 60_000
const STEP_MS = 20
const CANCELLED = { ok: false, code: 'BACKUP_CANCELLED' }

/** A desk that is stopped as soon as it comes to a step, once; with what the stop was answered. */
function stoppedAt(world: BackupWorld, who: AtHome, step: Step): { readonly desk: BackupDesk; readonly answers: Promise<boolean>[] } {
  const { profile, store } = who.database
  const answers: Promise<boolean>[] = []
  const desk = createBackupDesk({
    store,
    media: memoryMediaStore({ crypto: nodeCrypto(), clock: world.village.clock }),
    profile,
    clock: world.village.clock,
    rng: systemRng(),
    changed({ running }) {
      if (running?.step === step && answers.length === 0) answers.push(desk.cancel())
    },
  })
  return { desk, answers }
}

describe('a backup that is stopped', () => {
  it.each(['copying', 'writing', 'verifying'] as const)(
    '[BKP-11] while it is %s leaves nothing, is no failure, and another one can be made',
    async (step) => {
      await using world = new BackupWorld()
      const mum = await world.person('Mum')
      const folder = world.path('stick')
      mkdirSync(folder)
      const { desk, answers } = stoppedAt(world, mum, step)
      const before = readdirSync(mum.folder).toSorted()
      const writing = desk.write({ to: folder, passphrase: PASSPHRASE })
      expect(await writing).toEqual(CANCELLED)
      expect(await Promise.all(answers)).toEqual([true])
      expect(readdirSync(folder)).toEqual([])
      expect(readdirSync(mum.folder).toSorted()).toEqual(before)
      expect(desk.status()).toMatchObject({ running: undefined, failed: undefined, last: undefined })
      const { file } = expectOk(await desk.write({ to: folder, passphrase: PASSPHRASE }))
      expectOk(await desk.verify({ file, passphrase: PASSPHRASE }))
      expect(readdirSync(folder)).toHaveLength(1)
      await desk.stop()
    },
    SLOW_MS,
  )

  it('[BKP-11] is gone from the disk when the stop is answered, whenever it comes', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const folder = world.path('stick')
    mkdirSync(folder)
    const desk = world.desk(mum)
    expect(await desk.cancel()).toBe(false)
    const writing = desk.write({ to: folder, passphrase: PASSPHRASE })
    expect(await desk.cancel()).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    expect(await writing).toEqual(CANCELLED)
    const { file } = expectOk(await desk.write({ to: folder, passphrase: PASSPHRASE }))
    expect(await desk.cancel()).toBe(false)
    expectOk(await desk.verify({ file, passphrase: PASSPHRASE }))
    await desk.stop()
  })

  it(
    '[BKP-11] of the schedule keeps the former one, says that it was stopped, and comes again after an hour',
    async () => {
      await using world = new BackupWorld()
      const { clock } = world.village
      const mum = await world.person('Mum')
      const folder = world.path('stick')
      mkdirSync(folder)
      const first = world.desk(mum)
      expectOk(await first.schedule({ every: 'daily', folder, keep: 1, passphrase: PASSPHRASE }))
      clock.advance(0)
      await until(() => first.status().last !== undefined && first.status().running === undefined)
      await first.stop()
      const made = readdirSync(folder)
      expect(made).toHaveLength(1)

      clock.advance(RESOURCE.BACKUP_DAY_MS)
      const { desk, answers } = stoppedAt(world, mum, 'verifying')
      clock.advance(60_000)
      await until(() => desk.status().failed !== undefined)
      expect(await Promise.all(answers)).toEqual([true])
      const { failed, next, last } = desk.status()
      expect(failed?.code).toBe('BACKUP_CANCELLED')
      expect(next).toBe((failed?.at ?? 0) + RESOURCE.BACKUP_AGAIN_MS)
      expect(last).toBeDefined()
      expect(readdirSync(folder)).toEqual(made)

      clock.advance(RESOURCE.BACKUP_AGAIN_MS)
      await until(() => desk.status().failed === undefined && desk.status().running === undefined)
      expect(readdirSync(folder)).toHaveLength(1)
      expect(readdirSync(folder)).not.toEqual(made)
      await desk.stop()
    },
    SLOW_MS,
  )
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(STEP_MS)
}
