/** Ways that are shut for a while, over real libp2p on loopback: nothing goes out, nothing comes in, nothing stays open (RDY-6). */
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { WayRule } from '../../shared/reach/index.ts'
import { aHost, connect, read } from './hosts.ts'
import { circuitsOf, through, until } from './relay-hosts.ts'

const only = (devices: readonly DeviceId[]): WayRule => ({ allows: () => true, admits: (device) => devices.includes(device) })
const notAnywhere: WayRule = { allows: () => false, admits: () => true }
const notThroughOthers: WayRule = { allows: ({ relay }) => relay === undefined, admits: () => true }
const notByWebSocket: WayRule = { allows: ({ carrier }) => carrier === 'tcp', admits: () => true }

describe('[RDY-6] restrict', () => {
  it('ends what is open beside the rule, on both sides, and leaves the rest', async () => {
    const [mum, dad, shop] = [await aHost(1), await aHost(2), await aHost(3)]
    const [toDad, toShop] = [read(await connect(mum, dad)), read(await connect(mum, shop))]
    const [fromMum] = [read(await dad.next())]
    expect(mum.network.restrict(only([shop.device]))).toBe(1)
    await Promise.all([toDad.closed, fromMum.closed])
    expect(mum.network.status().connections).toBe(1)
    let isShopClosed = false
    void toShop.closed.then(() => (isShopClosed = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isShopClosed).toBe(false)
  })

  it('dials nobody it does not allow, and says that it was held back', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    mum.network.restrict(notAnywhere)
    expect(await mum.network.dial(dad.device, dad.network.addresses())).toEqual({ ok: false, code: 'held-back' })
    expect(dad.network.status().connections).toBe(0)
    mum.network.restrict(only([]))
    expect(await mum.network.dial(dad.device, dad.network.addresses())).toEqual({ ok: false, code: 'held-back' })
  })

  it('of several addresses uses those it allows', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2, { listen: ['/ip4/127.0.0.1/tcp/0/ws', '/ip4/127.0.0.1/tcp/0'] })]
    mum.network.restrict(notByWebSocket)
    expect((await connect(mum, dad)).address).not.toContain('/ws')
  })

  it.each([
    ['wherever they come from', notAnywhere],
    ['whoever they are', only([])],
  ])('lets nobody in, %s', async (_what, rule) => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    mum.network.restrict(rule)
    expect(await dad.network.dial(mum.device, mum.network.addresses())).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(0)
    expect(mum.network.status().connections).toBe(0)
  })

  it('is over without a trace', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    mum.network.restrict(notAnywhere)
    await mum.network.dial(dad.device, dad.network.addresses())
    expect(mum.network.restrict(undefined)).toBe(0)
    expect((await connect(mum, dad)).device).toBe(dad.device)
    expect(mum.network.status().connections).toBe(1)
  })

  it('takes no call that an allowed relay brings, nor makes one, and keeps its line to the relay', async () => {
    const [shop, mum, dad] = [await aHost(1), await aHost(2), await aHost(3)]
    shop.network.offerRelay(true)
    await connect(mum, shop)
    await until(mum, ({ relays }) => relays.includes(shop.device))
    const open = read(await through(dad, mum))
    // The circuit is no connection of its own to the relay: it goes, and the line to the relay stays.
    expect(mum.network.restrict(notThroughOthers)).toBe(1)
    await open.closed
    expect(mum.network.status().connections).toBe(1)
    const before = mum.accepted()
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(before)
    mum.network.restrict(undefined)
    await through(dad, mum)
  })
})
