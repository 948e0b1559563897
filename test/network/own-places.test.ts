/** Places at relays over time: real nodes and a clock that is turned by hand (docs/spec/reach.md). */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { OwnPlaces, RelayService } from '../../src-main/engine/network/relay/index.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { aNode } from './nodes.ts'

async function aPlace() {
  const [shop, mum] = [await aNode(), await aNode()]
  const clock = new FakeClock()
  const door = `/ip4/127.0.0.1/tcp/${shop.port}`
  const common = { clock, isMember: () => true, changed: () => undefined }
  const relay = new RelayService({ ...common, node: shop.node, addresses: () => [door], isBlocked: () => false })
  await relay.offer(true)
  const places = new OwnPlaces({ ...common, node: mum.node, isWanted: () => true, guestsUntil: () => undefined })
  await mum.dial(door, shop)
  places.start()
  /** Asking goes over a real socket: the clock stands meanwhile. */
  const settled = async (held: boolean): Promise<void> => {
    await expect.poll(() => places.holds(shop.device)).toBe(held)
  }
  await clock.advance(RESOURCE.RELAY_ASK_DELAY_MS)
  await settled(true)
  return { relay, places, clock, settled }
}

describe('[RELAY-1] a place', () => {
  it('[LIM] is no longer named once the relay took its consent back and was asked again, and is again with it', async () => {
    const { relay, places, clock, settled } = await aPlace()
    await relay.offer(false)
    await clock.advance(RESOURCE.PLACE_CONFIRM_MS - RESOURCE.RELAY_ROUND_MS)
    expect(places.addresses()).toHaveLength(1)
    await clock.advance(2 * RESOURCE.RELAY_ROUND_MS)
    await settled(false)
    expect(places.addresses()).toEqual([])
    await relay.offer(true)
    await clock.advance(RESOURCE.RELAY_ROUND_MS)
    await settled(true)
    places.stop()
    await relay.offer(false)
  })
})
