/**
 * A world of people with several devices each: real messengers over memory stores, one clock, one network, everything by one seed. It can
 * take power away from a device, set its clock wrong and tell whether all devices have come to show the same.
 */
import type { AccountId, DeviceId } from '../../../shared/ids/index.ts'
import { createDevice } from '../../../shared/identity/index.ts'
import {
  type RunningMessenger,
  createIdentity,
  createMessenger,
  createNewcomer,
  keepLinked,
  loadIdentity,
  restoreIdentity,
} from '../../../shared/messenger/index.ts'
import { type MediaStore, type MemoryMediaStore, memoryMediaStore } from '../../../shared/media/index.ts'
import { type MemoryStore, memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../expect-ok.ts'
import { FakeClock } from '../fake-clock.ts'
import { DeviceClock } from './device-clock.ts'
import { Seeded } from './seeded.ts'
import { type LineOptions, SimNetwork } from './sim-network.ts'
import { type WatchedCrypto, watchedCrypto } from './watched-crypto.ts'

export interface SimPerson {
  readonly name: string
  readonly account: AccountId
  readonly words: string
  readonly devices: SimDevice[]
}

export interface SimDevice {
  /** `p2.1`: the second device of the third person. */
  readonly name: string
  readonly person: SimPerson
  readonly device: DeviceId
  readonly store: MemoryStore
  /** Its disk for files: `capacity` in bytes, `lies` while it hands out what it does not have. */
  readonly files: SimFiles
  messenger: RunningMessenger
  clock: DeviceClock
}

export interface SimFiles {
  readonly media: MemoryMediaStore
  capacity: number
  lies: boolean
}

export class World {
  readonly rng: Seeded
  readonly clock = new FakeClock()
  readonly network: SimNetwork
  readonly crypto: WatchedCrypto = watchedCrypto()
  readonly people: SimPerson[] = []
  readonly devices: SimDevice[] = []

  constructor(seed: number | string, lines: LineOptions = {}) {
    this.rng = new Seeded(seed)
    this.network = new SimNetwork(this.clock, lines)
  }

  person(): SimPerson {
    const name = `p${this.people.length}`
    const { store, clock, rng } = this.#parts(`${name}.0`)
    const made = expectOk(createIdentity({ store, crypto: this.crypto, rng, clock }, { name, language: 'en' }))
    const person: SimPerson = { name, account: made.identity.account, words: made.words.join(' '), devices: [] }
    this.people.push(person)
    this.#add(person, store, made.identity.keys.device)
    return person
  }

  /** One more device of a person, by the words; it and the first one say yes to each other (GOV-6). */
  async secondDevice(person: SimPerson): Promise<SimDevice> {
    const name = `${person.name}.${person.devices.length}`
    const { store, clock, rng } = this.#parts(name)
    const identity = expectOk(
      restoreIdentity({ store, crypto: this.crypto, rng, clock }, { name: person.name, language: 'en', words: person.words }),
    )
    const added = this.#add(person, store, identity.keys.device)
    const [first] = person.devices
    if (first === undefined) throw new Error('a person has a first device')
    this.network.introduce(added.device, first.device)
    await this.run(2000)
    for (const one of person.devices) {
      for (const other of person.devices) if (one !== other) expectOk(one.messenger.people.approve(other.device))
    }
    // Contacts hear of it with the next greeting.
    this.network.cutAll()
    await this.run(3000)
    return added
  }

  /** Every device of a person is gone for good; the words were typed on an empty computer, which nobody has met yet. */
  fromWords(person: SimPerson): SimDevice {
    for (const lost of person.devices) this.off(lost)
    const { store, clock, rng } = this.#parts(`${person.name}.${person.devices.length}`)
    const options = { name: person.name, language: 'en', words: person.words } as const
    const identity = expectOk(restoreIdentity({ store, crypto: this.crypto, rng, clock }, options))
    return this.#add(person, store, identity.keys.device)
  }

  /** One more device of a person, linked by its first one: no words, six digits. */
  async linkedDevice(person: SimPerson): Promise<SimDevice> {
    const name = `${person.name}.${person.devices.length}`
    const { store, clock, rng } = this.#parts(name)
    const keys = createDevice(this.crypto, rng)
    const newcomer = createNewcomer({
      crypto: this.crypto,
      rng,
      clock,
      links: this.network.links(keys.device, name),
      keys,
      name,
      keep: (identity, linked) => Promise.resolve(keepLinked(store, identity, linked)),
      changed: () => undefined,
    })
    const [first] = person.devices
    if (first === undefined) throw new Error('a person has a first device')
    expectOk(newcomer.desk.take(expectOk(first.messenger.linking.show()).link ?? ''))
    await this.run(2000)
    expectOk(first.messenger.linking.confirm(true))
    expectOk(newcomer.desk.confirm(true))
    await this.run(2000)
    newcomer.stop()
    clock.stop()
    this.network.unplug(keys.device)
    const added = this.#add(person, store, keys.device)
    await this.run(3000)
    return added
  }

  /** Two people become contacts by a link; they have a direct room then. */
  async pair(a: SimPerson, b: SimPerson): Promise<void> {
    const [first, second] = [a.devices[0], b.devices[0]]
    if (first === undefined || second === undefined) throw new Error('people have devices')
    const { link } = expectOk(first.messenger.inviteContact())
    const accepting = second.messenger.accept(link)
    await this.run(3000)
    expectOk(await accepting)
  }

  /** Lets time pass for all. */
  async run(ms: number): Promise<void> {
    this.clock.advance(ms)
    await Promise.resolve()
    await Promise.resolve()
  }

  /** Power off and on again at once: what was not flushed is lost, nobody says good-bye. */
  crash(device: SimDevice): void {
    device.clock.stop()
    this.network.powerOff(device.device)
    device.store.crash()
    device.files.media.crash()
    this.#boot(device)
  }

  /** A clean end and a new start. */
  restart(device: SimDevice): void {
    this.off(device)
    this.on(device)
  }

  /** A clean end; nothing of it is left until it is on again. */
  off(device: SimDevice): void {
    device.messenger.stop()
    device.clock.stop()
    this.network.unplug(device.device)
  }

  on(device: SimDevice): void {
    this.#boot(device)
  }

  /** Sets a device's clock; what peers said of it no longer counts. */
  skew(device: SimDevice, ms: number): void {
    device.clock.skew(ms)
    device.messenger.people.clockChanged()
  }

  of(device: DeviceId): SimDevice | undefined {
    return this.devices.find((each) => each.device === device)
  }

  #parts(name: string): { readonly store: MemoryStore; readonly clock: DeviceClock; readonly rng: Seeded } {
    return { store: memoryStore(), clock: new DeviceClock(this.clock), rng: this.rng.fork(`birth of ${name}`) }
  }

  #add(person: SimPerson, store: MemoryStore, device: DeviceId): SimDevice {
    const name = `${person.name}.${person.devices.length}`
    const clock = new DeviceClock(this.clock)
    const files = this.#files()
    const added: SimDevice = { name, person, device, store, files, clock, messenger: this.#messenger(name, store, clock, files) }
    person.devices.push(added)
    this.devices.push(added)
    return added
  }

  #boot(device: SimDevice): void {
    device.clock = device.clock.next()
    device.messenger = this.#messenger(device.name, device.store, device.clock, device.files)
  }

  #boots = 0

  #messenger(name: string, store: MemoryStore, clock: DeviceClock, files: SimFiles): RunningMessenger {
    const identity = loadIdentity(store, this.crypto)
    if (identity === undefined) throw new Error('no identity on disk')
    const rng = this.rng.fork(`boot ${(this.#boots += 1)} of ${name}`)
    const links = this.network.links(identity.keys.device, name)
    return createMessenger({ store, crypto: this.crypto, rng, clock, identity, links, media: lying(files) })
  }

  #files(): SimFiles {
    const files: SimFiles = {
      media: memoryMediaStore({ crypto: this.crypto, clock: this.clock, capacityBytes: () => files.capacity }),
      capacity: Number.MAX_SAFE_INTEGER,
      lies: false,
    }
    return files
  }
}

/** What is read of it has a wrong bit while it lies. */
function lying(files: SimFiles): MediaStore {
  const { media } = files
  return new Proxy(media, {
    get: (target, name: keyof MediaStore) => {
      if (name !== 'chunk') return target[name].bind(target)
      return async (...asked: Parameters<MediaStore['chunk']>) => {
        const held = await target.chunk(...asked)
        if (held !== undefined && files.lies) held.sealed[0] = (held.sealed[0] ?? 0) ^ 1
        return held
      }
    },
  })
}
