/** Many people with two devices each, all in one room they came into by one invitation. */
import type { RoomId } from '../../../shared/ids/index.ts'
import { expectOk } from '../expect-ok.ts'
import type { LineOptions } from './sim-network.ts'
import { World } from './world.ts'

export interface Crowd {
  readonly world: World
  readonly room: RoomId
}

const INVITE_USES = 50

/** The first person makes the room; the others meet nobody else before they are in it. */
export async function crowd(seed: string, size: number, lines: LineOptions = { isSparse: true }): Promise<Crowd> {
  const world = new World(seed, lines)
  const people = Array.from({ length: size }, () => world.person())
  // Before anybody knows anybody: a second device costs no more than its own greeting.
  for (const person of people) await world.secondDevice(person)
  const host = people[0]?.devices[0]
  if (host === undefined) throw new Error('a crowd has people')
  const room = expectOk(host.messenger.createRoom({ name: 'everybody' }))
  await world.run(3000)
  for (let from = 1; from < size; from += INVITE_USES) {
    const { link } = expectOk(host.messenger.inviteToRoom(room, { uses: INVITE_USES }))
    for (const person of people.slice(from, from + INVITE_USES)) {
      void person.devices[0]?.messenger.accept(link)
      await world.run(1000)
    }
  }
  await world.run(60_000)
  return { world, room }
}
