import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultProfileFolder } from '../../src-main/engine/profile/index.ts'
import type { SecretVault } from '../../src-main/engine/profile/index.ts'
import { readKeyFile } from '../../src-main/engine/profile/key-file.ts'
import { PASSPHRASE_COST_MAX } from '../../shared/crypto/index.ts'
import { aFolder, mustOpen, open } from './a-profile.ts'

const codeOf = async (opened: ReturnType<typeof open>): Promise<string> => {
  const outcome = await opened
  if (outcome.ok) outcome.value.close()
  return outcome.ok ? 'opened' : outcome.code
}
const keyFile = (dir: string) => join(dir, 'key.json')

test('a new profile is a folder of its owner alone, and opens again with the same key', async () => {
  const dir = aFolder()
  const first = await mustOpen(dir, { create: true })
  expect(first).toMatchObject({ protection: 'none', place: 'same', isNew: true, dir })
  expect(first.databaseKey).toHaveLength(32)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  for (const name of ['key.json', 'place.json', 'lock.pid', 'lock', 'store.db']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
  first.close()
  first.close()
  const second = await mustOpen(dir, { create: true })
  expect(second).toMatchObject({ place: 'same', isNew: false, databaseKey: first.databaseKey })
})

test('without `create` nothing is made', async () => {
  const dir = aFolder()
  expect(await codeOf(open(dir))).toBe('PROFILE_MISSING')
  expect(existsSync(dir)).toBe(false)
  mkdirSync(dir)
  expect(await codeOf(open(dir))).toBe('PROFILE_MISSING')
  expect(readdirSync(dir)).toEqual([])
})

test('what others could read is closed to them again', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true })).close()
  const files = ['key.json', 'store.db', 'lock'].map((name) => join(dir, name))
  for (const file of files) chmodSync(file, 0o644)
  chmodSync(dir, 0o755)
  ;(await mustOpen(dir)).close()
  expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
  expect(statSync(dir).mode & 0o777).toBe(0o700)
})

test('a folder that cannot be made is said so at once', async () => {
  const dir = aFolder()
  expect(await codeOf(open(join(dir, 'deep', 'down'), { create: true }))).toBe('opened')
  expect(statSync(join(dir, 'deep')).mode & 0o777).toBe(0o700)
  expect(await codeOf(open(join(dir, 'deep', 'down', 'key.json', 'below'), { create: true }))).toBe('PROFILE_IO')
})

test.runIf(process.platform === 'linux')('so is one under a folder that takes none, where Node itself would never return', async () => {
  expect(await codeOf(open('/proc/nope/deep', { create: true }))).toBe('PROFILE_IO')
})

test('a passphrase opens, a wrong or missing one has its code and changes nothing', async () => {
  const dir = aFolder()
  const made = await mustOpen(dir, { create: true, passphrase: '사랑방 열쇠' })
  expect(made.protection).toBe('passphrase')
  made.close()
  const before = readFileSync(keyFile(dir), 'utf8')
  expect(before).not.toContain(Buffer.from(made.databaseKey).toString('hex'))
  for (const create of [true, false]) {
    expect(await codeOf(open(dir, { create, passphrase: '사랑방 열쇄' }))).toBe('WRONG_PASSPHRASE')
    expect(await codeOf(open(dir, { create }))).toBe('PASSPHRASE_NEEDED')
    expect(await codeOf(open(dir, { create, passphrase: '' }))).toBe('PASSPHRASE_NEEDED')
  }
  expect(readFileSync(keyFile(dir), 'utf8')).toBe(before)
  const again = await mustOpen(dir, { passphrase: '사랑방 열쇠'.normalize('NFD') })
  expect(again.databaseKey).toEqual(made.databaseKey)
})

test('an empty passphrase makes no profile', async () => {
  const dir = aFolder()
  expect(await codeOf(open(dir, { create: true, passphrase: '' }))).toBe('PASSPHRASE_NEEDED')
  expect(existsSync(keyFile(dir))).toBe(false)
})

test('the usual cost is at least 64 MiB and three passes, and is stored', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true, passphrase: 'p', cost: undefined })).close()
  const content = JSON.parse(readFileSync(keyFile(dir), 'utf8')).content
  expect(content).toMatchObject({ memoryKib: 65_536, passes: 3 })
})

test('the key store of the system wraps the key; without it or with another the profile stays shut', async () => {
  const flip = (data: Uint8Array) => data.map((byte) => byte ^ 0xff)
  const vault: SecretVault = { wrap: async (secret) => flip(secret), unwrap: async (wrapped) => flip(wrapped) }
  const stranger: SecretVault = { wrap: vault.wrap, unwrap: async () => undefined }
  const dir = aFolder()
  const made = await mustOpen(dir, { create: true, vault })
  expect(made.protection).toBe('vault')
  made.close()
  expect(await codeOf(open(dir))).toBe('VAULT_NEEDED')
  expect(await codeOf(open(dir, { vault: stranger }))).toBe('VAULT_REFUSED')
  expect((await mustOpen(dir, { vault })).databaseKey).toEqual(made.databaseKey)
})

test('a key store that fails is a code', async () => {
  const broken: SecretVault = { wrap: () => Promise.reject(new Error('locked')), unwrap: () => Promise.reject(new Error('locked')) }
  const dir = aFolder()
  expect(await codeOf(open(dir, { create: true, vault: broken }))).toBe('PROFILE_IO')
  expect(await codeOf(open(dir, { create: true }))).toBe('opened')
})

test('any changed byte of the key file is damage or newer, never a new key', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true, passphrase: 'p' })).close()
  const text = readFileSync(keyFile(dir), 'utf8')
  expect(readKeyFile(text).ok).toBe(true)
  fc.assert(
    fc.property(fc.nat(text.length - 3), fc.integer({ min: 0x21, max: 0x7e }), (at, unit) => {
      const changed = text.slice(0, at) + String.fromCharCode(unit) + text.slice(at + 1)
      fc.pre(changed !== text && /\S/.test(text[at]!))
      const outcome = readKeyFile(changed)
      expect(outcome.ok ? 'opened' : outcome.code).toMatch(/PROFILE_(DAMAGED|TOO_NEW)/)
    }),
  )
  fc.assert(fc.property(fc.string(), (junk) => !readKeyFile(junk).ok))
  for (const bad of ['', 'null', '[]', text.slice(0, -3), 'x'.repeat(70_000)]) {
    writeFileSync(keyFile(dir), bad)
    expect(await codeOf(open(dir, { create: true, passphrase: 'p' }))).toBe('PROFILE_DAMAGED')
    expect(readFileSync(keyFile(dir), 'utf8')).toBe(bad)
  }
})

test('a stored cost beyond the bound is damage', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true, passphrase: 'p' })).close()
  const { writeKeyFile } = await import('../../src-main/engine/profile/key-file.ts')
  const content = JSON.parse(readFileSync(keyFile(dir), 'utf8')).content
  const reads = (change: object) => readKeyFile(writeKeyFile({ ...content, ...change })).ok
  const { memoryKib, passes } = PASSPHRASE_COST_MAX
  expect([reads({ memoryKib, passes }), reads({ memoryKib: 8, passes: 1 })]).toEqual([true, true])
  expect([{ memoryKib: memoryKib + 1 }, { memoryKib: 7 }, { passes: passes + 1 }, { passes: 0 }, { passes: 1.5 }].map(reads)).toEqual(
    Array.from({ length: 5 }, () => false),
  )
})

test('a profile of a newer program is left alone', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true })).close()
  writeFileSync(keyFile(dir), JSON.stringify({ version: 2, something: 'else' }))
  expect(await codeOf(open(dir, { create: true }))).toBe('PROFILE_TOO_NEW')
})

test('a database without its key file is damage, not a reason for a new key', async () => {
  const dir = aFolder()
  const { databaseFile, close } = await mustOpen(dir, { create: true })
  writeFileSync(databaseFile, 'data')
  close()
  rmSync(keyFile(dir))
  expect(await codeOf(open(dir, { create: true }))).toBe('PROFILE_DAMAGED')
  expect(await codeOf(open(dir))).toBe('PROFILE_DAMAGED')
  expect(existsSync(keyFile(dir))).toBe(false)
})

test('a folder that cannot be one is a code', async () => {
  const dir = aFolder()
  writeFileSync(dir, 'a file')
  expect(await codeOf(open(dir, { create: true }))).toBe('PROFILE_IO')
})

test('one owner at a time, named by process', async () => {
  const dir = aFolder()
  const owner = await mustOpen(dir, { create: true })
  expect(await open(dir)).toEqual({ ok: false, code: 'PROFILE_IN_USE', pid: process.pid })
  owner.close()
  expect(await codeOf(open(dir))).toBe('opened')
})

test('[FORK-6] a copied folder has moved until it is bound; a renamed one has not', async () => {
  const dir = aFolder()
  ;(await mustOpen(dir, { create: true })).close()
  const copy = `${dir}-copy`
  cpSync(dir, copy, { recursive: true })
  const moved = await mustOpen(copy)
  expect(moved.place).toBe('moved')
  moved.close()
  const still = await mustOpen(copy)
  expect(still.place).toBe('moved')
  still.bindHere()
  still.close()
  expect((await mustOpen(copy)).place).toBe('same')
  renameSync(dir, `${dir}-renamed`)
  expect((await mustOpen(`${dir}-renamed`)).place).toBe('same')
})

test('[FORK-6] another machine, or a lost or broken binding, has moved', async () => {
  const dir = aFolder()
  const placeOf = async (machine: string) => {
    const profile = await mustOpen(dir, { create: true, machine })
    profile.close()
    return profile.place
  }
  expect([await placeOf('a'), await placeOf('b'), await placeOf('a')]).toEqual(['same', 'moved', 'same'])
  expect(readFileSync(join(dir, 'place.json'), 'utf8')).not.toContain('"a"')
  writeFileSync(join(dir, 'place.json'), '{')
  expect(await placeOf('a')).toBe('moved')
  rmSync(join(dir, 'place.json'))
  expect(await placeOf('a')).toBe('moved')
})

test.each([
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/sarangbang'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/sarangbang'],
  ['linux', {}, '/home/me/.local/share/sarangbang'],
  ['darwin', {}, '/home/me/Library/Application Support/Sarangbang'],
  ['win32', {}, '/home/me/AppData/Local/Sarangbang'],
  ['linux', { SARANGBANG_PROFILE: '/elsewhere' }, '/elsewhere'],
  ['linux', { SARANGBANG_PROFILE: '' }, '/home/me/.local/share/sarangbang'],
] as const)('the default folder on %s with %j', (platform, env, expected) => {
  expect(defaultProfileFolder({ platform, env, home: '/home/me' })).toBe(expected)
})
