import { expect, it } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { createIdentity, createMessenger, type RunningMessenger } from '../../shared/messenger/index.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { namedRng } from '../harness/toy-room.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'

/** Somebody to whom others come, and who knows nobody's address: as behind an invitation that only the other side dialled. */
function theCalled(village: Village): RunningMessenger {
  const [store, crypto, rng, { clock }] = [memoryStore(), nodeCrypto(), namedRng('가게'), village]
  const { identity } = expectOk(createIdentity({ store, crypto, rng, clock }, { name: '가게', language: 'ko' }))
  const links = village.network.links(identity.keys.device, '가게')
  const withoutAddresses = {
    ...links,
    nearby: () => [],
    reach(device: DeviceId) {
      const state = links.reach(device)
      return state?.reach === 'waiting' ? { ...state, code: 'no-address' as const, nextAttempt: undefined } : state
    },
  }
  return createMessenger({ store, crypto, rng, clock, identity, links: withoutAddresses })
}

it('a contact who always came to us is remembered as met after the cable is cut, though no address of theirs is known', async () => {
  const village = new Village()
  const [shop, mum] = [theCalled(village), village.person('엄마')]
  const { link } = expectOk(shop.inviteContact())
  const accepting = mum.messenger.accept(link)
  await village.pass()
  expectOk(await accepting)
  await village.pass()
  expect(shop.status().contacts[0]).toMatchObject({ name: '엄마', reach: 'connected' })
  village.network.partition([shop.me().device], [mum.messenger.me().device])
  await village.pass()
  expect(shop.status().contacts[0]).toMatchObject({ name: '엄마', reach: 'unreachable', code: 'no-address' })
})
