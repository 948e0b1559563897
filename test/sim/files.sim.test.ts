/**
 * Files by chance (MEDIA-80 to MEDIA-88): holders vanish, lie and come back, lines are cut at any byte, disks are full, quotas are reached, power
 * goes. In the end every device has what the policy says and what its person asked for, nothing that no message refers to, and no only copy is gone.
 */
import { describe, expect, it } from 'vitest'
import { FileLife, filesFault } from '../harness/sim/file-deeds.ts'
import { World } from '../harness/sim/world.ts'
import { expectOk } from '../harness/expect-ok.ts'

const FIRST = 61_001
const SEEDS = 12
const DEEDS = 40

async function lived(seed: number): Promise<FileLife> {
  const world = new World(seed)
  const people = [world.person(), world.person(), world.person(), ...(seed % 2 === 0 ? [world.person()] : [])]
  const [host, ...others] = people
  const owner = host?.devices[0]
  if (host === undefined || owner === undefined) throw new Error('a host')
  for (const other of others) await world.pair(host, other)
  const room = expectOk(owner.messenger.createRoom({ name: 'files' }))
  for (const { account } of others) expectOk(owner.messenger.act(room, { act: 'add', account }))
  for (let at = 0; at < 20; at += 1) await world.run(500)
  const life = new FileLife(world, room)
  if (seed % 4 !== 0)
    world.network.setChaos({
      ...{ rng: world.rng.fork('chaos'), cutChance: 0.01, maxLatencyMs: 30, maxChunkBytes: 128 * 1024 },
      ...{ slowChance: 0.05, secondPathChance: 0 },
    })
  try {
    await life.live(DEEDS)
    await life.heal()
    const fault = await filesFault(world, life)
    if (fault !== undefined) throw new Error(fault)
  } catch (cause) {
    throw new Error(`seed ${seed}\n${life.lines.join('\n')}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  } finally {
    for (const { messenger } of world.devices) messenger.stop()
  }
  return life
}

describe('[MEDIA-80] [MEDIA-81] [MEDIA-85] worlds with files come to rest as the rules say', () => {
  let sent = 0
  let most = 0
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1)
    it(`seed ${seed}`, async () => {
      const life = await lived(seed)
      sent += life.sent.filter(({ isDeleted, isBogus }) => !isDeleted && !isBogus).length
      most = Math.max(most, life.mostGoing)
    })
  it('in which many files came, as many at a time as may', () => {
    expect(sent).toBeGreaterThan(SEEDS)
    expect(most).toBeGreaterThan(1)
  })
})
