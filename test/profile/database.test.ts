import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEngine, isProfileOpenIn, makeProfile } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder, mustOpen } from './a-profile.ts'

test('everything a profile puts on disk is readable by its owner only', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: 'Mum', deviceName: 'PC', language: 'ko' }))
  const engine = expectOk(await createEngine({ profile, network: 'off', local: true }))
  for (const name of ['store.db', 'store.db-wal', 'lock', 'engine.json', 'engine.sock'])
    expect([name, statSync(join(profile, name)).mode & 0o077]).toEqual([name, 0])
  await engine.stop()
})

test('says whose it is while it is open, and nobody’s afterwards', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: 'Mum', deviceName: 'PC', language: 'ko' }))
  expect(await isProfileOpenIn(process.pid, profile)).toBe(false)
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  expect(await isProfileOpenIn(process.pid, profile)).toBe(true)
  await engine.stop()
  expect(await isProfileOpenIn(process.pid, profile)).toBe(false)
  writeFileSync(join(profile, 'lock.pid'), '999999999\n')
  expect(await isProfileOpenIn(999_999_999, profile)).toBe(false)
})

test('a database that somebody took away is missed, and none is put in its place', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: 'Mum', deviceName: 'PC', language: 'ko' }))
  for (const name of ['store.db', 'store.db-wal']) rmSync(join(profile, name), { force: true })
  expect(await createEngine({ profile, network: 'off' })).toMatchObject({ ok: false, code: 'STORE_MISSING' })
  expect(await makeProfile({ profile, name: 'Eve', deviceName: 'PC', language: 'ko' })).toMatchObject({ ok: false, code: 'STORE_MISSING' })
  expect(statSync(join(profile, 'store.db'), { throwIfNoEntry: false })).toBeUndefined()
})

test('a profile that a crash left without an account is made whole by the next attempt', async () => {
  const profile = aFolder()
  ;(await mustOpen(profile, { create: true })).close()
  expect(await createEngine({ profile, network: 'off' })).toMatchObject({ ok: false, code: 'PROFILE_MISSING' })
  expectOk(await makeProfile({ profile, name: 'Mum', deviceName: 'PC', language: 'ko' }))
})
