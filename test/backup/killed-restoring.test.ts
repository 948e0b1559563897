/** The power goes while a backup is restored: no half profile stands where one was to be, and the next attempt makes a whole one (BKP-7). */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { restoreBackup } from '../../src-main/engine/backup/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const SLOW_MS = 120_000
const PIECES = 30
const PIECE_BYTES = 1024 * 1024

it(
  '[BKP-7] kill -9 while restoring leaves no profile, the file as it was, and the next attempt is whole',
  async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    mum.store.transaction(() => {
      for (let n = 0; n < PIECES; n++) mum.store.values.put('faces', `of nobody ${n}`, randomBytes(PIECE_BYTES))
    })
    const file = await world.backup(mum)
    const before = readFileSync(file)
    const passphrase = world.path('passphrase')
    writeFileSync(passphrase, PASSPHRASE)
    const profile = world.path('new')
    const victim = spawn(
      process.execPath,
      ['scripts/run.mjs', 'src-main/headless/main.ts', 'restore', '--backup', file, '--passphrase-file', passphrase, '--profile', profile],
      { stdio: 'ignore' },
    )
    const isWriting = (): boolean =>
      readdirSync(world.folder)
        .filter((name) => name.includes('restoring'))
        .flatMap((name) => readdirSync(world.path(name)).map((each) => join(world.path(name), each)))
        .some((each) => (statSync(each, { throwIfNoEntry: false })?.size ?? 0) > PIECE_BYTES)
    while (victim.exitCode === null && !isWriting()) await sleep(2)
    victim.kill('SIGKILL')
    await once(victim, 'close')
    expect(victim.signalCode).toBe('SIGKILL')
    expect(existsSync(profile)).toBe(false)
    expect(readFileSync(file).equals(before)).toBe(true)
    expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile }))
    const back = await world.open('new')
    expect(back.store.values.list('faces')).toHaveLength(PIECES)
    expect(back.messenger.me().account).toBe(mum.account)
  },
  SLOW_MS,
)
