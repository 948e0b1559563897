/** Backups that make themselves: when, how many stay, and what is said where one comes to nothing (BKP-9). */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import type { BackupDesk } from '../../src-main/engine/backup/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const DAY_MS = RESOURCE.BACKUP_DAY_MS
const SLOW_MS = 60_000
const STEP_MS = 20

describe('scheduled backups', () => {
  it(
    '[BKP-9] are off until asked for; then one is made at once, and the oldest goes when a newer one is good',
    async () => {
      await using world = new BackupWorld()
      const { clock } = world.village
      const mum = await world.person('Mum')
      const folder = world.path('stick')
      mkdirSync(folder)
      writeFileSync(join(folder, 'holiday.sbbackup'), 'not ours')
      const desk = world.desk(mum)
      expect(desk.status()).toMatchObject({ every: 'off', next: undefined, last: undefined })
      for (let day = 0; day < 10; day++) clock.advance(DAY_MS)
      expect(readdirSync(folder)).toEqual(['holiday.sbbackup'])

      expect(await desk.schedule({ every: 'daily', folder, keep: 2 })).toEqual({ ok: false, code: 'PASSPHRASE_NEEDED' })
      expectOk(await desk.schedule({ every: 'daily', folder, keep: 2, passphrase: PASSPHRASE }))
      for (let day = 0; day < 4; day++) {
        clock.advance(day === 0 ? 0 : DAY_MS)
        await rest(desk, day + 1)
      }
      const files = readdirSync(folder)
      expect(files).toContain('holiday.sbbackup')
      expect(files.filter((name) => name.startsWith('sarangbang-'))).toHaveLength(2)
      // What the schedule made opens with the passphrase, which is kept nowhere.
      const newest = join(folder, files.filter((name) => name.startsWith('sarangbang-')).at(-1) ?? '')
      expectOk(await desk.verify({ file: newest, passphrase: PASSPHRASE }))
      expectOk(await desk.verify({ file: newest }))
      await desk.stop()
    },
    SLOW_MS,
  )

  it(
    '[BKP-9] say why one came to nothing, keep the former, try again after an hour, and make up for what was missed',
    async () => {
      await using world = new BackupWorld()
      const { clock } = world.village
      const mum = await world.person('Mum')
      const folder = world.path('stick')
      mkdirSync(folder)
      const desk = world.desk(mum)
      expectOk(await desk.schedule({ every: 'weekly', folder, keep: 1, passphrase: PASSPHRASE }))
      clock.advance(0)
      await rest(desk, 1)
      const [first = ''] = readdirSync(folder)
      renameSync(folder, `${folder}-pulled-out`)
      for (let day = 0; day < 7; day++) clock.advance(DAY_MS)
      await until(() => desk.status().failed !== undefined)
      expect(desk.status()).toMatchObject({ failed: { code: 'NO_FOLDER' }, last: { file: join(folder, first) } })
      expect(existsSync(join(`${folder}-pulled-out`, first))).toBe(true)
      const failedAt = desk.status().failed?.at ?? 0
      expect(desk.status().next).toBe(failedAt + RESOURCE.BACKUP_AGAIN_MS)
      clock.advance(RESOURCE.BACKUP_AGAIN_MS - 1)
      await sleep(STEP_MS)
      expect(desk.status().failed?.at).toBe(failedAt)
      clock.advance(1)
      await until(() => desk.status().failed?.at !== failedAt)
      await desk.stop()

      // The computer was off for a month; the stick is back.
      renameSync(`${folder}-pulled-out`, folder)
      for (let day = 0; day < 30; day++) clock.advance(DAY_MS)
      const again = world.desk(mum)
      expect(again.status().next).toBeLessThanOrEqual(clock.now())
      clock.advance(60_000)
      await until(() => again.status().failed === undefined && again.status().running === undefined)
      expect(readdirSync(folder)).toHaveLength(1)
      expect(readdirSync(folder)).not.toContain(first)
      await again.stop()
    },
    SLOW_MS,
  )

  it('[BKP-8] are one at a time, never over a file that is there, and not where no folder is', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const desk = world.desk(mum)
    const to = world.path('a.sbbackup')
    const [one, two] = await Promise.all([desk.write({ to, passphrase: PASSPHRASE }), desk.write({ to, passphrase: PASSPHRASE })])
    expect([one.ok, two]).toEqual([true, { ok: false, code: 'BACKUP_RUNNING' }])
    expect(await desk.write({ to, passphrase: PASSPHRASE })).toEqual({ ok: false, code: 'FILE_EXISTS' })
    expect(await desk.write({ to: world.path('no', 'such', 'folder'), passphrase: PASSPHRASE })).toEqual({ ok: false, code: 'NO_FOLDER' })
    expect(await desk.write({ to: world.folder })).toEqual({ ok: false, code: 'PASSPHRASE_NEEDED' })
    expect(readdirSync(world.folder).toSorted()).toEqual(['Mum', 'a.sbbackup'])
    expect(readdirSync(mum.folder)).not.toContain('backup.tmp')
    rmSync(to)
    await desk.stop()
  })
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(STEP_MS)
}

/** Until nothing runs, and as many were made as are expected. */
async function rest(desk: BackupDesk, made: number): Promise<void> {
  const before = new Set<number>()
  await until(() => {
    const { last, running, failed } = desk.status()
    if (failed !== undefined) throw new Error(failed.code)
    if (last !== undefined) before.add(last.at)
    return running === undefined && last !== undefined && (desk.status().next ?? 0) > last.at && before.size >= Math.min(made, 1)
  })
}
