/**
 * The ways beyond a line of one's own: where people are now (`finding`), files that anybody may bring (`bundles`), devices that keep what
 * they cannot read (`carrying`), files of messages (`media`), and what all of that comes to on the day it is needed (`readiness`). Put together here; each knows of the messenger only what it uses.
 */
import type { RoomId } from '../ids/index.ts'
import type { Settings } from './api.ts'
import type { PeerSession, SyncHub } from '../sync/index.ts'
import { Bundles } from './bundles/index.ts'
import { Carrying } from './carrying/index.ts'
import type { DeliveryWatch } from './delivery-watch.ts'
import type { MessengerDeps } from './deps.ts'
import type { DirectPairs } from './direct-pairs.ts'
import type { Events } from './events.ts'
import { Finding } from './finding/index.ts'
import { Keepsakes } from './keepsakes/index.ts'
import { Media } from './media/index.ts'
import type { Governing } from './governing.ts'
import type { Names } from './names.ts'
import type { People } from './people/index.ts'
import { Readiness } from './readiness/index.ts'
import type { Room } from './room/index.ts'
import type { RoomNotes } from './room-notes.ts'
import type { Rooms } from './rooms.ts'

export interface BeyondDeps extends MessengerDeps {
  readonly people: People
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly names: Names
  readonly governing: Governing
  readonly watch: DeliveryWatch
  readonly events: Events
  readonly notes: RoomNotes
  settings(): Settings
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
  readonly keepsakes: Keepsakes
  readonly readiness: Readiness
  readonly media: Media
  readonly #deps: BeyondDeps

  constructor(deps: BeyondDeps) {
    const { events, governing, pairs, watch } = deps
    this.#deps = deps
    this.keepsakes = new Keepsakes({
      ...deps,
      recordedAt: (device) => this.finding.addressesOf(device),
      emit: (event) => events.tell(event),
      subscribe: (listener) => events.subscribe(listener),
    })
    this.finding = new Finding({ ...deps, keepsake: (session, message) => this.keepsakes.heard(session, message) })
    this.bundles = new Bundles({
      ...deps,
      finding: this.finding,
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
    this.media = new Media({ ...deps, emit: (event) => events.tell(event) })
    this.readiness = new Readiness({ ...deps, carrying: this.carrying, keepsakes: this.keepsakes })
  }

  sessionOpened(session: PeerSession): void {
    this.carrying.offer(session)
    this.finding.sessionOpened(session)
    this.keepsakes.sessionOpened(session)
    this.readiness.sessionOpened(session)
  }

  sessionClosed(session: PeerSession): void {
    this.finding.sessionClosed(session)
    this.keepsakes.sessionClosed(session)
    this.readiness.sessionClosed(session)
  }

  /** What was heard in RECORD and not taken. */
  refusals(): ReadonlyMap<string, number> {
    return new Map([...this.finding.refusals(), ...this.keepsakes.refusals()])
  }

  /** Members or carriers may have changed: carriers learn whom they serve, and what they held may count no longer (DLV-4). */
  offerCarriers(): void {
    const { rooms, watch } = this.#deps
    this.carrying.keeper.dropJoined()
    for (const session of this.#deps.hub().sessions()) this.carrying.offer(session)
    let areOthers = false
    for (const key of rooms.opened()) {
      const room = rooms.get(key)
      if (room === undefined || !this.carrying.hasOthers(room)) continue
      watch.changed(room)
      areOthers = true
    }
    // A carrier that was connected before it was one has a tag for the room only from now on (SYNC-3).
    if (areOthers) this.#deps.hub().rematch()
  }

  stop(): void {
    this.media.stop()
    this.finding.stop()
    this.keepsakes.stop()
    this.carrying.stopAll()
    this.readiness.stop()
  }
}
