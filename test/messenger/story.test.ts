import { describe, expect, it } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import { type RunningMessenger, createIdentity, createMessenger } from '../../shared/messenger/index.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { SimNetwork } from '../harness/sim/sim-network.ts'

interface Peer {
  readonly name: string
  readonly messenger: RunningMessenger
}

describe('the room that stays open', () => {
  it('pairs by link, talks, falls apart and heals with nothing lost and nothing twice', async () => {
    const clock = new FakeClock()
    const network = new SimNetwork(clock)
    const mum = aPeer('엄마', clock, network)
    const dad = aPeer('아빠', clock, network)
    const link = mum.messenger.inviteContact()
    if (!link.ok) throw new Error(link.code)
    const accepting = dad.messenger.accept(link.value.link)
    await settle(clock)
    const accepted = await accepting
    expect(accepted).toMatchObject({ ok: true, value: { state: 'done' } })
    const [momContact] = dad.messenger.contacts()
    const [dadContact] = mum.messenger.contacts()
    expect(momContact?.name).toBe('엄마')
    expect(dadContact?.name).toBe('아빠')
    await settle(clock)
    const [room] = dad.messenger.rooms()
    if (room === undefined) throw new Error('no room')
    expect(mum.messenger.rooms().map((each) => each.room)).toEqual([room.room])
    expect(mum.messenger.rooms()[0]?.name).toBe('아빠')
    expect(dad.messenger.send(room.room, ['밥 먹었어?'])).toMatchObject({ ok: true })
    await settle(clock)
    expect(texts(mum, room.room)).toEqual(['밥 먹었어?'])
    network.partition([mum.messenger.me().device], [dad.messenger.me().device])
    for (let at = 0; at < 5; at++) {
      mum.messenger.send(room.room, [`엄마 ${at}`])
      dad.messenger.send(room.room, [`아빠 ${at}`])
      await settle(clock)
    }
    expect(texts(mum, room.room)).toHaveLength(6)
    network.heal()
    await settle(clock)
    expect(texts(mum, room.room)).toEqual(texts(dad, room.room))
    expect(texts(mum, room.room)).toHaveLength(11)
    const [first] = dad.messenger.messages(room.room).ok ? ok(dad.messenger.messages(room.room)) : []
    expect(first?.delivery).toMatchObject({ state: 'delivered' })
    mum.messenger.markRead(room.room)
    await settle(clock)
    expect(ok(dad.messenger.messages(room.room))[0]?.delivery).toMatchObject({ state: 'read' })
  })
})

function ok<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string }): T {
  if (!result.ok) throw new Error(result.code)
  return result.value
}

function texts(peer: Peer, room: Parameters<RunningMessenger['messages']>[0]): readonly (string | undefined)[] {
  return ok(peer.messenger.messages(room)).map(({ text }) => text)
}

function aPeer(name: string, clock: FakeClock, network: SimNetwork): Peer {
  const store = memoryStore()
  const crypto = nodeCrypto()
  const rng = systemRng()
  const { identity } = ok(createIdentity({ store, crypto, rng, clock }, { name, language: 'ko' }))
  const messenger = createMessenger({ store, crypto, rng, clock, identity, links: network.links(identity.keys.device, name) })
  return { name, messenger }
}

async function settle(clock: FakeClock, ms = 5000): Promise<void> {
  for (let at = 0; at < 10; at++) {
    clock.advance(ms / 10)
    await Promise.resolve()
  }
}
