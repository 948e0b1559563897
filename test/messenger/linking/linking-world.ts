/** Two or more computers of one person on one simulated network: an empty one beside a village, and what makes it somebody's. */
import { systemRng } from '../../../shared/crypto/index.ts'
import { createDevice } from '../../../shared/identity/index.ts'
import {
  type Newcomer,
  type RunningMessenger,
  createMessenger,
  createNewcomer,
  keepLinked,
  loadIdentity,
} from '../../../shared/messenger/index.ts'
import { fail } from '../../../shared/result.ts'
import { type MemoryStore, memoryStore } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import type { Village, Villager } from '../../harness/village.ts'

const crypto = nodeCrypto()
const rng = systemRng()

export class EmptyComputer {
  readonly village: Village
  readonly store: MemoryStore = memoryStore()
  readonly keys = createDevice(crypto, rng)
  readonly name: string
  readonly newcomer: Newcomer
  changes = 0
  /** Its disk takes nothing. */
  refuses = false

  constructor(village: Village, name: string) {
    this.village = village
    this.name = name
    const { clock } = village
    this.newcomer = createNewcomer({
      crypto,
      rng,
      clock,
      links: village.network.links(this.keys.device, name),
      keys: this.keys,
      name,
      keep: (identity, linked) => Promise.resolve(this.refuses ? fail('STORE_FULL') : keepLinked(this.store, identity, linked)),
      changed: () => (this.changes += 1),
    })
  }

  get desk(): Newcomer['desk'] {
    return this.newcomer.desk
  }

  /** The profile as it is on disk, started as an engine would. */
  moveIn(): Villager {
    this.newcomer.stop()
    this.village.network.unplug(this.keys.device)
    return started(this.village, this.name, this.store)
  }
}

export function started(village: Village, name: string, store: MemoryStore): Villager {
  const identity = loadIdentity(store, crypto)
  if (identity === undefined) throw new Error(`${name} has no profile`)
  const links = village.network.links(identity.keys.device, name)
  const messenger: RunningMessenger = createMessenger({ store, crypto, rng, clock: village.clock, identity, links })
  return { name, store, messenger, account: identity.account }
}

/** Power off and on again. */
export function restarted(village: Village, who: Villager): Villager {
  who.messenger.stop()
  village.network.unplug(who.messenger.me().device)
  return started(village, who.name, who.store)
}

/** The whole way: the old computer shows, the empty one takes, the person compares. */
export async function link(village: Village, old: Villager, name = '노트북'): Promise<Villager> {
  const empty = new EmptyComputer(village, name)
  const shown = expectOk(old.messenger.linking.show())
  expectOk(empty.desk.take(shown.link ?? ''))
  await village.pass()
  expectOk(old.messenger.linking.confirm(true))
  expectOk(empty.desk.confirm(true))
  await village.pass()
  if (empty.desk.view()?.state !== 'done') throw new Error(`not linked: ${JSON.stringify(empty.desk.view())}`)
  const arrived = empty.moveIn()
  await village.pass()
  return arrived
}
