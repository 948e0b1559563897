/** The power goes in the middle of writing: the former backup is whole, and nothing half-written bears the name of one (BKP-8). */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { verifyBackup } from '../../src-main/engine/backup/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const SLOW_MS = 120_000
const PIECES = 30
const PIECE_BYTES = 1024 * 1024

describe('kill -9 while a backup is written', () => {
  it(
    '[BKP-8] leaves the former one as it was, and the next one is made as if nothing had been',
    async () => {
      await using world = new BackupWorld()
      const mum = await world.person('Mum')
      mum.store.transaction(() => {
        for (let n = 0; n < PIECES; n++) mum.store.values.put('faces', `of nobody ${n}`, randomBytes(PIECE_BYTES))
      })
      const folder = world.path('stick')
      mkdirSync(folder)
      world.close(mum)
      const passphrase = world.path('passphrase')
      writeFileSync(passphrase, PASSPHRASE)
      const command = ['backup', 'write', '--to', folder, '--passphrase-file', passphrase, '--profile', mum.folder, '--json']

      expect(await run(command)).toBe(0)
      const [former = ''] = readdirSync(folder)
      const victim = start(command)
      const isWriting = (): boolean =>
        readdirSync(folder).some((name) => name.startsWith('.') && statSync(join(folder, name)).size > PIECE_BYTES)
      while (!isWriting() && victim.exitCode === null) await sleep(2)
      victim.kill('SIGKILL')
      await once(victim, 'close')
      expect(victim.signalCode).toBe('SIGKILL')
      expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([former])
      expectOk(await verifyBackup(join(folder, former), { passphrase: PASSPHRASE }))

      expect(await run(command)).toBe(0)
      const whole = readdirSync(folder).filter((name) => !name.startsWith('.'))
      expect(whole).toHaveLength(2)
      for (const name of whole) expectOk(await verifyBackup(join(folder, name), { passphrase: PASSPHRASE }))
      expect(existsSync(join(mum.folder, 'backup.tmp'))).toBe(false)
    },
    SLOW_MS,
  )
})

function start(command: readonly string[]) {
  return spawn(process.execPath, ['scripts/run.mjs', 'src-main/headless/main.ts', ...command], { stdio: 'ignore' })
}

async function run(command: readonly string[]): Promise<number | null> {
  const child = start(command)
  await once(child, 'close')
  return child.exitCode
}
