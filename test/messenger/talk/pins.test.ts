/** MSG-4: pins belong to the room, and whoever may write puts them up and takes them down. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

describe('[MSG-4] pins', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    await village.pair(mum, dad)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    await village.pass()
  })

  async function say(...texts: readonly string[]): Promise<readonly MessageId[]> {
    const messages = expectOk(mum.messenger.send(room, texts))
    await village.pass()
    return messages
  }

  const pinned = (who: Villager) => expectOk(who.messenger.pins(room)).map(({ text }) => text)

  it('are seen by everybody, newest first, and on the messages themselves', async () => {
    const [first, second] = await say('하나', '둘', '셋')
    expectOk(mum.messenger.pin(second!, true))
    await village.pass()
    expectOk(dad.messenger.pin(first!, true))
    await village.pass()
    for (const who of [mum, dad]) {
      expect(pinned(who)).toEqual(['하나', '둘'])
      expect(seenBy(who, room).map((message) => message.pinned)).toEqual([true, true, false])
    }
    expectOk(mum.messenger.rebuild())
    expect(pinned(mum)).toEqual(['하나', '둘'])
  })

  it('are taken down by anybody, and put up again', async () => {
    const [message] = await say('하나')
    for (const [who, on] of [
      [mum, true],
      [dad, false],
      [mum, true],
      [mum, false],
      [dad, true],
    ] as const) {
      expectOk(who.messenger.pin(message!, on))
      await village.pass()
      for (const each of [mum, dad]) expect(pinned(each)).toEqual(on ? ['하나'] : [])
    }
  })

  it('are told of as a change of the message', async () => {
    const [message] = await say('하나')
    const changed: string[] = []
    dad.messenger.subscribe((event) => void (event.type === 'message-changed' && changed.push(event.message)))
    expectOk(mum.messenger.pin(message!, true))
    await village.pass()
    expect(changed).toContain(message)
  })

  it('go with a deletion, keep the words of an edit, and are nobody’s business in a room he only reads', async () => {
    const [first, second] = await say('하나', '둘')
    for (const message of [first!, second!]) expectOk(mum.messenger.pin(message, true))
    expectOk(mum.messenger.edit(first!, '고침'))
    expectOk(mum.messenger.delete(second!))
    await village.pass()
    expect(pinned(dad)).toEqual(['고침'])
    expect(seenBy(dad, room).map((message) => message.pinned)).toEqual([true, false])
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 0 }))
    await village.pass()
    expect(dad.messenger.pin(first!, false)).toEqual({ ok: false, code: 'READ_ONLY' })
  })

  it('are INTRINSIC.ROOM_PINS at most, the oldest dropped', async () => {
    const messages = await say(...Array.from({ length: INTRINSIC.ROOM_PINS + 2 }, (_, at) => `글 ${at}`))
    for (const message of messages) {
      expectOk(dad.messenger.pin(message, true))
      village.clock.advance(1)
    }
    await village.pass()
    for (const who of [mum, dad]) {
      expect(pinned(who)).toHaveLength(INTRINSIC.ROOM_PINS)
      expect(pinned(who)[0]).toBe(`글 ${INTRINSIC.ROOM_PINS + 1}`)
      expect(
        seenBy(who, room)
          .filter((message) => !message.pinned)
          .map(({ text }) => text),
      ).toEqual(['글 0', '글 1'])
    }
  })
})
