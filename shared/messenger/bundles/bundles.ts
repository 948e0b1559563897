/** Bundles of this device's rooms: planned and written, read and summed up. The messenger's own parts do the work; this puts them together. */
import type { BundleKey } from '../../bundle/index.ts'
import { union } from '../../custody/index.ts'
import type { AccountId, RoomHandle, RoomId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { RoomKey } from '../../store/index.ts'
import { type SyncHub, type WireBlock, seqsAnswered } from '../../sync/index.ts'
import type { MessengerEvent } from '../api.ts'
import type { MessengerDeps } from '../deps.ts'
import type { DirectPairs } from '../direct-pairs.ts'
import type { Finding } from '../finding/index.ts'
import type { Names } from '../names.ts'
import type { People } from '../people/index.ts'
import type { Room } from '../room/index.ts'
import { roomName } from '../room-views.ts'
import type { Rooms } from '../rooms.ts'
import { DefaultBundleReading } from './bundle-reading.ts'
import type { Origin } from './reading-deps.ts'
import { type RoomPlan, lackedBy, planRoom } from './bundle-plan.ts'
import { writeBundle } from './bundle-writing.ts'
import { Letters } from './letters.ts'
import type { BundleCode, BundleOptions, BundleReading, BundleStep, BundleTarget, BundleWriting, BundlesApi } from '../api-bundles.ts'
import { Tally } from './tally.ts'

export interface BundlesDeps extends Pick<MessengerDeps, 'crypto' | 'rng' | 'clock' | 'identity' | 'store'> {
  readonly rooms: Rooms
  readonly people: People
  readonly pairs: DirectPairs
  readonly names: Names
  readonly finding: Finding
  hub(): SyncHub
  /** CLK-6. */
  now(): number
  together(work: () => void): boolean
  /** Compares where own messages are with what was last told of them. */
  settle(room: Room): void
  emit(event: MessengerEvent): void
  subscribe(listener: (event: MessengerEvent) => void): () => void
}

/** Own messages whose delivery is told anew after a bundle was written: what a page may have on its screen. */
const TOLD_ANEW = 200

export class Bundles implements BundlesApi {
  readonly #deps: BundlesDeps
  readonly #letters: Letters

  constructor(deps: BundlesDeps) {
    this.#deps = deps
    this.#letters = new Letters(deps)
  }

  write({ target, since, maxBytes = RESOURCE.BUNDLE_PART_BYTES }: BundleOptions): Result<BundleWriting, BundleCode> {
    if (maxBytes < RESOURCE.BUNDLE_PART_MIN_BYTES || maxBytes > RESOURCE.BUNDLE_PART_BYTES) return fail('OUT_OF_RANGE')
    const chosen = this.#chosen(target)
    if (!chosen.ok) return chosen
    const account = target.to === 'contact' ? target.account : undefined
    const plans = chosen.value.flatMap((room) => {
      // What is held here by now is to be known there: the newest word of this device goes along.
      room.publish()
      return planRoom(room, account, since) ?? []
    })
    return plans.length === 0 ? fail('NOTHING') : ok(this.#writing(plans, maxBytes))
  }

  read(): BundleReading {
    const { crypto, rooms, people, pairs, names, finding, together, settle, hub, subscribe } = this.#deps
    const tally = new Tally()
    const hearing = finding.hearing()
    const release = subscribe((event) => tally.heard(event))
    return new DefaultBundleReading({
      crypto,
      tally,
      together,
      keys: () => this.#keys(),
      sync: (key) => rooms.sync(key),
      revealed: (by, handle, room) => this.#revealed(by, handle, room),
      settle: (key) => {
        const room = rooms.get(key)
        if (room !== undefined) settle(room)
      },
      changed: (key, what) => hub().changed(key, what),
      letter: (key, bytes) => this.#letters.take(key, bytes, hearing),
      nameOf: (key) => {
        const record = rooms.registry.get(key)
        if (record?.room === undefined) return undefined
        return { room: pairs.shownAs(record.room), name: roomName(record, names) }
      },
      hasAnswer: (key) => this.#hasAnswer(key, tally, people),
      onClose: release,
    })
  }

  #chosen(target: BundleTarget): Result<readonly Room[], BundleCode> {
    const { rooms, people, pairs } = this.#deps
    if (target.to === 'all') return ok(rooms.registry.keys().flatMap((key) => rooms.get(key) ?? []))
    if (target.to === 'room') {
      const opened = pairs.roomsOf(target.room)
      return opened.length === 0 ? fail('NO_ROOM') : ok(opened)
    }
    const record = people.record(target.account)
    if (record === undefined) return fail('NO_CONTACT')
    if (record.isBlocked) return fail('BLOCKED')
    return ok(rooms.withAccount(target.account).flatMap((key) => rooms.get(key) ?? []))
  }

  #writing(plans: readonly RoomPlan[], maxBytes: number): BundleWriting {
    const { crypto, rng, rooms, clock } = this.#deps
    const written = new Map<RoomPlan, WireCount>(plans.map((plan) => [plan, { blocks: 0, own: [] }]))
    const self = this.#deps.identity.keys.device
    const letters = this.#letters.begin()
    const steps = writeBundle(
      {
        crypto,
        rng,
        maxBytes,
        now: () => clock.now(),
        sync: ({ room }) => rooms.sync(room.core.key),
        introduction: (plan) => this.#introduction(plan),
        letters: ({ targets }) => letters(targets),
        wrote: (plan, block) => count(written.get(plan), block, self),
      },
      plans,
    )
    return {
      next: (): IteratorResult<BundleStep, undefined> => steps.next(),
      rooms: () => plans.map((plan) => ({ ...this.#shown(plan.room), blocks: written.get(plan)?.blocks ?? 0 })),
      done: () => {
        for (const [plan, { own }] of written) this.#note(plan.room.core.key, own)
      },
    }
  }

  #shown({ core }: Room): { readonly room: RoomId; readonly name: string } {
    const { rooms, pairs, names } = this.#deps
    const record = rooms.registry.get(core.key)
    return { room: pairs.shownAs(core.id), name: record === undefined ? '' : roomName(record, names) }
  }

  /** Pairing secrets of contacts who may not know the room: nothing of any of their devices has come from there. */
  #introduction({ newcomers }: RoomPlan): readonly Uint8Array[] {
    const wanted = new Set(newcomers)
    return this.#deps.people.matchKeys().flatMap((match) => (match.kind === 'contact' && wanted.has(match.account) ? [match.key] : []))
  }

  #note(key: RoomKey, own: WireCount['own']): void {
    const { rooms, clock, store, emit } = this.#deps
    const room = rooms.get(key)
    if (room === undefined || own.length === 0) return
    room.bundled.note(own, clock.now())
    for (const row of store.messages.ownAmongNewest(key, room.core.account, TOLD_ANEW)) {
      const { state } = room.custody.spread(row, room.changes.of(row))
      if (room.bundled.at(row) !== undefined && (state === 'queued' || state === 'held'))
        emit({ type: 'delivery', room: room.core.id, message: row.id, state, before: state })
    }
  }

  #keys(): readonly BundleKey<Origin>[] {
    const { rooms, people } = this.#deps
    const ofRooms = rooms.registry.keys().flatMap((key) => {
      const record = rooms.registry.get(key)
      const secret = rooms.get(key)?.state.rs
      return record === undefined || secret === undefined
        ? []
        : [{ secret, of: { kind: 'room', room: key } as const, active: record.active }]
    })
    const ofContacts = people
      .matchKeys()
      .flatMap((match) =>
        match.kind === 'contact' ? [{ secret: match.key, of: { kind: 'contact', account: match.account } as const }] : [],
      )
    return [...ofRooms.toSorted((a, b) => b.active - a.active), ...ofContacts]
  }

  /** As a contact at the other end of a session would reveal it. */
  #revealed(by: AccountId, handle: RoomHandle, id: RoomId): RoomKey | undefined {
    const { rooms, people } = this.#deps
    if (people.record(by)?.state !== 'paired') return undefined
    const held = rooms.registry.byHandle(handle)
    const record = held === undefined ? undefined : rooms.registry.get(held)
    return held !== undefined && record?.room !== undefined ? held : rooms.revealed(handle, id, record?.kind ?? 'group', by)
  }

  /** Whoever wrote is to hear what came, and what was said here meanwhile. */
  #hasAnswer(key: RoomKey, tally: Tally, people: People): boolean {
    const room = this.#deps.rooms.get(key)
    if (room === undefined) return false
    const self = people.identity().keys.device
    const others = new Set(
      [...room.state.devices.values()].filter(({ device, live }) => live && device !== self).map(({ device }) => device),
    )
    return others.size > 0 && (tally.room(key).messages > 0 || lackedBy(room, others).has(self))
  }
}

interface WireCount {
  blocks: number
  own: readonly (readonly [number, number])[]
}

function count(written: WireCount | undefined, block: WireBlock, self: Parameters<typeof seqsAnswered>[1]): void {
  if (written === undefined) return
  written.blocks += 1
  written.own = union(written.own, seqsAnswered(block.header, self))
}
