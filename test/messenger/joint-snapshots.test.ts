/** SNAP-3: two devices of one account compacted a segment apart from each other; one of them joins the two, and they do not both do it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { parseHeader } from '../../shared/feeds/block/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { disagreement } from '../harness/sim/agreement.ts'
import { type SimDevice, World } from '../harness/sim/world.ts'

const WAIT_MS = RESOURCE.JOINT_SNAPSHOT_WAIT_MS

describe('concurrent snapshots of two devices of one account', () => {
  let world: World
  let lower: SimDevice
  let higher: SimDevice
  let friend: SimDevice
  let room: RoomId

  beforeEach(async () => {
    world = new World('joint snapshots')
    const mum = world.person()
    const second = await world.secondDevice(mum)
    const dad = world.person()
    await world.pair(mum, dad)
    const [first] = mum.devices
    ;[lower, higher] = first!.device < second.device ? [first!, second] : [second, first!]
    friend = dad.devices[0]!
    room = expectOk(friend.messenger.directRoom(mum.account))
    const ids = [...expectOk(lower.messenger.send(room, ['하나', '둘'])), ...expectOk(higher.messenger.send(room, ['셋', '넷']))]
    await world.run(10_000)
    // Each erases on its own island, so each writes a snapshot the other one does not know of.
    world.network.partition([lower.device], [higher.device], [friend.device])
    expectOk(lower.messenger.delete(ids[0]!))
    expectOk(higher.messenger.delete(ids[2]!))
    await world.run(10_000)
  })

  /** Who wrote the snapshots that are on a device's disk. */
  function authors(at: SimDevice): readonly string[] {
    const { store, key } = at.messenger.roomBook.byId(room)!.core
    const both = { lower, higher }
    return Object.entries(both).flatMap(([name, { device }]) =>
      store.blocks
        .range(key, device, 1, 1, 1000, Number.MAX_SAFE_INTEGER)
        .filter(({ kind }) => kind === 2)
        .map(() => name),
    )
  }

  const height = (of: SimDevice, at = of): number => at.messenger.roomBook.byId(room)!.chains.of(of.device).height

  /** Goes on millisecond by millisecond until somebody holds both snapshots. */
  async function untilMerged(at: SimDevice): Promise<void> {
    for (let ms = 0; ms < 60_000; ms++) {
      if (authors(at).length === 2) return
      await world.run(1)
    }
    throw new Error('they never met')
  }

  it('[SNAP-3] the lower one joins them once they have met; the higher one writes nothing', async () => {
    expect([authors(lower), authors(higher)]).toEqual([['lower'], ['higher']])
    const before = height(higher)
    world.network.heal()
    await world.run(20_000)
    for (const each of [lower, higher, friend]) expect(authors(each), each.name).toEqual(['lower'])
    await world.run(2 * WAIT_MS)
    for (const each of [lower, higher, friend]) expect(authors(each), each.name).toEqual(['lower'])
    expect(height(higher)).toBe(before)
    expect(disagreement(world)).toBeUndefined()
  })

  /** The friend carries the lower one's snapshot to the higher one; the lower one is gone by then. */
  async function carriedToHigher(): Promise<void> {
    world.network.partition([lower.device, friend.device], [higher.device])
    await world.run(20_000)
    expect(authors(friend)).toEqual(['lower'])
    world.network.partition([lower.device], [friend.device, higher.device])
    await untilMerged(higher)
  }

  it('[SNAP-3] while the lower one stays away the other waits 60 s, not one millisecond less, and joins them', async () => {
    await carriedToHigher()
    const before = height(higher)
    await world.run(WAIT_MS - 1)
    expect(height(higher)).toBe(before)
    expect(authors(higher)).toEqual(['lower', 'higher'])
    await world.run(1)
    expect(height(higher)).toBe(before + 1)
    expect(authors(higher)).toEqual(['higher'])
    await world.run(10_000)
    expect(authors(friend)).toEqual(['higher'])
    // The lower one finds them joined when it comes back.
    const own = height(lower)
    world.network.heal()
    await world.run(3 * WAIT_MS)
    for (const each of [lower, higher, friend]) expect(authors(each), each.name).toEqual(['higher'])
    expect([height(lower), height(higher)]).toEqual([own, before + 1])
    expect(disagreement(world)).toBeUndefined()
  })

  it('[SNAP-3] when the lower one’s comes in between, the other writes nothing', async () => {
    await carriedToHigher()
    const before = height(higher)
    await world.run(WAIT_MS / 2)
    world.network.heal()
    await world.run(3 * WAIT_MS)
    for (const each of [lower, higher, friend]) expect(authors(each), each.name).toEqual(['lower'])
    expect(height(higher)).toBe(before)
    expect(disagreement(world)).toBeUndefined()
  })

  it('[SNAP-3] a restart while it waits changes nothing', async () => {
    await carriedToHigher()
    const before = height(higher)
    await world.run(WAIT_MS / 2)
    world.restart(higher)
    world.network.partition([lower.device], [friend.device, higher.device])
    await world.run(WAIT_MS / 2 - 1)
    expect(height(higher)).toBe(before)
    await world.run(1)
    expect(height(higher)).toBe(before + 1)
    expect(authors(higher)).toEqual(['higher'])
  })

  it('[SNAP-3] what is joined names both, and holds every word that was not erased', async () => {
    world.network.heal()
    await world.run(20_000)
    const { store, key } = friend.messenger.roomBook.byId(room)!.core
    const [joint] = store.blocks.range(key, lower.device, 1, 1, 1000, Number.MAX_SAFE_INTEGER).filter(({ kind }) => kind === 2)
    const header = expectOk(parseHeader(joint!.header))
    expect(header.supersede?.map(({ device }) => device)).toEqual([lower.device, higher.device])
    const shown = expectOk(friend.messenger.messages(room)).flatMap(({ text, deleted }) => (deleted ? [] : [text]))
    expect(new Set(shown)).toEqual(new Set(['둘', '넷']))
  })
})
