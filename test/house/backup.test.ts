/** A backup from a page's point of view: written by a house that is ready, looked into and restored by one that is empty. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../profile/a-profile.ts'
import { aHouse, aPage, aProfile, PASSPHRASE, refusedWith, untilReady } from './a-house.ts'

const SECRET = '백업 비밀번호'
const SLOW_MS = 60_000

describe('[BKP-7] a first run from a backup', () => {
  it(
    'makes the account’s house of it, protected as the one before; a wrong passphrase leaves the house empty',
    async () => {
      const home = await aPage(aHouse({ profile: await aProfile(PASSPHRASE), passphrase: PASSPHRASE }))
      await untilReady(home)
      const folder = aFolder()
      const room = await home.client.call('rooms.create', { name: '우리집' })
      expect(room.ok).toBe(true)
      // The folder is not there: said as a code, and in the status.
      const nowhere = await home.client.call('backup.write', { to: join(folder, 'no', 'such'), passphrase: SECRET }, 0)
      expect(nowhere).toMatchObject(refusedWith('NO_FOLDER'))
      expect(await home.client.call('backup.status')).toMatchObject({ ok: true, value: { every: 'off', failed: { code: 'NO_FOLDER' } } })
      // Meant as a folder: no file gets that name.
      const stick = join(folder, 'stick')
      expect(await home.client.call('backup.write', { to: `${stick}/`, passphrase: SECRET }, 0)).toMatchObject(refusedWith('NO_FOLDER'))
      expect(existsSync(stick)).toBe(false)
      const to = join(aFolder(), '..', 'one.sbbackup')
      const written = await home.client.call('backup.write', { to, passphrase: SECRET }, 0)
      expect(written).toMatchObject({ ok: true, value: { rooms: 1, name: '엄마', file: to } })
      const steps = home.heard.flatMap((event) => (event.type === 'backup' ? [event.status.running?.step] : []))
      expect(steps).toEqual(expect.arrayContaining(['copying', 'writing', 'verifying']))
      expect(steps.at(-1)).toBeUndefined()

      const profile = aFolder()
      const host = aHouse({ profile })
      const page = await aPage(host)
      await host.opened
      expect(await page.phase()).toBe('empty')
      const look = (passphrase: string) => page.client.call('host.lookIntoBackup', { file: to, passphrase }, 0)
      expect(await look('nein')).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
      expect(await look(SECRET)).toMatchObject({ ok: true, value: { name: '엄마', rooms: 1 } })
      const restore = (passphrase: string) =>
        page.client.call('host.restoreBackup', { file: to, passphrase, language: 'ko', deviceName: '새 PC' }, 0)
      expect(await restore('nein')).toMatchObject(refusedWith('WRONG_PASSPHRASE'))
      expect(await page.phase()).toBe('empty')
      expect(existsSync(join(profile, 'key.json'))).toBe(false)
      expect(await restore(SECRET)).toMatchObject({ ok: true })
      await untilReady(page)
      expect(await page.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '엄마', deviceName: '새 PC' } })
      expect(await page.client.call('rooms.list')).toMatchObject({ ok: true, value: [{ name: '우리집' }] })
      expect(await restore(SECRET)).toMatchObject(refusedWith('PROFILE_EXISTS'))
      expect(readdirSync(join(profile, '..')).filter((name) => name.includes('restoring'))).toEqual([])
      // Protected by the backup's passphrase, as its house was by another.
      expect(await page.client.call('host.lock')).toMatchObject({ ok: true })
      expect(await page.client.call('rooms.list')).toMatchObject(refusedWith('LOCKED'))
      expect(await page.client.call('host.unlock', { passphrase: SECRET })).toMatchObject({ ok: true })
    },
    SLOW_MS,
  )
})
