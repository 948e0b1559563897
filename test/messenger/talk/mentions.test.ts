/** Texts that name people, between whole messengers: seen by all, counted for whom they name, changed by edits, the same after a rebuild. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { idBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { rawEntry } from '../../harness/hostile-member.ts'
import { hostileScene } from '../../harness/hostile-scene.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

/** Unread messages that name this person, as the list of rooms counts them. */
function namedIn({ messenger, store }: Villager, room: RoomId): number {
  const key = messenger.roomBook.registry.byId(room)
  if (key === undefined) throw new Error('no room')
  const read = messenger.roomBook.registry.get(key)?.read
  const cursor = read === undefined ? undefined : { t: read[0], c: read[1], id: read[2] }
  return store.messages.countNaming(key, cursor, Number.MAX_SAFE_INTEGER, RESOURCE.UNREAD_CAP)
}

describe('a text that names somebody', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
  })

  const dadIn = (from: number, to: number) => [{ account: dad.account, from, to }]

  async function say(text: string, mentions = dadIn(0, 3)): Promise<MessageId> {
    const [message] = expectOk(mum.messenger.send(room, [text], { mentions }))
    await village.pass()
    if (message === undefined) throw new Error('not sent')
    return message
  }

  it('[MSG-2] is the same at both, and is about him at his place alone', async () => {
    await say('@아빠 밥 먹자')
    expect(seenBy(dad, room)).toMatchObject([{ text: '@아빠 밥 먹자', mentions: dadIn(0, 3), mentionsMe: true }])
    expect(seenBy(mum, room)).toMatchObject([{ mentions: dadIn(0, 3), mentionsMe: false }])
    const [own] = expectOk(dad.messenger.send(room, ['@아빠 나야'], { mentions: dadIn(0, 3) }))
    expect(expectOk(dad.messenger.message(own as MessageId)).mentionsMe).toBe(false)
  })

  it('is counted until it is read', async () => {
    await say('@아빠 하나')
    await say('아무도', [])
    await say('@아빠 둘')
    expect(namedIn(dad, room)).toBe(2)
    expect(namedIn(mum, room)).toBe(0)
    const [first] = seenBy(dad, room)
    expectOk(dad.messenger.markRead(room, first?.id as MessageId))
    expect(namedIn(dad, room)).toBe(1)
    expectOk(dad.messenger.markRead(room))
    expect(namedIn(dad, room)).toBe(0)
  })

  it('[MSG-3] names by its edit whom the edit names, nobody else', async () => {
    const named = await say('@아빠 하나')
    const plain = await say('아무도', [])
    expectOk(mum.messenger.edit(named, '아무도 아님'))
    expectOk(mum.messenger.edit(plain, '이제 @아빠', { mentions: dadIn(3, 6) }))
    await village.pass()
    expect(seenBy(dad, room)).toMatchObject([
      { text: '아무도 아님', mentions: [], mentionsMe: false },
      { text: '이제 @아빠', mentions: dadIn(3, 6), mentionsMe: true },
    ])
    expect(namedIn(dad, room)).toBe(1)
    expectOk(mum.messenger.delete(plain))
    await village.pass()
    expect(namedIn(dad, room)).toBe(0)
    expect(seenBy(dad, room)[1]).toMatchObject({ deleted: true, mentions: [], mentionsMe: false })
  })

  it('is seen and counted the same after a rebuild', async () => {
    const edited = await say('@아빠 하나')
    await say('@아빠 둘')
    expectOk(mum.messenger.edit(edited, '@아빠 하나, 둘', { mentions: dadIn(0, 3) }))
    await village.pass()
    const before = seenBy(dad, room)
    expectOk(dad.messenger.rebuild())
    expect(seenBy(dad, room).map(({ id, mentions, mentionsMe }) => [id, mentions, mentionsMe])).toEqual(
      before.map(({ id, mentions, mentionsMe }) => [id, mentions, mentionsMe]),
    )
    expect(namedIn(dad, room)).toBe(2)
  })

  it('is not sent with ranges nobody would take, nor with several texts', () => {
    const send = (texts: readonly string[], mentions = dadIn(0, 3)) => mum.messenger.send(room, texts, { mentions })
    expect(send(['아빠 밥'])).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    expect(send(['@아빠', '@아빠'])).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    expect(send([''], [])).toEqual({ ok: false, code: 'EMPTY' })
    expect(seenBy(mum, room)).toEqual([])
  })
})

describe('mentions by a hostile member', () => {
  it('[MSG-2] [FEED-5] never cost others the text, and name nobody', async () => {
    const { mum, dad, room, hostile, victim } = await hostileScene({ isApart: true })
    const him = idBytes(mum.account)
    const lists: readonly unknown[] = [
      [
        [him, 0, 3],
        [him, 2, 5],
      ],
      [[him, 0, 1_000_000]],
      Array.from({ length: 300 }, () => [him, 0, 3]),
      'everybody',
      [[him, 0, 3, 'and more']],
      [[[him], 0, 3]],
    ]
    const entries = lists.map((m, at) => rawEntry(at + 1, { b: `@엄마 ${at}`, m }))
    expect(victim.codes(victim.feed(hostile.feed(hostile.update([hostile.entries(entries)]))))).toEqual([])
    const seen = seenBy(mum, room)
    expect(seen.map(({ text }) => text)).toEqual(lists.map((_, at) => `@엄마 ${at}`))
    expect(seen.every(({ mentions, mentionsMe }) => mentions.length === 0 && !mentionsMe)).toBe(true)
    expect(namedIn(mum, room)).toBe(0)
    expect(seenBy(dad, room).every(({ mentions }) => mentions.length === 0)).toBe(true)
  })
})
