/** Two people who each made their direct room while they were apart: two rooms, one conversation (GOV-17). */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import type { MessengerEvent } from '../../shared/messenger/index.ts'
import { RoomRegistry } from '../../shared/messenger/room/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Seeded } from '../harness/sim/seeded.ts'
import { Village, type Villager, seenBy, textsOf } from '../harness/village.ts'

/** Steps of one millisecond within which two people know each other. */
const STEPS = 2000

describe.each([
  { of: 'the one who made the room last', isHers: true },
  { of: 'the one who made the room first', isHers: false },
])('[GOV-17] two direct rooms, the lower of $of', ({ isHers }) => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let lower: RoomId
  let higher: RoomId

  /** Both write before either room has travelled; then they meet. */
  beforeEach(async () => {
    for (let seed = 1; ; seed++) {
      village = new Village(new Seeded(seed))
      mum = village.person('엄마')
      dad = village.person('아빠')
      const [hers, his] = await roomsMadeApart()
      lower = hers < his ? hers : his
      higher = hers < his ? his : hers
      if ((lower === hers) === isHers) break
      mum.messenger.stop()
      dad.messenger.stop()
    }
    for (const [who, text] of [
      [mum, '엄마 1'],
      [dad, '아빠 1'],
      [dad, '아빠 2'],
      [mum, '엄마 2'],
      [dad, '아빠 3'],
    ] as const)
      await say(who, text)
    village.network.heal()
    await village.pass(20_000)
    return () => {
      mum.messenger.stop()
      dad.messenger.stop()
    }
  })

  async function roomsMadeApart(): Promise<readonly [hers: RoomId, his: RoomId]> {
    const { link } = expectOk(mum.messenger.inviteContact())
    const accepting = dad.messenger.accept(link)
    for (let at = 0; at < STEPS && !(isPaired(mum) && isPaired(dad)); at++) await village.pass(1)
    village.partition([mum], [dad])
    expectOk(await accepting)
    const rooms = [expectOk(mum.messenger.directRoom(dad.account)), expectOk(dad.messenger.directRoom(mum.account))] as const
    expect(rooms[0]).not.toBe(rooms[1])
    return rooms
  }

  async function say(who: Villager, text: string): Promise<MessageId> {
    const [room] = who.messenger.rooms()
    const [message] = expectOk(who.messenger.send(room?.room ?? lower, [text]))
    await village.pass(1000)
    if (message === undefined) throw new Error('not sent')
    return message
  }

  const both = (): readonly Villager[] => [mum, dad]
  const ALL = ['엄마 1', '아빠 1', '아빠 2', '엄마 2', '아빠 3']

  it('are listed once, under the lower id and the contact’s name', () => {
    for (const who of both()) {
      expect(who.messenger.roomBook.registry.keys().filter((key) => who.messenger.roomBook.get(key)?.state.kind === 'direct')).toHaveLength(
        2,
      )
      const listed = who.messenger.rooms()
      expect(listed).toHaveLength(1)
      expect(listed[0]).toMatchObject({ room: lower, state: 'open', members: 2, last: { text: '아빠 3' } })
      expect(listed[0]?.name).toBe(who === mum ? '아빠' : '엄마')
      expect(who.messenger.contacts()[0]?.room).toBe(lower)
    }
    expect(mum.messenger.directRoom(dad.account)).toEqual({ ok: true, value: lower })
  })

  it('[CLK-3] read as one timeline by either id, the same on both sides', () => {
    for (const who of both()) {
      expect(textsOf(who, lower)).toEqual(ALL)
      expect(seenBy(who, higher)).toEqual(seenBy(who, lower))
      expect(new Set(seenBy(who, lower).map(({ room }) => room))).toEqual(new Set([lower]))
    }
    expect(seenBy(mum, lower).map(({ id }) => id)).toEqual(seenBy(dad, lower).map(({ id }) => id))
  })

  it.each([1, 2, 3, 4, 5, 6])('come in pages of %i with nothing lost or twice where the rooms meet', (limit) => {
    const pages: (readonly (string | undefined)[])[] = []
    for (let before: MessageId | undefined; pages.length < 10;) {
      const page = expectOk(dad.messenger.messages(higher, { limit, ...(before !== undefined && { before }) }))
      pages.unshift(page.map(({ text }) => text))
      before = page[0]?.id as MessageId | undefined
      if (page.length < limit) break
    }
    expect(pages.flat()).toEqual(ALL)
  })

  it.each([1, 2, 3, 4, 5, 6])('come in pages of %i downwards and around any message, nothing lost or twice', (limit) => {
    const messages = seenBy(dad, lower)
    const walked = [messages[0]?.text]
    for (let after: MessageId | undefined = messages[0]?.id as MessageId; after !== undefined;) {
      const page = expectOk(dad.messenger.messages(higher, { limit, after }))
      walked.push(...page.map(({ text }) => text))
      after = page.at(-1)?.id as MessageId | undefined
    }
    expect(walked).toEqual(ALL)
    for (const { id, time, text } of messages) {
      for (const where of [{ around: id as MessageId }, { at: time }]) {
        const page = expectOk(dad.messenger.messages(higher, { limit, ...where })).map((each) => each.text)
        expect(page).toHaveLength(Math.min(limit, ALL.length))
        expect(page).toContain(text)
        expect(ALL.join()).toContain(page.join())
      }
    }
  })

  it('open at the first unread message of either', () => {
    const opened = (who: Villager) => {
      const { messages, firstUnread, ...more } = expectOk(who.messenger.open(higher, { limit: 500 }))
      return { ...more, first: messages.find(({ id }) => id === firstUnread)?.text }
    }
    expect(opened(mum)).toEqual({ first: '아빠 1', hasOlder: false, hasNewer: false })
    expect(opened(dad)).toEqual({ first: '엄마 1', hasOlder: false, hasNewer: false })
    expectOk(mum.messenger.markRead(lower, seenBy(mum, lower)[2]?.id as MessageId))
    expect(opened(mum)).toMatchObject({ first: '아빠 3' })
    expect(expectOk(mum.messenger.open(lower, { limit: 2 }))).toMatchObject({ hasOlder: true, hasNewer: false })
  })

  it('have their pins together, and put messages out of sight in either', async () => {
    const messages = seenBy(mum, lower)
    for (const { id } of messages.slice(0, 2)) {
      expectOk(mum.messenger.pin(id as MessageId, true))
      await village.pass()
    }
    for (const who of both())
      for (const id of [lower, higher]) expect(expectOk(who.messenger.pins(id)).map(({ text }) => text)).toEqual(['아빠 1', '엄마 1'])
    expectOk(
      mum.messenger.forget(
        messages.slice(0, 2).map(({ id }) => id as MessageId),
        true,
      ),
    )
    expect(textsOf(mum, higher)).toEqual(ALL.slice(2))
    expect(expectOk(mum.messenger.pins(lower))).toEqual([])
    expect(textsOf(dad, higher)).toEqual(ALL)
  })

  it('show the governance of both, and each line once', () => {
    const page = expectOk(mum.messenger.messages(lower, { system: true }))
    expect(page.filter(({ system }) => system?.act === 'create')).toHaveLength(2)
    expect(new Set(page.map(({ id }) => id)).size).toBe(page.length)
    expect(page.every(({ room }) => room === lower)).toBe(true)
  })

  it('count as unread together and are read together', async () => {
    expect(mum.messenger.rooms()[0]?.unread).toBe(3)
    expect(dad.messenger.rooms()[0]?.unread).toBe(2)
    await say(dad, '아빠 4')
    expect(mum.messenger.rooms()[0]?.unread).toBe(4)
    expectOk(mum.messenger.markRead(lower))
    expect(mum.messenger.rooms()[0]?.unread).toBe(0)
    expectOk(dad.messenger.markRead(higher))
    expect(dad.messenger.rooms()[0]?.unread).toBe(0)
    await village.pass(20_000)
    const own = seenBy(dad, lower).filter(({ author }) => author.account === dad.account)
    expect(own.map(({ delivery }) => delivery.state)).toEqual(['read', 'read', 'read', 'read'])
  })

  it('are read as far as a message, in whichever room it stands', () => {
    const upTo = (text: string): void => {
      const found = seenBy(mum, lower).find((each) => each.text === text)
      expectOk(mum.messenger.markRead(lower, found?.id as MessageId))
    }
    upTo('엄마 1')
    expect(mum.messenger.rooms()[0]?.unread).toBe(3)
    upTo('아빠 1')
    expect(mum.messenger.rooms()[0]?.unread).toBe(2)
    upTo('엄마 2')
    expect(mum.messenger.rooms()[0]?.unread).toBe(1)
  })

  it('take new messages in the lower room, whichever id they are sent to', async () => {
    for (const who of both()) {
      for (const id of [lower, higher]) {
        const [message] = expectOk(who.messenger.send(id, ['또 하나']))
        const key = who.messenger.roomBook.registry.byId(lower)
        expect(who.store.messages.find(message as MessageId)?.room).toBe(key)
        expect(expectOk(who.messenger.message(message as MessageId)).room).toBe(lower)
        await village.pass()
      }
    }
    expect(textsOf(mum, lower)).toHaveLength(ALL.length + 4)
    expect(seenBy(dad, higher).map(({ id }) => id)).toEqual(seenBy(mum, lower).map(({ id }) => id))
  })

  it('take them in the other room while the lower one is not open', () => {
    const { registry } = mum.messenger.roomBook
    const key = registry.byId(lower)
    if (key === undefined) throw new Error('no room')
    registry.update(key, { state: 'joining' })
    const [message] = expectOk(mum.messenger.send(lower, ['여기로']))
    expect(mum.store.messages.find(message as MessageId)?.room).toBe(registry.byId(higher))
    expect(mum.messenger.rooms()).toMatchObject([{ room: lower, state: 'open', last: { text: '여기로' } }])
  })

  it('tell of what happens in either under the lower id', async () => {
    const events: MessengerEvent[] = []
    mum.messenger.subscribe((event) => void events.push(event))
    const texts = seenBy(dad, lower).filter(({ author }) => author.account === dad.account)
    for (const { id } of texts) expectOk(dad.messenger.edit(id as MessageId, '고친 글'))
    await say(dad, '새 글')
    await village.pass(20_000)
    expect(events.filter(({ type }) => type === 'message-changed')).toHaveLength(3)
    expect(events.filter(({ type }) => type === 'message')).toHaveLength(1)
    expect(new Set(events.flatMap((event) => ('room' in event ? [event.room] : [])))).toEqual(new Set([lower]))
  })

  it('keep edits, deletions, reactions and hiding where the message stands', async () => {
    const [hers, his] = seenBy(mum, lower).map(({ id }) => id as MessageId)
    if (hers === undefined || his === undefined) throw new Error('no messages')
    expectOk(mum.messenger.edit(hers, '고침'))
    expectOk(dad.messenger.react(hers, '👍', true))
    expectOk(mum.messenger.react(his, '❤️', true))
    expectOk(dad.messenger.hide(higher, [hers, his], true))
    await village.pass()
    for (const who of both()) {
      const [first, second] = seenBy(who, higher)
      expect(first).toMatchObject({ id: hers, text: '고침', hidden: true, reactions: [{ emoji: '👍' }] })
      expect(second).toMatchObject({ id: his, hidden: true, reactions: [{ emoji: '❤️' }] })
    }
    expectOk(dad.messenger.delete(his))
    await village.pass()
    expect(seenBy(mum, lower)[1]).toMatchObject({ id: his, deleted: true })
  })

  it('are searched together, under the lower id and one name', () => {
    for (const room of [undefined, lower, higher]) {
      const hits = mum.messenger.search('아빠', room === undefined ? {} : { room })
      expect(hits.map(({ message }) => message.text)).toEqual(['아빠 3', '아빠 2', '아빠 1'])
      const all = [...hits, ...mum.messenger.search('엄마', room === undefined ? {} : { room })]
      expect(all).toHaveLength(5)
      expect(new Set(all.map((hit) => `${hit.room} ${hit.roomName}`))).toEqual(new Set([`${lower} 아빠`]))
    }
    expect(mum.messenger.search('아빠', { room: higher, limit: 2 }).map(({ message }) => message.text)).toEqual(['아빠 3', '아빠 2'])
  })

  it('are left together', async () => {
    expectOk(mum.messenger.leave(lower))
    await village.pass()
    expect(mum.messenger.rooms()).toMatchObject([{ room: lower, state: 'left' }])
    expect(mum.messenger.send(higher, ['아무도 없어요?'])).toEqual({ ok: false, code: 'NOT_MEMBER' })
    expect(textsOf(mum, lower)).toEqual(ALL)
  })

  it('are one again after a restart and a rebuild', () => {
    const { registry } = mum.messenger.roomBook
    const again = new RoomRegistry(mum.store)
    expect(again.directWith(dad.account).map((key) => again.get(key)?.room)).toEqual([lower, higher])
    expect(again.byId(higher)).toBe(registry.byId(higher))
    expectOk(mum.messenger.rebuild())
    for (const key of registry.keys()) mum.messenger.roomBook.reopen(key)
    expect(textsOf(mum, higher)).toEqual(ALL)
    expect(mum.messenger.rooms()).toHaveLength(1)
  })
})

function isPaired(who: Villager): boolean {
  return who.messenger.contacts()[0]?.state === 'paired'
}
