/** Own devices: listed, renamed, taken out. What is taken out reads nothing new and writes nothing, whatever it does. */
import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_CARD } from '../../../shared/identity/index.ts'
import { type DeviceId, type RoomId, parseId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { decodePeerCard, encodePeerCard } from '../../../shared/messenger/people/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { stranger } from '../people/town.ts'
import { link, restarted } from './linking-world.ts'

describe('own devices', () => {
  let village: Village
  let mum: Villager
  let laptop: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    laptop = await link(village, mum)
    await village.pass(20_000)
  })

  const deviceOf = (who: Villager) => who.messenger.me().device
  const revoke = async (): Promise<void> => {
    expectOk(mum.messenger.linking.revoke(deviceOf(laptop)))
    await village.pass()
  }

  it('[OWN-6] are listed with the same names on each, this one first', async () => {
    expect(mum.messenger.linking.devices().map(({ name }) => name)).toEqual(['엄마', '노트북'])
    expect(laptop.messenger.linking.devices().map(({ name }) => name)).toEqual(['노트북', '엄마'])
    expectOk(mum.messenger.linking.rename(deviceOf(laptop), ' 부엌 노트북 '))
    expectOk(laptop.messenger.linking.rename(deviceOf(mum), '거실 컴퓨터'))
    await village.pass()
    expect(mum.messenger.linking.devices()).toMatchObject([
      { name: '거실 컴퓨터', isThis: true, isConnected: true },
      { name: '부엌 노트북', isThis: false, isConnected: true },
    ])
    expect(laptop.messenger.linking.devices().map(({ name }) => name)).toEqual(['부엌 노트북', '거실 컴퓨터'])
    expect(mum.messenger.linking.rename(deviceOf(dad), '남의 것')).toEqual({ ok: false, code: 'NO_DEVICE' })
    expect(mum.messenger.linking.rename(deviceOf(laptop), '  ')).toEqual({ ok: false, code: 'EMPTY' })
    village.partition([mum, dad], [laptop])
    await village.pass(60_000)
    const [, away] = mum.messenger.linking.devices()
    expect(away).toMatchObject({ isConnected: false })
    expect(away?.seen).toBeLessThan(village.clock.now())
  })

  it('[KEY-8] one that is taken out hears so, keeps what it has, and neither reads on nor writes', async () => {
    expectOk(mum.messenger.send(room, ['아직 둘']))
    await village.pass()
    const before = mum.messenger.roomBook.byId(room)?.state.epochs.length ?? 0
    await revoke()
    await village.pass(RESOURCE.REVOKED_SESSION_MS)
    expect(laptop.messenger.linking.isRevoked()).toBe(true)
    expect(laptop.messenger.send(room, ['나야'])).toEqual({ ok: false, code: 'DEVICE_REVOKED' })
    expect(laptop.messenger.linking.show()).toEqual({ ok: false, code: 'NOT_READY' })
    expect(laptop.messenger.linking.revoke(deviceOf(mum))).toEqual({ ok: false, code: 'DEVICE_REVOKED' })
    expectOk(mum.messenger.send(room, ['우리끼리']))
    expectOk(dad.messenger.send(room, ['응']))
    await village.pass(60_000)
    expect(textsOf(laptop, room)).toEqual(['아직 둘'])
    expect(new Set(textsOf(dad, room))).toEqual(new Set(['아직 둘', '우리끼리', '응']))
    expect(mum.messenger.roomBook.byId(room)?.state.epochs.length).toBeGreaterThan(before)
    const peers = (who: Villager) => who.messenger.status().peers.map(({ device }) => device)
    expect(peers(mum)).not.toContain(deviceOf(laptop))
    expect(mum.messenger.linking.devices()).toMatchObject([{ isThis: true }, { isRevoked: true }])
  })

  it('[OWN-8] is told of it when it comes back, and stays out over restarts of both', async () => {
    village.partition([mum, dad], [laptop])
    await revoke()
    expect(laptop.messenger.linking.isRevoked()).toBe(false)
    expectOk(laptop.messenger.send(room, ['모르고 쓴 말']))
    mum = restarted(village, mum)
    village.network.heal()
    await village.pass(60_000)
    expect(laptop.messenger.linking.isRevoked()).toBe(true)
    laptop = restarted(village, laptop)
    await village.pass()
    expect(laptop.messenger.linking.isRevoked()).toBe(true)
    // KEY-8: forward from what mum knew of it.
    expect(textsOf(dad, room)).not.toContain('모르고 쓴 말')
    expectOk(mum.messenger.send(room, ['다음']))
    await village.pass(20_000)
    expect(textsOf(laptop, room)).not.toContain('다음')
  })

  it('[OWN-8] contacts see it go, and bring it into no room they make', async () => {
    await revoke()
    await village.pass(20_000)
    expect(dad.messenger.contacts()[0]?.devices).toEqual([deviceOf(mum)])
    const made = expectOk(dad.messenger.createRoom({ name: '새 방', members: [mum.account] }))
    await village.pass(20_000)
    expectOk(dad.messenger.send(made, ['여기는 못 봐']))
    await village.pass(60_000)
    expect(textsOf(mum, made)).toEqual(['여기는 못 봐'])
    expect(laptop.messenger.rooms().map(({ name }) => name)).not.toContain('새 방')
    expect(dad.messenger.roomBook.byId(made)?.state.devices.get(deviceOf(laptop))?.live).not.toBe(true)
  })

  it('[OWN-8] what it linked before is out only if the person says so, and goes on without it', async () => {
    const third = await link(village, laptop, '셋째')
    await village.pass(20_000)
    expect(mum.messenger.linking.devices()).toHaveLength(3)
    await revoke()
    await village.pass(20_000)
    expectOk(third.messenger.send(room, ['나는 여기']))
    await village.pass(20_000)
    for (const each of [mum, dad]) expect(textsOf(each, room), each.name).toContain('나는 여기')
    const made = expectOk(mum.messenger.createRoom({ name: '나중 방', members: [dad.account] }))
    await village.pass(20_000)
    expectOk(dad.messenger.send(made, ['둘 다 보여요?']))
    await village.pass(60_000)
    expect(textsOf(third, made)).toEqual(['둘 다 보여요?'])
    expect(textsOf(mum, made)).toEqual(['둘 다 보여요?'])
    expect(laptop.messenger.rooms().map(({ name }) => name)).not.toContain('나중 방')
  })

  it('[OWN-8] a contact’s device that was taken out is no device of theirs, whatever it shows', async () => {
    village.partition([mum, dad], [laptop])
    await revoke()
    await village.pass(20_000)
    // It has heard nothing of it, and meets dad alone.
    village.partition([dad, laptop], [mum])
    await village.pass(60_000)
    expectOk(dad.messenger.send(room, ['누구세요']))
    await village.pass(60_000)
    expect(textsOf(laptop, room)).not.toContain('누구세요')
    expect(dad.messenger.status().peers.filter(({ account }) => account === mum.account)).toEqual([])
    expect(dad.messenger.status().refusals).toHaveProperty('NOT_LIVE')
  })

  it('[OWN-8] nobody takes out a device of another account, and one that is out takes out nobody', async () => {
    const shop = village.person('가게')
    await village.pair(dad, shop)
    const says = (who: Villager, out: readonly DeviceId[]) => {
      const { people } = who.messenger
      return dad.messenger.people.identify(stranger(deviceOf(who)), encodePeerCard(people.approvedCard(), { name: who.name, out }), [])
    }
    const mums = () => dad.messenger.contacts().find(({ account }) => account === mum.account)?.devices
    expect(says(shop, [deviceOf(mum), deviceOf(laptop)]).ok).toBe(true)
    expect(mums()).toHaveLength(2)
    await revoke()
    await village.pass(20_000)
    expect(mums()).toEqual([deviceOf(mum)])
    expect(says(laptop, [deviceOf(mum)])).toMatchObject({ ok: false })
    expect(mums()).toEqual([deviceOf(mum)])
    // Nor does what is no device of theirs stay in the list.
    expect(says(mum, [expectId(7)]).ok).toBe(true)
    expect(dad.messenger.people.record(mum.account)?.out).toEqual([deviceOf(laptop)])
  })

  it('[OWN-8] a card tells of 64 devices that are out and not of one more', () => {
    const devices = (count: number) => Array.from({ length: count }, (_, at) => expectId(at))
    const told = (count: number) => decodePeerCard(encodePeerCard(EMPTY_CARD, { name: '엄마', out: devices(count) }))?.out.length
    expect(told(RESOURCE.REVOKED_DEVICES)).toBe(RESOURCE.REVOKED_DEVICES)
    expect(() => told(RESOURCE.REVOKED_DEVICES + 1)).toThrow(RangeError)
  })

  it('[GOV-7] nobody takes out a device of somebody else, nor one that is none', () => {
    expect(mum.messenger.linking.revoke(deviceOf(dad))).toEqual({ ok: false, code: 'NO_DEVICE' })
    expect(mum.messenger.linking.revoke(deviceOf(mum))).toEqual({ ok: false, code: 'FORBIDDEN' })
  })
})

function expectId(at: number): DeviceId {
  const device = parseId('device', at.toString(16).padStart(64, '0'))
  if (device === undefined) throw new Error('an id')
  return device
}
