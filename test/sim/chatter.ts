/** Everybody talks: together, in two islands, and together again. */
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { liveIn } from '../harness/sim/agreement.ts'
import { Ledger } from '../harness/sim/ledger.ts'
import type { World } from '../harness/sim/world.ts'

const SETTLE_MS = 120_000

export async function chatter(world: World, room: RoomId, texts: number): Promise<Ledger> {
  const ledger = new Ledger()
  const rng = world.rng.fork('chatter')
  const live = liveIn(world, room)
  for (let at = 0; at < texts; at++) {
    if (at === Math.floor(texts / 3)) {
      const half = live.length >> 1
      world.network.partition(
        live.slice(0, half).map(({ device }) => device),
        live.slice(half).map(({ device }) => device),
      )
    }
    if (at === Math.floor((2 * texts) / 3)) world.network.heal()
    const by = rng.pick(live)
    if (by === undefined) return ledger
    const text = `${by.name} says ${at}`
    ledger.sent(by, room, expectOk(by.messenger.send(room, [text])), [text])
    await world.run(300)
  }
  await world.run(SETTLE_MS)
  return ledger
}
