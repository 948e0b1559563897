/** What one answer holds at most: the last one fits, and what is over is left to the next answer, or to nobody. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE, RPC } from '../../shared/limits.ts'
import { messagesContract } from '../../shared/rpc/messages.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'

const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `배급 ${at}`)

async function alone(): Promise<{ village: Village; mum: Villager; room: RoomId }> {
  const village = new Village()
  const mum = village.person('엄마')
  const room = expectOk(mum.messenger.createRoom({ name: '혼자', members: [] }))
  await village.pass()
  return { village, mum, room }
}

describe('[LIM] one answer', () => {
  it('has 500 messages; the next page has the rest', async () => {
    const { mum, room } = await alone()
    const page = (limit: number, before?: Parameters<Villager['messenger']['messages']>[1]) =>
      expectOk(mum.messenger.messages(room, { limit, ...before })).map(({ text }) => text)
    const all = texts(RESOURCE.PAGE_MESSAGES + 1)
    const ids = expectOk(mum.messenger.send(room, all))
    expect(page(RESOURCE.PAGE_MESSAGES)).toEqual(all.slice(1))
    expect(page(RESOURCE.PAGE_MESSAGES + 1)).toEqual(all.slice(1))
    expect(page(RESOURCE.PAGE_MESSAGES, { before: ids[1]! })).toEqual(all.slice(0, 1))
  })

  it('is not asked for more than it has', () => {
    const { input } = messagesContract['messages.page']
    const asks = (limit: number): boolean => v.safeParse(input, { room: '00'.repeat(32), limit }).success
    expect([asks(RPC.PAGE_MESSAGES), asks(RPC.PAGE_MESSAGES + 1)]).toEqual([true, false])
  })

  it('of a search has 200 hits, the newest', async () => {
    const { mum, room } = await alone()
    expectOk(mum.messenger.send(room, texts(RESOURCE.SEARCH_HITS)))
    const found = () => mum.messenger.search('배급', { limit: 10 * RESOURCE.SEARCH_HITS }).map(({ message }) => message.text)
    expect(new Set(found())).toEqual(new Set(texts(RESOURCE.SEARCH_HITS)))
    expectOk(mum.messenger.send(room, ['배급 끝']))
    expect(new Set(found())).toEqual(new Set([...texts(RESOURCE.SEARCH_HITS).slice(1), '배급 끝']))
  })
})

describe('[LIM] the list of rooms', () => {
  it('counts 1,000 unread messages and no further', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    const unread = async (more: number): Promise<number | undefined> => {
      expectOk(mum.messenger.send(room, texts(more)))
      await village.pass()
      return dad.messenger.rooms().find((each) => each.room === room)?.unread
    }
    expect(await unread(RESOURCE.UNREAD_CAP - 1)).toBe(RESOURCE.UNREAD_CAP - 1)
    expect(await unread(1)).toBe(RESOURCE.UNREAD_CAP)
    expect(await unread(1)).toBe(RESOURCE.UNREAD_CAP)
  })

  it('shows 200 characters of the last message, none of them by half', async () => {
    const { mum, room } = await alone()
    const shown = (text: string): string | undefined => {
      expectOk(mum.messenger.send(room, [text]))
      return mum.messenger.rooms().find((each) => each.room === room)?.last?.text
    }
    const most = '가'.repeat(RESOURCE.PREVIEW_CHARACTERS)
    expect(shown(most)).toBe(most)
    expect(shown(`${most}나`)).toBe(most)
    expect(shown('🍗'.repeat(RESOURCE.PREVIEW_CHARACTERS + 1))).toBe('🍗'.repeat(RESOURCE.PREVIEW_CHARACTERS))
    expect(shown(`가${'🍗'.repeat(RESOURCE.PREVIEW_CHARACTERS)}`)).toBe(`가${'🍗'.repeat(RESOURCE.PREVIEW_CHARACTERS - 1)}`)
  })
})
