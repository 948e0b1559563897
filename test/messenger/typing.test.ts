/** SYNC-18: who writes just now, between whole messengers. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { MessengerEvent } from '../../shared/messenger/index.ts'
import { Typing } from '../../shared/messenger/typing.ts'
import type { Store } from '../../shared/store/index.ts'
import { copiedStore } from '../harness/copied-store.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { Village, type Villager } from '../harness/village.ts'

let village: Village
let mum: Villager
let dad: Villager
let room: RoomId
let heard: (readonly [who: string, isTyping: boolean])[]

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  dad = village.person('아빠')
  room = await village.pair(mum, dad)
  await village.pass(60_000)
  heard = hearing(dad)
})

/** What somebody is told from now on, in the room of the test. */
function hearing(who: Villager): typeof heard {
  const told: typeof heard = []
  who.messenger.subscribe((event: MessengerEvent) => {
    if (event.type === 'typing' && event.room === room) told.push([event.account === mum.account ? '엄마' : '다른 사람', event.isTyping])
  })
  return told
}

function type(who: Villager<Store>, isTyping = true): void {
  expectOk(who.messenger.typing(room, isTyping))
}

describe('typing', () => {
  it('[SYNC-18] is seen by the others, and its end', async () => {
    const own = hearing(mum)
    type(mum)
    await village.pass(2000)
    expect(heard).toEqual([['엄마', true]])
    type(mum, false)
    await village.pass(2000)
    expect(heard).toEqual([
      ['엄마', true],
      ['엄마', false],
    ])
    expect(own).toEqual([])
  })

  it('[SYNC-18] ends by itself after TYPING_SHOWN_MS, and goes on as long as somebody types', async () => {
    for (let at = 0; at < 6; at++) {
      type(mum)
      await village.pass(RESOURCE.TYPING_SHOWN_MS / 2)
    }
    expect(heard).toEqual([['엄마', true]])
    await village.pass(RESOURCE.TYPING_SHOWN_MS)
    expect(heard.at(-1)).toEqual(['엄마', false])
    expect(heard).toHaveLength(2)
  })

  it('[SYNC-18] a message ends it at once', async () => {
    type(mum)
    await village.pass(2000)
    expectOk(mum.messenger.send(room, ['다 썼다']))
    await village.pass(100)
    expect(heard).toEqual([
      ['엄마', true],
      ['엄마', false],
    ])
  })

  it('[SYNC-18] whoever goes on right after a message is seen again within a second or so', async () => {
    type(mum)
    await village.pass(100)
    type(mum, false)
    expectOk(mum.messenger.send(room, ['다 썼다']))
    await village.pass(100)
    type(mum)
    await village.pass(RESOURCE.TYPING_GAP_MS)
    expect(heard).toEqual([
      ['엄마', true],
      ['엄마', false],
      ['엄마', true],
    ])
  })

  it('[SYNC-18] nothing of it is stored', async () => {
    const [first, second] = [copiedStore(), copiedStore()]
    const [writer, reader] = [village.personOn('형', first), village.personOn('누나', second)]
    room = await village.pair(writer, reader)
    await village.pass(60_000)
    const told: boolean[] = []
    reader.messenger.subscribe((event) => event.type === 'typing' && told.push(event.isTyping))
    for (const store of [first, second]) store.failAfter(0)
    type(writer)
    await village.pass(RESOURCE.TYPING_SHOWN_MS + 2000)
    for (const store of [first, second]) store.failAfter(undefined)
    expect(told).toEqual([true, false])
  })

  it('[SYNC-18] with the setting off nothing is said and nothing heard, from that moment on', async () => {
    const atMum = hearing(mum)
    type(mum)
    await village.pass(2000)
    expectOk(mum.messenger.changeSettings({ typing: false }))
    await village.pass(500)
    expect(heard).toEqual([
      ['엄마', true],
      ['엄마', false],
    ])
    type(mum)
    type(dad)
    await village.pass(2000)
    expect(heard).toHaveLength(2)
    expect(atMum).toEqual([])
    expectOk(mum.messenger.changeSettings({ typing: true }))
    type(dad)
    await village.pass(6000)
    type(dad)
    await village.pass(500)
    expect(atMum).toEqual([['다른 사람', true]])
    // Who turns it off no longer sees what he saw.
    expectOk(mum.messenger.changeSettings({ typing: false }))
    expect(atMum.at(-1)).toEqual(['다른 사람', false])
  })

  it('is refused where one may not write', async () => {
    const group = expectOk(mum.messenger.createRoom({ name: '알림', kind: 'notice', members: [dad.account] }))
    await village.pass()
    expect(dad.messenger.typing(group, true)).toEqual({ ok: false, code: 'READ_ONLY' })
    expectOk(mum.messenger.act(group, { act: 'remove', account: dad.account }))
    await village.pass()
    expect(dad.messenger.typing(group, true)).toEqual({ ok: false, code: 'NOT_MEMBER' })
  })

  it('[SYNC-18] is told to members who are here, not to those who are out', async () => {
    const child = village.person('아이')
    await village.pair(mum, child)
    const group = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, child.account] }))
    room = group
    await village.pass(60_000)
    const [atDad, atChild] = [hearing(dad), hearing(child)]
    expectOk(mum.messenger.act(group, { act: 'remove', account: child.account }))
    await village.pass()
    type(mum)
    await village.pass(2000)
    expect(atDad).toEqual([['엄마', true]])
    expect(atChild).toEqual([])
  })
})

describe('what leaves a device', () => {
  interface Told {
    readonly at: number
    readonly isTyping: boolean
  }
  let clock: FakeClock
  let told: Told[]
  let typing: Typing
  let isOn: boolean

  beforeEach(() => {
    clock = new FakeClock()
    told = []
    isOn = true
    typing = new Typing({
      clock,
      isOn: () => isOn,
      hub: () => ({ typing: (_, isTyping) => void told.push({ at: clock.now(), isTyping }) }),
      roomId: () => room,
      emit: () => undefined,
    })
  })

  function gaps(): readonly number[] {
    return told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0))
  }

  it('[SYNC-18] is at most one word in TYPING_GAP_MS, and the last one counts', () => {
    for (let at = 0; at < 500; at++) {
      typing.say(1, at % 2 === 0)
      clock.advance(RESOURCE.TYPING_GAP_MS / 100)
    }
    clock.advance(2 * RESOURCE.TYPING_GAP_MS)
    expect(told.length).toBeGreaterThan(2)
    expect(Math.min(...gaps())).toBeGreaterThanOrEqual(RESOURCE.TYPING_GAP_MS)
    expect(told.at(-1)?.isTyping).toBe(false)
  })

  it('[SYNC-18] is the same again only after TYPING_REPEAT_MS, often enough that one may be lost', () => {
    for (let at = 0; at < 100; at++) {
      typing.say(1, true)
      clock.advance(RESOURCE.TYPING_REPEAT_MS / 10)
    }
    expect(told).toHaveLength(10)
    expect(new Set(gaps())).toEqual(new Set([RESOURCE.TYPING_REPEAT_MS]))
    expect(2 * RESOURCE.TYPING_REPEAT_MS).toBeLessThanOrEqual(RESOURCE.TYPING_SHOWN_MS)
  })

  it('[SYNC-18] is nothing while the setting is off; turning it off ends what was said', () => {
    typing.say(1, true)
    isOn = false
    typing.silence()
    typing.say(1, true)
    clock.advance(60_000)
    expect(told.map(({ isTyping }) => isTyping)).toEqual([true, false])
  })
})
