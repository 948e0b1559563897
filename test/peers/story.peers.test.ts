/**
 * The story the project exists for, on three computers without a router, through the command line alone: they find each other, talk, the
 * network is cut in two, both halves go on, one computer loses power while it writes; when the cable is back all three show the same.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { allConnected, init, meetByLink, meetNearby, messagesIn, reachOf, roomsOf, say, sayLines, textsIn, trickle } from './acts.ts'
import { expectAgreement } from './agreement.ts'
import { answers } from './cli-shapes.ts'
import { tellFigure } from './figures.ts'
import { whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

const LINES = 300

describe.skipIf(whyNoHosts() !== undefined)('the room that stays open', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it('[DLV-1][SYNC-10][P10] three computers meet, talk, fall apart, lose one to a power cut, and heal', async () => {
    town = createTown(['엄마', '아빠', '가게'])
    const [mum, dad, shop] = town.people
    if (mum === undefined || dad === undefined || shop === undefined) throw new Error('three people expected')
    const all = [mum, dad, shop]
    await Promise.all(all.map(init))
    await Promise.all(all.map((each) => each.serve()))

    // They find each other: a link, and six digits.
    await meetByLink(mum, dad)
    tellFigure('in sight of each other', await meetNearby(shop, mum))

    // One to one, both ways.
    const hello = await say(dad, '엄마', '밥 먹었어?')
    await mum.until(async () => expect(await textsIn(mum, '아빠')).toEqual(['밥 먹었어?']))
    await say(mum, '아빠', '아직, 금방 갈게')
    await dad.until(async () => expect(await textsIn(dad, '엄마')).toEqual(['밥 먹었어?', '아직, 금방 갈게']))
    await say(shop, '엄마', '주문하신 떡 나왔어요')
    await mum.until(async () => expect(await textsIn(mum, '가게')).toEqual(['주문하신 떡 나왔어요']))
    await dad.until(async () => expect((await dad.ask(answers.trail, ['trail', hello])).state).toBe('delivered'))
    await mum.ask(answers.room, ['read', '--room', '아빠'])
    await dad.until(async () => expect((await dad.ask(answers.trail, ['trail', hello])).state).toBe('read'))

    // A group: one by a link into the room, one added.
    const { room } = await mum.ask(answers.room, ['room', 'create', '--name', '우리집'])
    const { link } = await mum.ask(answers.link, ['invite', '--room', '우리집'])
    await dad.ask(answers.accepted, ['accept', link])
    await mum.ask(answers.room, ['member', 'add', '--room', '우리집', '가게'])
    for (const each of all) {
      await each.until(async () =>
        expect((await roomsOf(each)).find(({ name }) => name === '우리집')).toMatchObject({ room, state: 'open', members: 3 }),
      )
    }
    const before = {
      mum: await say(mum, '우리집', '오늘 저녁은 집에서 먹어요'),
      dad: await say(dad, '우리집', '일곱 시에 갈게요'),
      shop: await say(shop, '우리집', '떡은 제가 들고 갈게요'),
    }
    for (const each of all) await each.until(async () => expect(await textsIn(each, '우리집')).toHaveLength(3))
    await mum.until(async () => expect(await progress(mum, room, before.mum)).toMatchObject({ delivered: 2, of: 2 }))

    // The cable is cut; both halves go on.
    town.lan.partition([[mum], [dad, shop]].map((group) => group.map((each) => hostOf(town, each))))
    const alone = await say(mum, '우리집', '여기는 인터넷이 끊겼어요')
    await mum.ask(answers.id, ['edit', before.mum, '오늘 저녁은 제가 차려요'])
    await mum.ask(answers.id, ['react', before.shop, '👍'])
    await dad.ask(answers.id, ['delete', before.dad])
    const apart = await say(dad, '우리집', '여덟 시에 갈게요')
    await shop.ask(answers.id, ['reply', apart, '네, 기다릴게요'])
    await shop.ask(answers.id, ['react', before.mum, '❤️'])
    await dad.until(async () => expect(await textsIn(dad, '우리집')).toHaveLength(5))
    await dad.until(async () => expect(await progress(dad, room, apart)).toMatchObject({ delivered: 1, of: 2 }))
    expect(await mum.ask(answers.trail, ['trail', alone])).toMatchObject({ state: 'queued', holders: [] })
    expect((await mum.ask(answers.status, ['status'])).queued).toBeGreaterThan(0)

    // Power off in the middle of three hundred lines. What was told as sent stays.
    const lines = Array.from({ length: LINES }, (_, index) => `떡 ${index}번`)
    const before300 = dad.ownMessages().length
    const sending = dad.start(['send', '--room', '우리집', '--stdin'])
    const giving = trickle(dad, sending, lines)
    await dad.until(async () => expect(dad.ownMessages().length - before300).toBeGreaterThan(LINES / 2))
    await dad.kill()
    await Promise.all([giving, sending.ended])
    const told = dad.ownMessages().slice(before300)
    expect(told.length).toBeLessThan(LINES)
    await dad.serve()
    const kept = new Set((await messagesIn(dad, room)).map(({ id }) => id))
    expect(told.filter((id) => !kept.has(id))).toEqual([])
    await sayLines(
      mum,
      '우리집',
      lines.map((line) => `엄마 ${line}`),
    )

    // By now each side knows that the other is out of reach, and says why.
    const toldMs = await mum.until(async () => {
      expect((await reachOf(mum, '아빠')).reach).not.toBe('connected')
      expect(['timeout', 'no-route', 'isolated']).toContain((await reachOf(mum, '아빠')).code)
    }, 60_000)
    tellFigure('until the cut was told', toldMs)
    const { waiting } = await mum.ask(answers.trail, ['trail', alone])
    expect(new Set(waiting.map(({ name }) => name))).toEqual(new Set(['아빠', '가게']))
    for (const { code } of waiting) expect(code).toBeDefined()

    // The cable is back.
    const healed = performance.now()
    town.lan.heal()
    await mum.until(async () => expectAgreement(all, [room]), 60_000)
    tellFigure('from heal to agreement', performance.now() - healed)
    await allConnected(all)

    const seen = await messagesIn(shop, room)
    const ids = new Set(seen.map(({ id }) => id))
    expect(told.filter((id) => !ids.has(id))).toEqual([])
    expect(seen.find(({ id }) => id === before.mum)).toMatchObject({ text: '오늘 저녁은 제가 차려요', reactions: [{ emoji: '❤️' }] })
    expect(seen.find(({ id }) => id === before.dad)).toMatchObject({ deleted: true, text: '' })
    expect(seen.find(({ id }) => id === before.shop)).toMatchObject({ reactions: [{ emoji: '👍' }] })
    expect(seen.filter(({ text }) => text.startsWith('엄마 떡'))).toHaveLength(LINES)
    await mum.until(async () => expect(await progress(mum, room, alone)).toMatchObject({ delivered: 2, of: 2 }))
    expect(await mum.ask(answers.trail, ['trail', alone])).toMatchObject({ state: 'delivered', waiting: [] })
    for (const each of [dad, shop]) await each.ask(answers.room, ['read', '--room', '우리집'])
    await mum.until(async () => expect(await progress(mum, room, alone)).toMatchObject({ read: 2, of: 2 }))
    expect((await mum.ask(answers.trail, ['trail', alone])).state).toBe('read')
    for (const each of all) expect((await each.ask(answers.status, ['status'])).refusals).toEqual({})
    await Promise.all(all.map((each) => each.stop()))
  })
})

function hostOf(town: Town | undefined, person: Person) {
  if (town === undefined) throw new Error('no town')
  return town.host(person)
}

async function progress(person: Person, room: string, id: string) {
  return (await messagesIn(person, room)).find((each) => each.id === id)?.progress
}
