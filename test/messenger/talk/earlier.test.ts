/** What a message said before it was edited: kept by whoever saw it, gone from the disk with a deletion (DEL-2, DEL-3). */
import { copyFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { aSqliteStore, rawly } from '../../store/sqlite-file.ts'

interface Scene {
  readonly village: Village
  readonly mum: Villager
  readonly dad: Villager
  readonly room: RoomId
}

async function scene(): Promise<Scene> {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  return { village, mum, dad, room: await village.pair(mum, dad) }
}

async function said({ village, mum, room }: Scene, text: string): Promise<MessageId> {
  const [message] = expectOk(mum.messenger.send(room, [text]))
  await village.pass()
  if (message === undefined) throw new Error('not sent')
  return message
}

const earlier = (who: Pick<Villager, 'messenger'>, message: MessageId) => expectOk(who.messenger.earlier(message)).map(({ text }) => text)

describe('earlier texts of an edited message', () => {
  it('are kept by the author and by whoever saw them, oldest first, with their times', async () => {
    const here = await scene()
    const message = await said(here, '하나')
    expect(earlier(here.dad, message)).toEqual([])
    for (const text of ['둘', '셋']) {
      expectOk(here.mum.messenger.edit(message, text))
      await here.village.pass()
    }
    for (const who of [here.mum, here.dad]) {
      expect(earlier(who, message)).toEqual(['하나', '둘'])
      const [first, second] = expectOk(who.messenger.earlier(message))
      const shown = expectOk(who.messenger.message(message))
      expect(first?.time).toBe(shown.time)
      expect(second?.time).toBeGreaterThan(shown.time)
      expect(second?.time).toBeLessThan(shown.edited ?? 0)
    }
  })

  it('are only those this device saw', async () => {
    const here = await scene()
    here.village.partition([here.mum], [here.dad])
    const message = await said(here, '하나')
    expectOk(here.mum.messenger.edit(message, '둘'))
    await here.village.pass()
    here.village.network.heal()
    await here.village.pass(20_000)
    expect(textsOf(here.dad, here.room)).toEqual(['둘'])
    expect(earlier(here.mum, message)).toEqual(['하나'])
    expect(earlier(here.dad, message)).toEqual([])
  })

  it('outlive a rebuild, and are not doubled by it', async () => {
    const here = await scene()
    const message = await said(here, '하나')
    expectOk(here.mum.messenger.edit(message, '둘'))
    await here.village.pass()
    for (const who of [here.mum, here.dad]) {
      expectOk(who.messenger.rebuild())
      expectOk(who.messenger.rebuild())
      expect(earlier(who, message)).toEqual(['하나'])
    }
  })

  it('[DEL-2] are gone with a deletion, everywhere, whatever is rebuilt afterwards', async () => {
    const here = await scene()
    const message = await said(here, '하나')
    expectOk(here.mum.messenger.edit(message, '둘'))
    await here.village.pass()
    expectOk(here.mum.messenger.delete(message))
    await here.village.pass()
    for (const who of [here.mum, here.dad]) {
      expect(earlier(who, message)).toEqual([])
      expect(who.store.values.list(`earlier/${who.messenger.roomBook.registry.byId(here.room)}`)).toEqual([])
      expectOk(who.messenger.rebuild())
      expect(earlier(who, message)).toEqual([])
    }
  })

  it('[DEL-3] leave the files with a deletion, at the author’s and at others’', async () => {
    const SECRET = '쀍뛟 쒧퀥'
    const village = new Village()
    const homes = ['엄마', '아빠'].map((name) => {
      const { store, file, dispose } = aSqliteStore()
      const who = village.personOn(name, store)
      onTestFinished(() => {
        who.messenger.stop()
        store.close()
        dispose()
      })
      return { who, file }
    })
    const isInFile = (file: string): boolean => {
      copyFileSync(file, `${file}.copy`)
      return rawly(`${file}.copy`, (connection) => connection.serialize().includes(SECRET))
    }
    const [mum, dad] = homes
    if (mum === undefined || dad === undefined) throw new Error('nobody')
    const room = await village.pair(mum.who, dad.who)
    const [message] = expectOk(mum.who.messenger.send(room, [SECRET]))
    await village.pass()
    expectOk(mum.who.messenger.edit(message!, '고침'))
    await village.pass()
    for (const { who, file } of homes) {
      who.store.purgeErased()
      expect([earlier(who, message!), isInFile(file)]).toEqual([[SECRET], true])
    }
    expectOk(mum.who.messenger.delete(message!))
    await village.pass(2 * RESOURCE.CHECKPOINT_AFTER_ERASE_MS)
    for (const { who, file } of homes) expect([earlier(who, message!), isInFile(file)]).toEqual([[], false])
  })

  it('are RESOURCE.EARLIER_TEXTS at most, the oldest dropped', async () => {
    const here = await scene()
    const message = await said(here, '글 0')
    for (let at = 1; at <= RESOURCE.EARLIER_TEXTS + 1; at++) {
      expectOk(here.mum.messenger.edit(message, `글 ${at}`))
      await here.village.pass(100)
    }
    await here.village.pass()
    for (const who of [here.mum, here.dad]) {
      expect(earlier(who, message)).toHaveLength(RESOURCE.EARLIER_TEXTS)
      expect(earlier(who, message)[0]).toBe('글 1')
    }
  })

  it('are RESOURCE.EARLIER_TEXT_BYTES at most', async () => {
    const here = await scene()
    const long = (at: number) => `${at}`.padEnd(INTRINSIC.ENTRY_BYTES - 200, '.')
    const message = await said(here, long(0))
    const fits = Math.floor(RESOURCE.EARLIER_TEXT_BYTES / long(0).length)
    for (let at = 1; at <= fits + 1; at++) {
      expectOk(here.mum.messenger.edit(message, long(at)))
      await here.village.pass(100)
    }
    expect(earlier(here.mum, message)).toEqual(Array.from({ length: fits }, (_, at) => long(at + 1)))
  })
})
