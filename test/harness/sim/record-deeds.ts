/**
 * Devices that move, and people who lie about where devices are, as part of life by chance: what they do, and what has to hold in the end.
 */
import type { DeviceId } from '../../../shared/ids/index.ts'
import { type AddressRecord, issueRecord } from '../../../shared/reach/index.ts'
import { Liar } from '../../messenger/finding/liar.ts'
import type { Seeded } from './seeded.ts'
import type { SimDevice, World } from './world.ts'

type Deed = readonly [weight: number, name: string, deed: (by: SimDevice) => string | undefined]

const KEPT = 20
const LIE = '/ip4/198.51.100.66/tcp/1'

export function recordDeeds(world: World, rng: Seeded): readonly Deed[] {
  const old: AddressRecord[] = []
  /** Forging twice keeps out whoever does it (SYNC-13), and this life is not about that. */
  const forged = new Set<string>()
  let moves = 0
  const move = (by: SimDevice): string => {
    moves += 1
    const address = `/ip4/203.0.${moves >> 8}.${moves & 255}/tcp/4001`
    world.network.move(by.device, address)
    return address
  }
  const lie = (by: SimDevice): string | undefined => {
    const victim = rng.pick(world.devices)
    if (victim === undefined || victim === by) return undefined
    const { keys } = by.messenger.people.identity()
    const sign = (device: DeviceId, n: number): AddressRecord =>
      issueRecord(world.crypto, { device, n, expires: n + 1000, addresses: [LIE] }, keys.seed)
    const records = [...old, sign(by.device, victim.clock.now() + 3_600_000 * 24 * 365)]
    const pair = `${by.name} ${victim.name}`
    if (!forged.has(pair)) records.push(sign(victim.device, world.clock.now()))
    forged.add(pair)
    const liar = new Liar(world, victim, by)
    liar.tell(...records)
    liar.settle()
    old.push(...liar.records())
    old.splice(0, Math.max(0, old.length - KEPT))
    liar.line.cut()
    return `to ${victim.name}, ${records.length} records`
  }
  return [
    [6, 'move', move],
    [3, 'lie about addresses', lie],
  ]
}

/** Somebody who knows another, or is in a room with him, does not know where he is in the end; or knows where somebody else is. */
export function recordFault(world: World): string | undefined {
  for (const who of world.devices) {
    const [known, once] = [knownTo(who, true), knownTo(who, false)]
    const { records } = who.messenger.status()
    for (const of of world.devices) {
      const told = records.find(({ device }) => device === of.device)?.addresses.join()
      const address = world.network.addressOf(of.device)
      if (known.has(of.device) && told !== address) return `${who.name} believes ${of.name} at ${told}, it is at ${address}`
      if (!once.has(of.device) && told !== undefined) return `${who.name} knows where ${of.name} is`
    }
    if (who.store.values.list('records').some(([device]) => !once.has(device as DeviceId))) return `${who.name} keeps records of strangers`
  }
  return undefined
}

/** `isNow`: without room mates of rooms that this device is in no more: it keeps what it heard of them, and hears nothing new. */
function knownTo(who: SimDevice, isNow: boolean): ReadonlySet<DeviceId> {
  const { messenger } = who
  const known = new Set<DeviceId>(messenger.people.ownDevices().map(({ device }) => device))
  for (const { blocked, state, devices } of messenger.contacts())
    if (!blocked && state === 'paired') for (const each of devices) known.add(each)
  for (const key of messenger.roomBook.opened()) {
    const state = messenger.roomBook.get(key)?.state
    if (isNow && state?.devices.get(who.device)?.live !== true) continue
    for (const { device, live } of state?.devices.values() ?? []) if (live) known.add(device)
    for (const carrier of state?.carriers ?? []) known.add(carrier)
  }
  known.delete(who.device)
  return known
}
