/**
 * What is known of this person's own devices beside their certificates: what he calls them, when each was last heard of here, and which he
 * took out (KEY-8). What a device says of another holds until the words speak (OWN-9): then it is void, unless it is said again.
 */
import { type Codec, bool, field, id, optional, struct, text, uint } from '../../codec/index.ts'
import { type Revocation, revocation } from '../../identity/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'

export interface OwnDeviceNote {
  /** What this person calls it. */
  readonly name?: string | undefined
  /** When it was taken out, ms, by which device, and of how many revocations by words it knew: the number of the newest. */
  readonly out?: TakenOut | undefined
  /** When it was last heard of here, ms. */
  readonly seen?: number | undefined
  /** Somebody here had said yes to it before it was taken out. */
  readonly wasApproved?: boolean | undefined
  /** The number of the newest revocation known that names it as heir: whoever typed the words there was no thief. */
  readonly heir?: number | undefined
  /** Revoked by the words, on this very device: what is to be said in every room, and since when, ms, what it did counts no more. */
  readonly words?: { readonly revocation: Revocation; readonly since: number } | undefined
}

export interface TakenOut {
  readonly at: number
  readonly by: DeviceId
  readonly n?: number
}

/** What the words said, as the own card has it. */
export interface SaidByWords {
  /** The number of the newest revocation; 0: none. */
  readonly newest: number
  /** Revoked, or with no chain left but through one that is. */
  readonly dead: ReadonlySet<DeviceId>
}

const SPACE = 'own-devices'
const NOTHING: OwnDeviceNote = {}

const note: Codec<OwnDeviceNote> = struct({
  name: optional(1, text(INTRINSIC.NAME_CHARACTERS)),
  out: optional(2, struct({ at: field(1, uint()), by: field(2, id('device')), n: optional(3, uint()) })),
  seen: optional(3, uint()),
  wasApproved: optional(4, bool),
  words: optional(5, struct({ revocation: field(1, revocation), since: field(2, uint()) })),
  heir: optional(6, uint()),
})

export class OwnDeviceBook {
  readonly #store: Store
  readonly #said: () => SaidByWords
  readonly #notes = new Map<DeviceId, OwnDeviceNote>()
  readonly #told = new Set<DeviceId>()
  #isDropped: (device: DeviceId) => boolean = () => false

  constructor(store: Store, said: () => SaidByWords) {
    this.#store = store
    this.#said = said
    this.reload()
  }

  reload(): void {
    this.#notes.clear()
    for (const [key, value] of this.#store.values.list(SPACE)) {
      const device = parseId('device', key)
      const read = note.decode(value)
      if (device !== undefined && read.ok) this.#notes.set(device, read.value)
    }
  }

  of(device: DeviceId): OwnDeviceNote {
    return this.#notes.get(device) ?? NOTHING
  }

  devices(): readonly DeviceId[] {
    return [...this.#notes.keys()]
  }

  /** Revoked by the words, with what rests on it alone, or taken out by a device that had heard all that the words said. */
  isOut(device: DeviceId): boolean {
    return this.#said().dead.has(device) || this.#isTakenOut(device)
  }

  isRevoked(device: DeviceId): boolean {
    return this.#said().dead.has(device)
  }

  /** A revoked device has heard of it in a session with this one. */
  told(device: DeviceId): void {
    this.#told.add(device)
  }

  /** Revoked devices that are still to hear of it from this one: once since the start is enough. */
  untold(): readonly DeviceId[] {
    return this.said().length === 0 ? [] : [...this.#said().dead].filter((device) => !this.#told.has(device))
  }

  /** Who tells whether own devices' room (GOV-18) says that a device is out, all that the words said being heard there. */
  follow(isDropped: (device: DeviceId) => boolean): void {
    this.#isDropped = isDropped
  }

  /** How many revocations by words are known here: the number of the newest. */
  get newest(): number {
    return this.#said().newest
  }

  /** What this device has to say in rooms, as the heir that the words named. */
  said(): readonly NonNullable<OwnDeviceNote['words']>[] {
    return [...this.#notes.values()].flatMap(({ words }) => words ?? [])
  }

  /** Those taken out by a device, the latest first: what contacts are told. Of the words they are told with the card. */
  out(): readonly DeviceId[] {
    const all = [...this.#notes].flatMap(([device, { out }]) =>
      out === undefined || !this.#isTakenOut(device) ? [] : [{ device, at: out.at }],
    )
    return all
      .toSorted((a, b) => b.at - a.at || (a.device < b.device ? -1 : 1))
      .slice(0, RESOURCE.REVOKED_DEVICES)
      .map(({ device }) => device)
  }

  rename(device: DeviceId, name: string | undefined): void {
    this.#put(device, { ...this.of(device), name })
  }

  /** Of two who said it the one counts who had heard more of the words, then the earlier, so that all devices come to say the same. */
  takeOut(device: DeviceId, out: TakenOut, wasApproved: boolean): void {
    const note = this.of(device)
    if (note.out === undefined || isBefore(out, note.out))
      this.#put(device, { ...note, out, wasApproved: wasApproved || note.wasApproved === true })
  }

  /** In the transaction that takes a revocation in. */
  named(heir: DeviceId, n: number): void {
    if ((this.of(heir).heir ?? 0) < n) this.#put(heir, { ...this.of(heir), heir: n })
  }

  wasApproved(device: DeviceId): void {
    this.#put(device, { ...this.of(device), wasApproved: true })
  }

  /** In the transaction that makes the revocation. */
  revoke(revoked: Revocation, since: number): void {
    this.#put(revoked.device, { ...this.of(revoked.device), words: { revocation: revoked, since } })
  }

  /** Nobody needs it to the second, and nothing is lost with it. */
  heard(device: DeviceId, now: number): void {
    this.#store.transaction(() => this.#put(device, { ...this.of(device), seen: now }), 'relaxed')
  }

  /** OWN-9: what a device said before the words did is void, unless it was signed in the room of own devices and stands there still. */
  #isTakenOut(device: DeviceId): boolean {
    const { out, heir = 0 } = this.of(device)
    if (out === undefined) return false
    const { n = 0 } = out
    return n >= this.newest || (n >= heir && this.#isDropped(device))
  }

  #put(device: DeviceId, after: OwnDeviceNote): void {
    this.#store.values.put(SPACE, device, note.encode(after))
    this.#notes.set(device, after)
  }
}

function isBefore(one: TakenOut, other: TakenOut): boolean {
  const newer = (one.n ?? 0) - (other.n ?? 0)
  return newer > 0 || (newer === 0 && (one.at < other.at || (one.at === other.at && one.by < other.by)))
}
