/** A room in which something goes wrong costs what was just handed over, never the session, the process or another room. */
import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { hostileScene } from '../harness/hostile-scene.ts'
import { HostileMember, Victim, rawEntry, sessionOf } from '../harness/hostile-member.ts'
import { textsOf } from '../harness/village.ts'
import { type MessageId, idFromBytes } from '../../shared/ids/index.ts'
import { StoreError } from '../../shared/store/index.ts'

describe('[SYNC-8] a commit that fails while blocks come in', () => {
  it('is told as STORE_FULL, acknowledges nothing, and the same blocks are taken when there is room again', async () => {
    const { village, mum, dad, eve, room } = await hostileScene()
    village.partition([mum, dad], [eve])
    const hostile = new HostileMember(eve, room)
    const victim = new Victim(mum, room, hostile)
    const block = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    const { messages } = mum.store
    const insert = messages.insert.bind(messages)
    messages.insert = () => {
      throw new StoreError('STORE_FULL', 'no space left')
    }
    expect(victim.feed(block)).toEqual({ done: 0, repeats: 0, refused: [{ code: 'STORE_FULL', own: false }] })
    messages.insert = insert
    expect(mum.messenger.roomBook.failures).toHaveLength(1)
    expect(victim.sync.feedRows().some(({ device }) => device === hostile.device)).toBe(false)
    expect(victim.feed(block)).toMatchObject({ done: 1 })
    expectOk(dad.messenger.send(room, ['잘 지내?']))
    await village.pass()
    expect(textsOf(mum, room)).toEqual(['글 1', '잘 지내?'])
  })

  it('while several rooms catch up at once loses nothing in any of them, and acknowledges nothing that is not there', async () => {
    const { village, mum, dad, room } = await hostileScene()
    const other = expectOk(mum.messenger.createRoom({ name: '둘째 방', members: [dad.account] }))
    await village.pass()
    village.partition([mum], [dad])
    for (const each of [room, other]) expectOk(dad.messenger.send(each, ['하나', '둘', '셋']))
    await village.pass(1000)
    const { messages } = mum.store
    const insert = messages.insert.bind(messages)
    let left = 1
    messages.insert = (rows) => {
      left -= 1
      if (left < 0) throw new StoreError('STORE_FULL', 'no space left')
      return insert(rows)
    }
    village.network.heal()
    await village.pass(1000)
    for (const each of [room, other]) {
      const [said] = expectOk(dad.messenger.messages(each))
      const holders = expectOk(dad.messenger.trail(said!.id as MessageId)).holders.map(({ account }) => account)
      expect(textsOf(mum, each), 'what mum is said to hold is there').toEqual(holders.includes(mum.account) ? ['하나', '둘', '셋'] : [])
    }
    expect(mum.messenger.roomBook.failures.length).toBeGreaterThan(0)
    messages.insert = insert
    // What did not arrive is asked for again at growing intervals, at most five minutes apart (SYNC-5).
    await village.pass(600_000)
    for (const each of [room, other]) expect(textsOf(mum, each)).toEqual(['하나', '둘', '셋'])
  })

  it('in a timer ends nothing', async () => {
    const { village, mum, dad, room } = await hostileScene()
    const victimRoom = mum.messenger.roomBook.byId(room)
    if (victimRoom === undefined) throw new Error('no room')
    const { values } = mum.store
    const put = values.put.bind(values)
    expectOk(dad.messenger.send(room, ['하나']))
    await village.pass(100)
    values.put = () => {
      throw new StoreError('STORE_FULL', 'no space left')
    }
    await village.pass(3000)
    values.put = put
    await village.pass()
    expectOk(dad.messenger.send(room, ['둘']))
    await village.pass()
    expect(textsOf(mum, room)).toEqual(['하나', '둘'])
  })
})

describe('[GOV-13] a room whose root is not the one the invitation named', () => {
  it('is forgotten whole, and what still comes for it harms nothing', async () => {
    const { village, mum, dad, eve, room } = await hostileScene()
    const hostile = new HostileMember(eve, room)
    const wires = new Victim(mum, room, hostile).room.log.beyond([], Number.MAX_SAFE_INTEGER)
    const { handle, id } = hostile.room.core
    const { roomBook } = dad.messenger
    // Dad, as if he had never been in it, takes an invitation that names another first block.
    const key = roomBook.registry.byId(id)
    if (key === undefined) throw new Error('no room')
    roomBook.registry.update(key, { root: idFromBytes('block', new Uint8Array(32).fill(3)) })
    const sync = roomBook.sync(key)
    const session = sessionOf(hostile.device, eve)
    const lie = hostile.gov([{ type: 'set', key: 'title', value: 'x' }])
    expect(wires.length).toBeGreaterThan(0)
    sync?.acceptGovernance(session, [{ header: lie.headerBytes, signature: lie.signature, body: lie.body }])
    expect(roomBook.registry.byHandle(handle)).toBeUndefined()
    for (const space of ['keys', 'chains', 'status', 'acks']) expect(dad.store.values.list(`${space}/${key}`)).toEqual([])
    expect(dad.store.blocks.governance(key)).toEqual([])
    const block = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    expect(sync?.acceptFeed(session, [{ header: block.headerBytes, signature: block.signature, body: block.body }])).toMatchObject({
      done: 0,
      refused: [{ code: 'GONE' }],
    })
    expect(sync?.standing(hostile.device)).toBe('none')
    await village.pass()
    expect(roomBook.failures).toEqual([])
  })
})
