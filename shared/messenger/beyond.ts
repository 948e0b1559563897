/**
 * The ways beyond a line of one's own: where people are now (`finding`), files that anybody may bring (`bundles`), devices that keep what
 * they cannot read (`carrying`), files of messages (`media`), and what all of that comes to on the day it is needed (`readiness`). Put together here; each knows of the messenger only what it uses.
 */
import type { FileId, RoomHandle, RoomId } from '../ids/index.ts'
import type { RoomKey } from '../store/index.ts'
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
import { Media, Offering, ownOffers } from './media/index.ts'
import type { Governing } from './governing.ts'
import type { Names } from './names.ts'
import type { People } from './people/index.ts'
import { Readiness } from './readiness/index.ts'
import type { Room } from './room/index.ts'
import type { RoomNotes } from './room-notes.ts'
import type { Rooms } from './rooms.ts'

const MIB = 1024 * 1024

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
  readonly offering: Offering
  readonly #deps: BeyondDeps
  readonly #releases: (() => void)[] = []

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
      media: () => this.media,
      mostFileBytes: () => deps.settings().mediaMib * MIB,
      filesGone: () => this.offering.dropped(),
      fellowSaid: (key) => deps.later(`fellow/${key}`, () => this.offering.roomChanged(key)),
    })
    this.media = new Media({
      ...deps,
      emit: (event) => events.tell(event),
      carried: this.carrying.files,
      offering: () => this.offering,
      stirred: (device, address, waitedMs) => deps.hub().stirred(device, address, waitedMs),
      whole: (handle, file) => this.#came(handle, file),
    })
    this.offering = this.#offering()
    this.carrying.files.start()
    this.readiness = new Readiness({ ...deps, carrying: this.carrying, keepsakes: this.keepsakes })
  }

  /** Members offer what is new in their rooms, carriers to each other what they keep. */
  #offering(): Offering {
    const { events, store, clock, links } = this.#deps
    const { holders, references } = this.media.keeping
    const { sets } = references
    const offering = new Offering({
      ...{ store, clock, links },
      hub: () => this.media.hub,
      rooms: () => [
        ...ownOffers({ ...this.#deps, files: this.media.files, partsOf: (set) => sets.of(set) }),
        ...this.carrying.forFellows(),
      ],
      sizeOf: async (file) => {
        const held = await this.media.store.held(file)
        return held?.chunks.isWhole === true ? held.size : undefined
      },
      holds: (device, file) => holders.of(file).some((each) => each.device === device),
    })
    this.#releases.push(
      store.references.onDropped(() => offering.dropped()),
      events.subscribe((event) => {
        const row = event.type === 'message' ? store.messages.find(event.message) : undefined
        for (const file of row?.files ?? [])
          for (const each of [file, ...sets.of(file)]) if (row !== undefined) offering.came(row.room, each)
      }),
    )
    return offering
  }

  /** Whole, of a room of this person or of one that is carried. */
  #came(handle: RoomHandle, file: FileId): void {
    const key = this.#deps.rooms.registry.byHandle(handle) ?? this.carrying.byHandle(handle)
    if (key !== undefined) this.offering.came(key, file)
  }

  /** What somebody says of himself in a room came: a carrier may say to keep files now. */
  custodyChanged(key: RoomKey): void {
    this.offering.roomChanged(key)
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
    for (const release of this.#releases) release()
    this.offering.stop()
    this.media.stop()
    this.finding.stop()
    this.keepsakes.stop()
    this.carrying.stopAll()
    this.readiness.stop()
  }
}
