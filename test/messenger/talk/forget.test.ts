/** Messages somebody puts out of his own sight: gone from everything he looks at, from nobody else's, and back when he wants them. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'

describe('a message that is deleted for me', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId
  let messages: readonly MessageId[]

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    messages = expectOk(mum.messenger.send(room, ['배급 하나', '배급 둘', '배급 셋']))
    await village.pass()
  })

  it('is in no page, search, count or last line, and at others’ as before', () => {
    const [, second, third] = messages
    expectOk(dad.messenger.pin(third!, true))
    expect(dad.messenger.rooms()).toMatchObject([{ unread: 3, last: { text: '배급 셋' } }])
    expectOk(dad.messenger.forget([second!, third!], true))
    expect(textsOf(dad, room)).toEqual(['배급 하나'])
    expect(expectOk(dad.messenger.open(room)).messages.filter(({ system }) => system === undefined)).toHaveLength(1)
    expect(dad.messenger.search('배급')).toHaveLength(1)
    expect(dad.messenger.rooms()).toMatchObject([{ unread: 1, last: { text: '배급 하나' } }])
    expect(dad.messenger.message(second!)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(expectOk(dad.messenger.pins(room))).toEqual([])
    expect(textsOf(mum, room)).toHaveLength(3)
  })

  it('comes back whole', () => {
    const before = [textsOf(dad, room), dad.messenger.search('배급').length, dad.messenger.rooms()[0]?.unread]
    expectOk(dad.messenger.forget(messages, true))
    expect(textsOf(dad, room)).toEqual([])
    expectOk(dad.messenger.forget(messages, false))
    expect([textsOf(dad, room), dad.messenger.search('배급').length, dad.messenger.rooms()[0]?.unread]).toEqual(before)
  })

  it('stays away after a rebuild and a restart, and can still come back', async () => {
    const [first] = messages
    expectOk(dad.messenger.forget([first!], true))
    expectOk(dad.messenger.rebuild())
    expect(textsOf(dad, room)).toEqual(['배급 둘', '배급 셋'])
    dad.messenger.stop()
    const again = village.personOn('아빠', dad.store)
    expectOk(again.messenger.rebuild())
    expect(textsOf(again, room)).toEqual(['배급 둘', '배급 셋'])
    expect(again.messenger.search('하나')).toEqual([])
    expectOk(again.messenger.forget([first!], false))
    expectOk(again.messenger.rebuild())
    expect(textsOf(again, room)).toEqual(['배급 하나', '배급 둘', '배급 셋'])
  })

  it('stays away when it is edited, and its words go when it is deleted for all', async () => {
    const [first, second] = messages
    expectOk(dad.messenger.forget([first!, second!], true))
    expectOk(mum.messenger.edit(first!, '배급 고침'))
    expectOk(mum.messenger.delete(second!))
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['배급 셋'])
    expect(dad.messenger.search('고침')).toEqual([])
    expectOk(dad.messenger.forget([first!, second!], false))
    expect(textsOf(dad, room)).toEqual(['배급 고침', undefined, '배급 셋'])
    expect(dad.messenger.search('고침')).toHaveLength(1)
  })

  it('may be one’s own, in a room one has left, and is told of to other windows', async () => {
    const told: string[] = []
    mum.messenger.subscribe((event) => void (event.type === 'message-changed' && told.push(event.message)))
    const [first] = messages
    expectOk(mum.messenger.forget([first!], true))
    expect(told).toEqual([first])
    expect(textsOf(mum, room)).toEqual(['배급 둘', '배급 셋'])
    expectOk(dad.messenger.leave(room))
    expectOk(dad.messenger.forget([first!], true))
    expect(textsOf(dad, room)).toEqual(['배급 둘', '배급 셋'])
  })

  it('has to be one: of a list with a stranger in it nothing is put away', () => {
    const nobody = idFromBytes('message', new Uint8Array(16).fill(9))
    expect(dad.messenger.forget([...messages, nobody], true)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(textsOf(dad, room)).toHaveLength(3)
  })
})
