/** A backup becomes a new device: history is there at once, everybody goes on writing, and all agree (BKP-6, BKP-7). */
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../shared/ids/index.ts'
import { restoreBackup } from '../../src-main/engine/backup/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { textsOf } from '../harness/village.ts'
import { BackupWorld, PASSPHRASE } from './world.ts'

const SLOW_MS = 60_000

describe('restoring a backup', () => {
  it(
    '[BKP-7] makes a new device with rooms, history and contacts; the old one, it and a second copy write on, and all agree',
    async () => {
      await using world = new BackupWorld()
      const { village } = world
      const mum = await world.person('Mum')
      const dad = village.person('Dad')
      const son = village.person('Son')
      const room = await village.pair(mum, dad)
      await village.pair(mum, son)
      const family = expectOk(mum.messenger.createRoom({ name: '우리집', members: [dad.account, son.account] }))
      await village.pass()
      expectOk(mum.messenger.send(family, ['저녁은 된장찌개', '일곱 시']))
      await village.pass()
      expectOk(dad.messenger.send(family, ['늦어요']))
      expectOk(mum.messenger.send(room, ['여보']))
      expectOk(mum.messenger.renameContact(son.account, '우리 막내'))
      await village.pass()
      expectOk(mum.messenger.markRead(family))

      const file = await world.backup(mum)
      // The old one goes on: what it says now is in no backup.
      expectOk(mum.messenger.send(family, ['백업 뒤에 쓴 말']))
      await village.pass()

      const clock = village.clock
      const first = expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('first'), clock }))
      const second = expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('second'), clock }))
      expect(new Set([first.device, second.device, mum.messenger.me().device]).size).toBe(3)
      expect(first.account).toBe(mum.account)

      const one = await world.open('first')
      // Before anything was heard: what the backup knew.
      expect(textsOf(one, family)).toEqual(['저녁은 된장찌개', '일곱 시', '늦어요'])
      expect(one.messenger.contacts().find(({ account }) => account === son.account)?.name).toBe('우리 막내')
      expect(one.messenger.me().name).toBe('Mum')
      expectOk(one.messenger.send(family, ['새 컴퓨터에서']))
      const two = await world.open('second')
      expectOk(two.messenger.send(family, ['또 다른 컴퓨터에서']))
      expectOk(mum.messenger.send(family, ['예전 컴퓨터에서']))
      await village.pass(60_000)
      expectOk(dad.messenger.send(family, ['다 보여요']))
      await village.pass(60_000)

      const expected = textsOf(dad, family)
      expect(expected).toHaveLength(8)
      for (const who of [mum, son, one, two]) expect(textsOf(who, family)).toEqual(expected)
      for (const who of [mum, dad, son, one, two]) {
        expect(who.messenger.rooms().some(({ inDoubt }) => inDoubt)).toBe(false)
        expect(who.messenger.messages(family, { limit: 100 })).toMatchObject({ ok: true })
      }
      const authors = new Set(textsOf(dad, family))
      expect(authors.has('새 컴퓨터에서')).toBe(true)
      // The direct room, too.
      expectOk(one.messenger.send(room, ['나 새 컴퓨터야']))
      await village.pass(60_000)
      expect(textsOf(dad, room)).toEqual(['여보', '나 새 컴퓨터야'])
      expect(textsOf(mum, room)).toEqual(['여보', '나 새 컴퓨터야'])
      // No fork: nobody has told two stories.
      for (const who of [mum, dad, son, one, two]) {
        const seen = expectOk(who.messenger.messages(family, { limit: 100 }))
        expect(seen.some(({ twoStories }) => twoStories)).toBe(false)
        expect(await isSettled(who.messenger.retirement())).toBe(false)
      }
    },
    SLOW_MS,
  )

  it(
    '[BKP-7] catches up when the old computer is lost, and one unread message stays unread',
    async () => {
      await using world = new BackupWorld()
      const { village } = world
      const mum = await world.person('Mum', 'house passphrase')
      const dad = village.person('Dad')
      const room = await village.pair(mum, dad)
      expectOk(dad.messenger.send(room, ['읽은 말']))
      await village.pass()
      expectOk(mum.messenger.markRead(room))
      const file = await world.backup(mum)
      world.close(mum)
      expectOk(dad.messenger.send(room, ['자리를 비운 사이']))
      await village.pass()
      const { clock } = village
      const made = expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('new'), clock }))
      expect(made.isProtected).toBe(true)
      const back = await world.open('new', PASSPHRASE)
      await village.pass(60_000)
      expect(textsOf(back, room)).toEqual(['읽은 말', '자리를 비운 사이'])
      expect(back.messenger.rooms().find((each) => each.room === room)?.unread).toBe(1)
      expect(back.messenger.devices().map(({ name }) => name)).toContain(`백업 ${new Date(clock.now()).toISOString().slice(0, 10)}`)
    },
    SLOW_MS,
  )

  it(
    '[BKP-7] the restored computer takes the lost one out and goes on; a backup of it makes a third',
    async () => {
      await using world = new BackupWorld()
      const { village } = world
      const { clock } = village
      const mum = await world.person('Mum')
      const dad = village.person('Dad')
      const room = await village.pair(mum, dad)
      expectOk(mum.messenger.send(room, ['하나']))
      await village.pass()
      const file = await world.backup(mum)
      const lost = mum.messenger.me().device
      world.close(mum)
      expectOk(await restoreBackup({ file, passphrase: PASSPHRASE, profile: world.path('second'), clock }))
      const second = await world.open('second')
      await village.pass(60_000)
      expectOk(second.messenger.linking.revoke(lost))
      await village.pass(60_000)
      expectOk(second.messenger.send(room, ['둘']))
      await village.pass(60_000)
      expectOk(dad.messenger.send(room, ['셋']))
      await village.pass(60_000)
      expect(textsOf(dad, room)).toEqual(['하나', '둘', '셋'])
      expect(textsOf(second, room)).toEqual(['하나', '둘', '셋'])
      expect(second.messenger.linking.devices().find(({ device }) => device === lost)?.isRevoked).toBe(true)

      const next = await world.backup(second, 'two.sbbackup')
      world.close(second)
      expectOk(await restoreBackup({ file: next, passphrase: PASSPHRASE, profile: world.path('third'), clock }))
      const third = await world.open('third')
      await village.pass(60_000)
      expectOk(third.messenger.send(room, ['넷']))
      await village.pass(60_000)
      expect(textsOf(dad, room)).toEqual(['하나', '둘', '셋', '넷'])
    },
    SLOW_MS,
  )

  it('[BKP-7] leaves everything as it was where a profile is, and nothing behind when the passphrase is wrong', async () => {
    await using world = new BackupWorld()
    const mum = await world.person('Mum')
    const file = await world.backup(mum)
    const before = readdirSync(world.folder)
    const exists = await restoreBackup({ file, passphrase: PASSPHRASE, profile: mum.folder })
    expect(exists).toEqual({ ok: false, code: 'PROFILE_EXISTS' })
    const wrong = await restoreBackup({ file, passphrase: 'not this', profile: world.path('new') })
    expect(wrong).toEqual({ ok: false, code: 'WRONG_PASSPHRASE' })
    expect(existsSync(world.path('new'))).toBe(false)
    expect(readdirSync(world.folder)).toEqual(before)
    const account: AccountId = mum.account
    expect(mum.messenger.me().account).toBe(account)
  })
})

async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false
  void promise.then(() => (settled = true))
  await Promise.resolve()
  await Promise.resolve()
  return settled
}
