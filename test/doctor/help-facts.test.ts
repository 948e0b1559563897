/** Who lends a hand, out of whole messengers: contacts by name and nobody else. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../shared/doctor/index.ts'
import { helpFacts } from '../../src-main/engine/doctor/index.ts'
import type { Outside } from '../../src-main/engine/network/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'
import { aDevice } from '../reach/fake-network.ts'
import { homeFacts } from './facts.ts'

const NOBODY: Outside = { reachable: 'unknown', host: undefined, addresses: [], relays: [], places: [], circuits: [] }
const deviceOf = ({ messenger }: Villager) => messenger.me().device
const names = (people: readonly { readonly name: string }[] | undefined) => people?.map(({ name }) => name).toSorted()

/** Mum knows Dad and the shop; those two do not know each other. */
async function three() {
  const village = new Village()
  const [mum, dad, shop] = [village.person('엄마'), village.person('아빠'), village.person('치킨집')]
  await village.pair(mum, dad)
  await village.pair(mum, shop)
  return { village, mum, dad, shop }
}

describe('[DOC-9] who lends a hand', () => {
  it('is said of relays, of those with a place and of those who talk through us, each once', async () => {
    const { mum, dad, shop } = await three()
    const circuit = { from: deviceOf(dad), to: deviceOf(shop), since: 1, bytes: 2 }
    const outside = { ...NOBODY, relays: [deviceOf(shop)], places: [deviceOf(dad), deviceOf(dad)], circuits: [circuit, circuit] }
    const facts = helpFacts(outside, mum.messenger)
    expect(facts.relays).toEqual([{ account: shop.account, name: '치킨집' }])
    expect(names(facts.relayingFor)).toEqual(['아빠', '치킨집'])
    const codes = diagnose(homeFacts(facts)).findings.map(({ code, about }) => [code, names(about)])
    expect(codes).toContainEqual(['through-others', ['치킨집']])
    expect(codes).toContainEqual(['others-through-us', ['아빠', '치킨집']])
  })

  it('names no devices of nobody, no own ones and nobody who is blocked', async () => {
    const { mum, dad, shop } = await three()
    expectOk(mum.messenger.blockContact(shop.account, true))
    const others = [aDevice(9), deviceOf(mum), deviceOf(shop)]
    const circuits = [{ from: aDevice(9), to: deviceOf(dad), since: 1, bytes: 2 }]
    const facts = helpFacts({ ...NOBODY, relays: others, places: others, circuits }, mum.messenger)
    expect(facts.relays).toEqual([])
    expect(names(facts.relayingFor)).toEqual(['아빠'])
  })

  it('says whether others come in from afar only where somebody tried', async () => {
    const { mum } = await three()
    expect(helpFacts(NOBODY, mum.messenger)).not.toHaveProperty('publicReach')
    expect(helpFacts({ ...NOBODY, reachable: 'yes' }, mum.messenger).publicReach).toBe('reachable')
    expect(helpFacts({ ...NOBODY, reachable: 'no' }, mum.messenger).publicReach).toBe('unreachable')
    // Without a network there is nothing to say of passing on.
    expect(helpFacts(undefined, mum.messenger)).toEqual({ carriers: [], carryingFor: [] })
  })

  it('is said of who keeps messages, on both sides, while it does, and not of who was only asked or only agreed', async () => {
    const { village, mum, dad, shop } = await three()
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    const keeping = () => [names(helpFacts(NOBODY, mum.messenger).carriers), names(helpFacts(NOBODY, shop.messenger).carryingFor)]
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(10_000)
    expect(keeping()).toEqual([[], []])
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    await village.pass(10_000)
    expect(keeping()).toEqual([['치킨집'], ['엄마']])
    // Dad knows the shop from the room only: findings are about contacts.
    expect(helpFacts(NOBODY, dad.messenger).carriers).toEqual([])
    expectOk(mum.messenger.leave(room))
    expect(helpFacts(NOBODY, mum.messenger).carriers).toEqual([])
    expectOk(shop.messenger.carrying.stop(mum.account))
    expect(helpFacts(NOBODY, shop.messenger).carryingFor).toEqual([])
  })
})
