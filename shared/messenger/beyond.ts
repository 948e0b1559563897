/**
 * The ways beyond a line of one's own: where people are now (`finding`), files that anybody may bring (`bundles`), and devices that keep what
 * they cannot read (`carrying`). Put together here; each knows of the messenger only what it uses.
 */
import type { RoomId } from '../ids/index.ts'
import type { PeerSession, SyncHub } from '../sync/index.ts'
import { Bundles } from './bundles/index.ts'
import { Carrying } from './carrying/index.ts'
import type { DeliveryWatch } from './delivery-watch.ts'
import type { MessengerDeps } from './deps.ts'
import type { DirectPairs } from './direct-pairs.ts'
import type { Events } from './events.ts'
import { Finding } from './finding/index.ts'
import type { Governing } from './governing.ts'
import type { Names } from './names.ts'
import type { People } from './people/index.ts'
import type { Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'

export interface BeyondDeps extends MessengerDeps {
  readonly people: People
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly names: Names
  readonly governing: Governing
  readonly watch: DeliveryWatch
  readonly events: Events
  hub(): SyncHub
  /** CLK-6. */
  now(): number
  /** Once, after what is going on now. */
  later(name: string, run: () => void): void
  /** Whom to reach may be others now. */
  reachAnew(): void
}

export class Beyond {
  readonly finding: Finding
  readonly bundles: Bundles
  readonly carrying: Carrying
  readonly #deps: BeyondDeps

  constructor(deps: BeyondDeps) {
    const { events, governing, pairs, watch } = deps
    this.#deps = deps
    this.finding = new Finding(deps)
    this.bundles = new Bundles({
      ...deps,
      emit: (event) => events.tell(event),
      together: (work) => events.together(work),
      settle: (room: Room) => watch.changed(room),
      subscribe: (listener) => events.subscribe(listener),
    })
    this.carrying = new Carrying({
      ...deps,
      name: (room, device, on) => governing.act(room, { act: 'carrier', device, on }),
      roomsOf: (room: RoomId) => pairs.roomsOf(room),
      upkeep: () => this.offerCarriers(),
      changed: () =>
        deps.later('carrying', () => {
          deps.reachAnew()
          events.tell({ type: 'carrying' })
        }),
      isBox: deps.kind === 'carrier',
    })
  }

  sessionOpened(session: PeerSession): void {
    this.carrying.offer(session)
    this.finding.sessionOpened(session)
  }

  sessionClosed(session: PeerSession): void {
    this.finding.sessionClosed(session)
  }

  /** Members or carriers may have changed: carriers learn whom they serve, and what they held may count no longer (DLV-4). */
  offerCarriers(): void {
    const { rooms, watch } = this.#deps
    this.carrying.keeper.dropJoined()
    for (const session of this.#deps.hub().sessions()) this.carrying.offer(session)
    for (const key of rooms.opened()) {
      const room = rooms.get(key)
      if (room !== undefined && this.carrying.hasOthers(room)) watch.changed(room)
    }
  }

  stop(): void {
    this.finding.stop()
    this.carrying.stopAll()
  }
}
