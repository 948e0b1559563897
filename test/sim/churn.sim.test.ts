/** Five hours in which nobody stays where he is: who is at one place comes to know the same, and nothing runs away meanwhile. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { disagreement, messagesOf, text } from '../harness/sim/agreement.ts'
import { crowd } from '../harness/sim/crowd.ts'
import type { Seeded } from '../harness/sim/seeded.ts'
import { Town } from '../harness/sim/town.ts'
import type { SimDevice, World } from '../harness/sim/world.ts'

const HOURS = 5
const HOUR_MS = 3_600_000
const STEP_MS = 30_000
const PLACES = ['home', 'shop', 'café', 'bus'] as const
/** Long enough to meet, to tell what is missing and to send it. */
const ACQUAINTED_MS = 60_000
/** To seven others, with statuses, greetings and five hours of signs of life: 15 kB. A loop of any kind would be a multiple. */
const MOST_BYTES_A_MESSAGE = 30_000

describe('five hours of coming and going', () => {
  it.each(['a day', 'another day', 'a third day'])('[P1] [P9] [SYNC-10] on %s', async (seed) => {
    const { world, room } = await crowd(seed, 4, {})
    const town = new Town(world, 'home')
    const rng = world.rng.fork('churn')
    let sent = 0
    const bytesBefore = world.network.deliveredBytes
    for (let step = 1; step <= (HOURS * HOUR_MS) / STEP_MS; step++) {
      for (const device of world.devices) wander(town, rng, device)
      const writer = rng.pick(world.devices.filter((each) => town.isOn(each)))
      if (writer !== undefined && rng.chance(0.5)) {
        expectOk(writer.messenger.send(room, [`${seed} ${(sent += 1)}`]))
      }
      await world.run(STEP_MS)
      const apart = strangers(town, room)
      if (apart !== undefined) throw new Error(`after ${(step * STEP_MS) / 60_000} minutes: ${apart}`)
    }
    const perMessage = (world.network.deliveredBytes - bytesBefore) / sent
    for (const device of world.devices) {
      town.on(device, 'home')
      town.move(device, 'home')
    }
    await world.run(2 * ACQUAINTED_MS)
    expect(disagreement(world)).toBeUndefined()
    for (const device of world.devices) expect(messagesOf(device, room)).toHaveLength(sent)
    expect(perMessage).toBeLessThan(MOST_BYTES_A_MESSAGE)
    expect(world.network.lineCount).toBeLessThanOrEqual(pairs(world))
  })
})

/** Once in a while somebody goes somewhere else, to sleep, or wakes up. */
function wander(town: Town, rng: Seeded, device: SimDevice): void {
  const place = rng.pick(PLACES) ?? 'home'
  if (!town.isOn(device)) {
    if (rng.chance(0.05)) town.on(device, place)
  } else if (rng.chance(0.02)) town.off(device)
  else if (rng.chance(0.05)) town.move(device, place)
}

/** Two that have been at one place for a while and do not show the same; undefined when there are none. */
function strangers(town: Town, room: RoomId): string | undefined {
  for (const [first, ...others] of town.together(ACQUAINTED_MS)) {
    if (first === undefined) continue
    const shown = text(messagesOf(first, room))
    const other = others.find((each) => text(messagesOf(each, room)) !== shown)
    if (other !== undefined) return `${first.name} and ${other.name} are at ${town.placeOf(first)} and show different things`
  }
  return undefined
}

function pairs({ devices }: World): number {
  return (devices.length * (devices.length - 1)) / 2
}
