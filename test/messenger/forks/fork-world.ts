/** People whose profiles are copied, put back and run twice: real messengers over stores that can be copied, several networks that never meet. */
import { type Rng, systemRng } from '../../../shared/crypto/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import {
  type MessageView,
  type RunningMessenger,
  createIdentity,
  createMessenger,
  loadIdentity,
  retireDevice,
} from '../../../shared/messenger/index.ts'
import { type CopiedStore, copiedStore } from '../../harness/copied-store.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { FakeClock } from '../../harness/fake-clock.ts'
import { SimNetwork } from '../../harness/sim/sim-network.ts'
import { watchedCrypto } from '../../harness/sim/watched-crypto.ts'

const STEPS = 40

/** One running copy of somebody's profile. */
export class Copy {
  readonly name: string
  readonly store: CopiedStore
  readonly world: ForkWorld
  messenger: RunningMessenger
  network: SimNetwork
  /** Set for copies that shall draw the same salts. */
  rng: Rng | undefined
  isOn = true
  isDue = false
  retired = 0

  constructor(name: string, store: CopiedStore, world: ForkWorld, network: SimNetwork) {
    this.name = name
    this.store = store
    this.world = world
    this.network = network
    this.messenger = this.#boot()
  }

  off(): void {
    if (!this.isOn) return
    this.isOn = false
    this.messenger.stop()
    this.network.unplug(this.messenger.me().device)
  }

  on(network = this.network): void {
    this.off()
    this.isOn = true
    this.network = network
    this.messenger = this.#boot()
  }

  /** The profile as it stands, running as a second copy. */
  copied(network: SimNetwork, name = `${this.name}'`): Copy {
    return new Copy(name, this.store.copy(), this.world, network)
  }

  /** What the engine does when a messenger says it is due. */
  retire(): void {
    this.off()
    const { crypto, rng, clock } = this.world
    const identity = loadIdentity(this.store, crypto)
    if (identity === undefined) throw new Error('no identity')
    expectOk(retireDevice({ store: this.store, crypto, rng, clock }, identity))
    this.isDue = false
    this.retired += 1
    this.on()
  }

  send(room: RoomId, ...texts: readonly string[]): readonly string[] {
    return expectOk(this.messenger.send(room, texts))
  }

  seen(room: RoomId): readonly MessageView[] {
    return expectOk(this.messenger.messages(room, { limit: 500 }))
  }

  /** All of them, where one page is not enough. */
  allTexts(room: RoomId): readonly (string | undefined)[] {
    const key = this.messenger.roomBook.byId(room)?.core.key
    if (key === undefined) throw new Error('no room')
    return this.store.messages.page(key, Number.MAX_SAFE_INTEGER).map(({ text }) => text)
  }

  /** The same in the order of letters, for what may have come in any order. */
  sortedTexts(room: RoomId): readonly (string | undefined)[] {
    return this.texts(room).toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
  }

  texts(room: RoomId): readonly (string | undefined)[] {
    return this.seen(room).map(({ text }) => text)
  }

  #boot(): RunningMessenger {
    const { crypto, clock } = this.world
    const { store, rng = this.world.rng } = this
    const identity = loadIdentity(store, crypto)
    if (identity === undefined) throw new Error('no identity')
    const links = this.network.links(identity.keys.device, this.name)
    const messenger = createMessenger({ store, crypto, rng, clock, identity, links })
    void messenger.retirement().then(() => {
      if (this.messenger === messenger) this.isDue = true
    })
    return messenger
  }
}

export class ForkWorld {
  readonly clock = new FakeClock()
  readonly home = new SimNetwork(this.clock)
  readonly away = new SimNetwork(this.clock)
  readonly crypto = watchedCrypto()
  readonly rng: Rng = systemRng()
  readonly copies: Copy[] = []
  /** False: nobody retires, however due it is. */
  doRetire = true

  person(name: string): Copy {
    const store = copiedStore()
    const { crypto, rng, clock } = this
    expectOk(createIdentity({ store, crypto, rng, clock }, { name, language: 'ko' }))
    return this.#added(new Copy(name, store, this, this.home))
  }

  /** A second copy of somebody, on a network of its own until told otherwise. */
  clone(of: Copy, network = this.away): Copy {
    return this.#added(of.copied(network))
  }

  async pass(ms = 6000): Promise<void> {
    for (let at = 0; at < STEPS; at++) {
      this.clock.advance(ms / STEPS)
      await Promise.resolve()
      await Promise.resolve()
      if (this.doRetire) for (const copy of this.copies) if (copy.isDue && copy.isOn) copy.retire()
    }
  }

  /** A group of all, made by the first. */
  async group(...people: readonly Copy[]): Promise<RoomId> {
    const [first, ...others] = people
    if (first === undefined) throw new Error('nobody')
    for (const other of others) {
      const { link } = expectOk(first.messenger.inviteContact())
      const accepting = other.messenger.accept(link)
      await this.pass()
      expectOk(await accepting)
    }
    const members = others.map((other) => other.messenger.me().account)
    const room = expectOk(first.messenger.createRoom({ kind: 'group', name: '우리집', members }))
    await this.pass()
    return room
  }

  #added(copy: Copy): Copy {
    this.copies.push(copy)
    return copy
  }
}

/** What two copies must agree about. */
export function shown(copy: Copy, room: RoomId): unknown {
  return copy.seen(room).map(({ id, author, time, text, edited, deleted, reactions, twoStories }) => ({
    id,
    account: author.account,
    time,
    text,
    edited,
    deleted,
    reactions: reactions.map(({ emoji, accounts }) => [emoji, accounts]),
    twoStories,
  }))
}
