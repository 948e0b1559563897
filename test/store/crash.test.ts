/** Real processes killed at random moments: what was acknowledged is there, the file is whole, the lock is free. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { connect } from '../../src-main/engine/store/sqlite.ts'
import { aMessage, blockId, messageId } from '../contract/store-rows.ts'

const KILLS = 20
const ACKNOWLEDGED_AT_MOST = 60

/** Runs the writer until it has acknowledged `count` more, kills it at once, and gives the highest number it printed. */
async function killAfter(dir: string, count: number): Promise<{ highest: number; pid: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'durable-writer.ts'), dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > count) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))
  expect(signal).toBe('SIGKILL')
  return { highest: Number(printed.trimEnd().split('\n').at(-1)), pid: child.pid ?? 0 }
}

test('[STORE-2] killed at any moment, nothing acknowledged is lost', { timeout: 120_000 }, async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'sarangbang-crash-')), 'profile')
  onTestFinished(() => rmSync(join(dir, '..'), { recursive: true }))
  for (let kill = 0; kill < KILLS; kill++) {
    const { highest } = await killAfter(dir, 1 + Math.floor(Math.random() * ACKNOWLEDGED_AT_MOST))
    const opened = await openProfile({ dir, crypto: nobleCrypto(), rng: systemRng() })
    if (!opened.ok) throw new Error(opened.code)
    expect(opened.value).toMatchObject({ isNew: false, place: 'same' })
    const { databaseFile: file, databaseKey: key } = opened.value
    const store = openSqliteStore({ file, key, mustExist: true })
    for (let n = 1; n <= highest; n++) {
      expect(store.messages.get(1, messageId(n))).toEqual(aMessage({ n, text: `배급 ${n}` }))
      expect(store.blocks.byId(1, blockId(n))?.body).toHaveLength(n % 5_000)
    }
    expect(store.messages.search(`배급 ${highest}`, 5).length).toBeGreaterThan(0)
    store.close()
    expect(integrity(file, key)).toBe('ok')
    opened.value.close()
  }
})

test('a profile whose owner lives names it, and is free the moment the owner is killed', { timeout: 60_000 }, async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'sarangbang-owner-')), 'profile')
  onTestFinished(() => rmSync(join(dir, '..'), { recursive: true }))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'durable-writer.ts'), dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const options = { dir, crypto: nobleCrypto(), rng: systemRng() }
  expect(await openProfile(options)).toEqual({ ok: false, code: 'PROFILE_IN_USE', pid: child.pid })
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const opened = await openProfile(options)
  expect(opened.ok).toBe(true)
  if (opened.ok) opened.value.close()
})

function integrity(file: string, key: Uint8Array): unknown {
  const connection = connect(file, { readonly: false, mustExist: true })
  try {
    connection.pragma(`cipher = 'chacha20'`)
    connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    connection.exec(`INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
    return connection.pragma('integrity_check', { simple: true })
  } finally {
    connection.close()
  }
}
