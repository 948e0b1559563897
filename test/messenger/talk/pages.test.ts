/** Parts of a conversation: where it opens, and what lies before, after and around a place, with nothing lost or twice. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import type { MessageView, OpenedRoom, PageOptions } from '../../../shared/messenger/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

const COUNT = 20
const textsIn = (views: readonly MessageView[]) => views.flatMap(({ text }) => text ?? [])
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `글 ${from + at}`)

describe('a conversation of twenty messages', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId
  let ids: readonly MessageId[]

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    await village.pair(mum, dad)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    await village.pass()
    const sent: MessageId[] = []
    for (let at = 1; at <= COUNT; at++) {
      sent.push(...expectOk(mum.messenger.send(room, [`글 ${at}`])))
      await village.pass(1000)
      // Governance between two of them.
      if (at === 10) expectOk(mum.messenger.renameRoom(room, '큰 집'))
    }
    ids = sent
    await village.pass()
  })

  const page = (options: PageOptions, who = dad) => expectOk(who.messenger.messages(room, options))
  const open = (limit: number, who = dad) => expectOk(who.messenger.open(room, { limit }))
  const shown = ({ messages, firstUnread, hasOlder, hasNewer }: OpenedRoom) => {
    const texts = textsIn(messages)
    return [texts[0], texts.at(-1), texts.length, firstUnread === undefined ? -1 : ids.indexOf(firstUnread) + 1, hasOlder, hasNewer]
  }

  it('opens at its beginning for somebody who has read nothing', () => {
    expect(shown(open(8))).toEqual(['글 1', '글 8', 8, 1, false, true])
    expect(shown(open(100))).toEqual(['글 1', '글 20', 20, 1, false, false])
  })

  it('opens around the first unread message, with some of what was read above it', () => {
    expectOk(dad.messenger.markRead(room, ids[9]))
    expect(shown(open(8))).toEqual(['글 9', '글 16', 8, 11, true, true])
    // Little is left to read: the rest of the page is what was read.
    expectOk(dad.messenger.markRead(room, ids[17]))
    expect(shown(open(8))).toEqual(['글 13', '글 20', 8, 19, true, false])
  })

  it('opens at its end when all is read, and for its author', () => {
    expectOk(dad.messenger.markRead(room))
    expect(shown(open(8))).toEqual(['글 13', '글 20', 8, -1, true, false])
    expect(shown(open(8, mum))).toEqual(['글 13', '글 20', 8, -1, true, false])
    expect(shown(open(100, mum))).toEqual(['글 1', '글 20', 20, -1, false, false])
  })

  it('does not take own, deleted and forgotten messages for unread ones', async () => {
    expectOk(dad.messenger.markRead(room, ids[17]))
    expectOk(dad.messenger.forget([ids[18]!], true))
    expectOk(mum.messenger.delete(ids[19]!))
    expectOk(dad.messenger.send(room, ['아빠 글']))
    await village.pass()
    expect(open(8).firstUnread).toBeUndefined()
    const [last] = expectOk(mum.messenger.send(room, ['새 글']))
    await village.pass()
    expect(open(8).firstUnread).toBe(last)
  })

  it.each([1, 3, 7, 20, 50])('is walked down in pages of %i, each line of it once', (limit) => {
    const whole = page({ limit: 500, system: true })
    const walked: MessageView[] = [...page({ around: ids[0]!, limit: 1, system: true })]
    for (let after: MessageId | undefined = ids[0]; after !== undefined;) {
      const next = page({ after, limit, system: true })
      walked.push(...next)
      after = next.findLast(({ system }) => system === undefined)?.id as MessageId | undefined
    }
    expect(walked.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    expect(walked.some(({ system }) => system?.act === 'rename')).toBe(true)
  })

  it.each([1, 2, 5, 8])('is walked both ways from the middle in pages of %i', (limit) => {
    const whole = page({ limit: 500, system: true })
    const walked: MessageView[] = [...page({ around: ids[9]!, limit, system: true })]
    const said = () => walked.filter(({ system }) => system === undefined).map(({ id }) => id as MessageId)
    for (let more = true; more;) {
      const before = page({ before: said()[0]!, limit, system: true })
      walked.unshift(...before)
      const after = page({ after: said().at(-1)!, limit, system: true })
      walked.push(...after)
      more = before.length + after.length > 0 && walked.length <= whole.length
    }
    expect(walked.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
  })

  it('is shown around a message, which is there', () => {
    expect(textsIn(page({ around: ids[9]!, limit: 5 }))).toEqual(numbered(8, 12))
    expect(textsIn(page({ around: ids[0]!, limit: 5 }))).toEqual(numbered(1, 5))
    expect(textsIn(page({ around: ids[19]!, limit: 5 }))).toEqual(numbered(16, 20))
    expectOk(dad.messenger.forget([ids[9]!], true))
    expect(textsIn(page({ around: ids[9]!, limit: 4 }))).toEqual(['글 8', '글 9', '글 11', '글 12'])
  })

  it('is shown from a time on, with a little of what was before', () => {
    const times = seenBy(dad, room).map(({ time }) => time)
    expect(textsIn(page({ at: times[9]!, limit: 4 }))).toEqual(numbered(9, 12))
    expect(textsIn(page({ at: times[9]! + 1, limit: 4 }))).toEqual(numbered(10, 13))
    expect(textsIn(page({ at: 0, limit: 4 }))).toEqual(numbered(1, 4))
    expect(textsIn(page({ at: Number.MAX_SAFE_INTEGER, limit: 4 }))).toEqual(numbered(17, 20))
  })

  it('is opened at what search found, half a word typed', () => {
    const [hit] = dad.messenger.search('글 1', { room }).toReversed()
    expect(textsIn(page({ around: hit?.message.id as MessageId, limit: 3 }))).toEqual(numbered(1, 3))
  })

  it('has no page at a message of another room, and none of a room that is not there', () => {
    const nobody = idFromBytes('message', new Uint8Array(16).fill(9))
    for (const where of [{ after: nobody }, { around: nobody }, { before: nobody }])
      expect(dad.messenger.messages(room, where)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(dad.messenger.open(idFromBytes('room', new Uint8Array(32)))).toEqual({ ok: false, code: 'NO_ROOM' })
  })
})

describe('searching while a word is typed', () => {
  it.each(['떡', '떡보', '떡볶', '떡볶ㅇ', '떡볶이'])('finds 떡볶이 by %s', async (typed) => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    expectOk(mum.messenger.send(room, ['저녁은 떡볶이 어때', '아니면 라면']))
    await village.pass()
    expect(dad.messenger.search(typed).map(({ message }) => message.text)).toEqual(['저녁은 떡볶이 어때'])
  })
})
