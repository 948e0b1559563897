/**
 * Addresses that change while people are apart, by the seed: in the end everybody knows where everybody is whom he may know, and nobody was
 * told of anybody else, whatever crashed and whoever lied.
 */
import { describe, expect, it } from 'vitest'
import type { AccountId, DeviceId } from '../../shared/ids/index.ts'
import { type AddressRecord, issueRecord } from '../../shared/reach/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../harness/sim/world.ts'
import { Liar } from '../messenger/finding/liar.ts'

const PEOPLE = 6
const DEEDS = 40
const SETTLE_MS = 60_000

/** Who may know whom, by what was done here and not by what the messengers say. */
class Acquaintance {
  readonly #pairs = new Map<AccountId, Set<AccountId>>()

  add(...together: readonly SimPerson[]): void {
    for (const one of together) {
      const known = this.#pairs.get(one.account) ?? new Set([one.account])
      this.#pairs.set(one.account, known)
      for (const other of together) known.add(other.account)
    }
  }

  mayKnow(who: SimDevice, of: SimDevice): boolean {
    return who !== of && this.#pairs.get(who.person.account)?.has(of.person.account) === true
  }
}

async function live(seed: number) {
  const world = new World(seed, { byAddress: true })
  const rng = world.rng.fork('moves')
  const known = new Acquaintance()
  const people = Array.from({ length: PEOPLE }, () => world.person())
  const [shop, host, , , , eve] = people
  if (shop === undefined || host === undefined || eve === undefined) throw new Error('six people')
  const contacts: SimPerson[] = []
  for (const [at, person] of people.entries()) {
    for (const other of people.slice(0, at)) {
      if (other !== shop && !rng.chance(0.4)) continue
      await world.pair(other, person)
      known.add(other, person)
      if (other === host || person === host) contacts.push(other === host ? person : other)
    }
  }
  const hasDouble = seed % 3 === 0
  if (hasDouble) await world.secondDevice(host)
  // Room mates who need not be contacts.
  const members = contacts.filter((each) => each !== shop).slice(0, 3)
  expectOk(host.devices[0]!.messenger.createRoom({ name: 'room', members: members.map(({ account }) => account) }))
  known.add(host, ...members)
  await world.run(20_000)

  const isLiar = seed % 2 === 1
  const old: AddressRecord[] = []
  const movable = world.devices.filter(({ person }) => person !== shop)
  let moves = 0
  const move = (): void => {
    const device = rng.pick(movable)
    moves += 1
    if (device !== undefined) world.network.move(device.device, `/ip4/203.0.${moves >> 8}.${moves & 255}/tcp/4001`)
  }
  for (let deed = 0; deed < DEEDS; deed++) {
    rng.weighted([
      [6, move],
      [2, () => world.network.partition(...halves(rng.shuffled(world.devices)))],
      [2, () => world.network.heal()],
      [1, () => world.crash(rng.pick(world.devices)!)],
      [1, () => world.restart(rng.pick(world.devices)!)],
      [isLiar ? 4 : 0, () => lie(world, rng.pick(world.devices)!, eve.devices[0]!, old)],
    ])()
    for (let waited = rng.between(1, 20); waited > 0; waited--) await world.run(1000)
  }
  world.network.heal()
  for (let waited = 0; waited < SETTLE_MS; waited += 1000) await world.run(1000)
  return { world, known, eve, isLiar, hasDouble, moves }
}

function halves(devices: readonly SimDevice[]): readonly (readonly DeviceId[])[] {
  const middle = devices.length >> 1
  return [devices.slice(0, middle), devices.slice(middle)].map((half) => half.map(({ device }) => device))
}

/** Eve tells again what she kept, signs for others, and speaks from the future. */
function lie(world: World, victim: SimDevice, eve: SimDevice, old: AddressRecord[]): void {
  if (victim === eve) return
  const liar = new Liar(world, victim, eve)
  const now = world.clock.now()
  const { keys } = eve.messenger.people.identity()
  const sign = (device: DeviceId, n: number): AddressRecord =>
    issueRecord(world.crypto, { device, n, expires: n + 1000, addresses: ['/ip4/198.51.100.66/tcp/1'] }, keys.seed)
  liar.tell(...old, sign(eve.device, now + 3_600_000), sign(victim.device, now))
  for (let steps = 0; steps < 5; steps++) liar.settle()
  old.push(...liar.records())
  old.splice(0, Math.max(0, old.length - 20))
  liar.line.cut()
}

describe('where people are', () => {
  it.each(Array.from({ length: 12 }, (_, at) => at + 1))(
    '[REC-5] [REC-6] is known in the end to whom it may be, and to nobody else: seed %i',
    async (seed) => {
      const { world, known, eve, isLiar, hasDouble, moves } = await live(seed)
      expect(moves).toBeGreaterThan(5)
      const wrong: string[] = []
      for (const who of world.devices) {
        const { records, refusals } = who.messenger.status()
        const kept = new Set(who.store.values.list('records').map(([device]) => device))
        for (const of of world.devices) {
          const record = records.find(({ device }) => device === of.device)
          const address = world.network.addressOf(of.device)
          if (!known.mayKnow(who, of)) {
            if (record !== undefined || kept.has(of.device)) wrong.push(`${who.name} knows where ${of.name} is`)
          } else if (![who.person, of.person].includes(eve) && record?.addresses.join() !== address) {
            wrong.push(`${who.name} believes ${of.name} at ${record?.addresses.join()}, it is at ${address}`)
          }
        }
        // Nobody honest told him of anybody he does not know; of a new device of somebody he knows he may hear before its owner says so.
        if (!isLiar && !hasDouble && (refusals.RECORD_FOREIGN ?? 0) > 0) wrong.push(`${who.name} was told of strangers`)
        if (!isLiar && (refusals.RECORD_FORGED ?? 0) > 0) wrong.push(`${who.name} was told what nobody signed`)
      }
      expect(wrong).toEqual([])
    },
  )
})
