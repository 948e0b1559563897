/** A few people on one simulated network, for tests of whole messengers: real crypto, memory stores, a hand-driven clock. */
import { type Rng, systemRng } from '../../shared/crypto/index.ts'
import type { AccountId, RoomId } from '../../shared/ids/index.ts'
import type { MediaStore } from '../../shared/media/index.ts'
import { type MessageView, type RunningMessenger, createIdentity, createMessenger, loadIdentity } from '../../shared/messenger/index.ts'
import { type MemoryStore, type Store, memoryStore } from '../../shared/store/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from './expect-ok.ts'
import { FakeClock } from './fake-clock.ts'
import { type LineOptions, SimNetwork } from './sim/sim-network.ts'

const STEPS = 20

export interface Villager<S extends Store = MemoryStore> {
  readonly name: string
  readonly store: S
  readonly messenger: RunningMessenger
  readonly account: AccountId
  /** Of who was made here. */
  readonly words?: string
}

/** Where somebody's files lie, for those who are switched off and on again. */
export interface VillageFiles {
  readonly media?: MediaStore
}

export class Village {
  readonly clock = new FakeClock()
  readonly network: SimNetwork
  readonly #rng: Rng

  constructor(rng: Rng = systemRng(), lines: LineOptions = {}) {
    this.#rng = rng
    this.network = new SimNetwork(this.clock, lines)
  }

  person(name: string, files: VillageFiles = {}): Villager {
    return this.personOn(name, memoryStore(), files)
  }

  /** Somebody with that store; whose it is, if it is somebody's already. */
  personOn<S extends Store>(name: string, store: S, files: VillageFiles = {}): Villager<S> {
    const crypto = nodeCrypto()
    const { clock } = this
    const held = loadIdentity(store, crypto)
    const made =
      held === undefined ? expectOk(createIdentity({ store, crypto, rng: this.#rng, clock }, { name, language: 'ko' })) : undefined
    const identity = held ?? made?.identity
    if (identity === undefined) throw new Error('somebody')
    const links = this.network.links(identity.keys.device, name)
    const messenger = createMessenger({ store, crypto, rng: this.#rng, clock, identity, links, ...files })
    return { name, store, messenger, account: identity.account, ...(made !== undefined && { words: made.words.join(' ') }) }
  }

  /** Lets time pass, and whatever follows from it happen. */
  async pass(ms = 5000): Promise<void> {
    for (let at = 0; at < STEPS; at++) {
      this.clock.advance(ms / STEPS)
      await Promise.resolve()
    }
  }

  /** Makes two people contacts; returns their direct room. */
  async pair(a: Villager<Store>, b: Villager<Store>): Promise<RoomId> {
    const { link } = expectOk(a.messenger.inviteContact())
    const accepting = b.messenger.accept(link)
    await this.pass()
    expectOk(await accepting)
    await this.pass()
    return expectOk(b.messenger.directRoom(a.account))
  }

  /** Cuts the network into islands of people. */
  partition(...islands: readonly (readonly Villager<Store>[])[]): void {
    this.network.partition(...islands.map((island) => island.map(({ messenger }) => messenger.me().device)))
  }
}

/** The messages somebody sees, oldest first. */
export function seenBy(who: Villager<Store>, room: RoomId): readonly MessageView[] {
  return expectOk(who.messenger.messages(room, { limit: 500 }))
}

/** Their texts; a deleted message is `undefined`. */
export function textsOf(who: Villager<Store>, room: RoomId): readonly (string | undefined)[] {
  return seenBy(who, room).map(({ text }) => text)
}
