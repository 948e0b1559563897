/** A device may keep a message it cannot read yet (SYNC-8): it holds it for others, and nothing was delivered to its own person. */
import { describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

interface Scene {
  readonly village: Village
  readonly room: RoomId
  readonly mum: Villager
  readonly child: Villager
  /** From before the child came, in a key that is older than the one the child was given. */
  readonly old: MessageId
}

/** Mum is alone with the child in the end; what she wrote before lies at the child's device unread. */
async function newcomer(): Promise<Scene> {
  const village = new Village()
  const [mum, shop, child] = [village.person('엄마'), village.person('치킨집'), village.person('아이')]
  for (const each of [shop, child]) await village.pair(mum, each)
  const room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [shop.account] }))
  await village.pass()
  const [old] = expectOk(mum.messenger.send(room, ['예전 이야기']))
  if (old === undefined) throw new Error('one was sent')
  await village.pass()
  expectOk(mum.messenger.act(room, { act: 'remove', account: shop.account }))
  await village.pass()
  expectOk(mum.messenger.act(room, { act: 'add', account: child.account }))
  await village.pass(60_000)
  return { village, room, mum, child, old }
}

function send({ mum, room }: Scene, text: string): MessageId {
  const [message] = expectOk(mum.messenger.send(room, [text]))
  if (message === undefined) throw new Error('one was sent')
  return message
}

/** How often somebody asks in which segments a device wrote. */
function lookUps({ store }: Villager): () => number {
  const { blocks } = store
  const spans = blocks.spans.bind(blocks)
  let count = 0
  blocks.spans = (...place) => {
    count += 1
    return spans(...place)
  }
  return () => count
}

describe('a message whose key its addressee has not got', () => {
  it('[DLV-1] [SYNC-8] is held by his device and not delivered to him', async () => {
    const scene = await newcomer()
    const { mum, child, old, room } = scene
    expect(textsOf(child, room)).toEqual([])
    const trail = expectOk(mum.messenger.trail(old))
    expect(trail.holders).toMatchObject([{ account: child.account }])
    expect(trail.waiting).toMatchObject([{ account: child.account }])
    expect(expectOk(mum.messenger.message(old)).delivery).toEqual({
      ...{ state: 'held', holders: 1, delivered: 0, read: 0, of: 1 },
      // At his device, and he cannot read it there.
      at: [{ account: child.account, name: child.name }],
      waitingFor: [{ account: child.account, name: child.name }],
    })
  })

  it('[DLV-1] holds back no other message of the same page, nor does a read position behind it', async () => {
    const scene = await newcomer()
    const { village, mum, child, room, old } = scene
    const now = send(scene, '어서 와')
    await village.pass()
    expect(expectOk(mum.messenger.messages(room)).map(({ delivery }) => delivery.state)).toEqual(['held', 'delivered'])
    expectOk(child.messenger.markRead(room, now))
    await village.pass()
    expect(expectOk(mum.messenger.message(now)).delivery).toMatchObject({ state: 'read', read: 1 })
    expect(expectOk(mum.messenger.message(old)).delivery).toMatchObject({ state: 'held', read: 0 })
  })

  it('[DLV-1] [DLV-4] is delivered, and says so, once his device no longer lacks the key', async () => {
    const scene = await newcomer()
    const { village, mum, child, room, old } = scene
    const told: unknown[] = []
    mum.messenger.subscribe((event) => {
      if (event.type === 'delivery' && event.message === old) told.push([event.before, event.state])
    })
    const at = mum.messenger.roomBook.byId(room)
    if (at === undefined) throw new Error('made above')
    expectOk(at.act([{ type: 'set', key: 'history', value: 'all' }]))
    await village.pass(60_000)
    expect(textsOf(child, room)).toEqual(['예전 이야기'])
    expect(expectOk(mum.messenger.message(old)).delivery).toMatchObject({ state: 'delivered', delivered: 1 })
    expect(told).toEqual([['held', 'delivered']])
  })
})

describe('a page of messages', () => {
  it('[DLV-1] asks for no epoch while nobody lacks any, and for each segment once when somebody does', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const direct = await village.pair(mum, dad)
    expectOk(
      mum.messenger.send(
        direct,
        Array.from({ length: 40 }, (_, at) => `${at}`),
      ),
    )
    await village.pass()
    const counted = lookUps(mum)
    expectOk(mum.messenger.messages(direct))
    expect(counted()).toBe(0)

    const scene = await newcomer()
    for (let at = 0; at < 40; at++) send(scene, `${at}`)
    await scene.village.pass()
    const asked = lookUps(scene.mum)
    const views = expectOk(scene.mum.messenger.messages(scene.room))
    expect(views.map(({ delivery }) => delivery.state)).toEqual(['held', ...Array.from({ length: 40 }, () => 'delivered')])
    expect(asked()).toBeLessThanOrEqual(2)
  })
})
