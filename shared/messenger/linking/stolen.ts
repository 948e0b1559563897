/**
 * A stolen device, taken out by the words (GOV-7, OWN-9): whoever types them on one of his devices is believed over whatever the thief did with
 * another, were it that he had this one taken out. The account's key exists while this runs, and is erased before it returns.
 */
import {
  type AccountKeys,
  type Card,
  type Revocation,
  accountFromWords,
  devicesOf,
  issueCertificate,
  issueRevocation,
  standingRevocations,
} from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { MessengerDeps } from '../deps.ts'
import type { People } from '../people/index.ts'
import { type Room, dropByWords, dropForHeir, droppedAt } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import type { ByWords, DeviceCode } from '../api-linking.ts'

export interface StolenDeps extends Pick<MessengerDeps, 'crypto' | 'clock'> {
  readonly people: People
  readonly rooms: Rooms
  /** Own devices' rooms (GOV-18): what is signed there says who is out. */
  selfRooms(): readonly Room[]
}

export class StolenDevices {
  readonly #deps: StolenDeps

  constructor(deps: StolenDeps) {
    this.#deps = deps
    deps.people.shared.devices.follow((device) => this.isDropped(device))
  }

  /** Durable when it returns; rooms follow, at the next start if not now. Nothing has changed when it fails. */
  revoke({ words, devices, since }: ByWords): Result<readonly Revocation[], DeviceCode> {
    const { people, crypto } = this.#deps
    const stolen = [...new Set(devices)]
    if (stolen.length === 0 || stolen.length > INTRINSIC.ACCOUNT_LIVE_DEVICES) return fail('NO_DEVICE')
    const known = new Set(people.ownDevices().map(({ device }) => device))
    if (stolen.includes(people.identity().keys.device)) return fail('FORBIDDEN')
    if (stolen.some((device) => !known.has(device))) return fail('NO_DEVICE')
    // In rooms it went with the device that brought it in, and no later word of its own is heard there.
    if (this.#hasFallen()) return fail('DEVICE_REVOKED')
    const read = accountFromWords(crypto, words)
    if (!read.ok) return fail('BAD_WORDS')
    try {
      if (read.value.account !== people.identity().account) return fail('OTHER_WORDS')
      const card = this.#cardOf(read.value, stolen)
      const from = since ?? this.#firstDrop(stolen) ?? this.#now()
      const said = card.revocations.filter(({ device }) => stolen.includes(device))
      return people.shared.say(card, said, from) ? ok(said) : fail('STORE_FULL')
    } finally {
      read.value.seed.fill(0)
    }
  }

  /** Devices that would go with these, as nobody else certified them (ENC-7). */
  fallingWith(stolen: readonly DeviceId[]): readonly DeviceId[] {
    const { account, card, keys } = this.#deps.people.identity()
    const certificates = card.certificates.filter(({ device }) => !stolen.includes(device))
    const left = devicesOf(account, { ...card, certificates })
    return [...devicesOf(account, card).keys()].filter((device) => device !== keys.device && !stolen.includes(device) && !left.has(device))
  }

  /** Says in a room what the words said, wherever it is not said yet: now, in rooms that come later, and after a crash. */
  settle(room: Room): void {
    const { people } = this.#deps
    const self = people.identity().keys.device
    for (const { revocation, since } of people.shared.devices.said()) dropByWords(room, revocation, since)
    for (const each of people.shared.revocations) if (each.heir !== self) dropForHeir(room, each)
  }

  settleAll(): void {
    for (const key of this.#deps.rooms.registry.keys()) {
      const room = this.#deps.rooms.get(key)
      if (room !== undefined) this.settle(room)
    }
  }

  /** Whether own devices' room says that one of them is out, the words being heard there and this device too. */
  isDropped(device: DeviceId): boolean {
    const self = this.#deps.people.identity().keys.device
    const rooms = this.#deps.selfRooms().filter((room) => room.state.devices.get(self)?.live === true && this.isHeardIn(room))
    return rooms.some(({ state }) => state.devices.get(device)?.dropped === true)
  }

  /** Whether all that the words said counts there: nobody they revoked is in it. */
  isHeardIn({ state, core }: Room): boolean {
    const standing = standingRevocations(core.account, this.#deps.people.shared.revocations)
    return standing.every(({ device }) => state.devices.get(device)?.live !== true)
  }

  /** What is added to the own card: this device's own chain, the revocations, and again what an heir said who is revoked now. */
  #cardOf({ account, seed }: AccountKeys, stolen: readonly DeviceId[]): Card {
    const { people, crypto } = this.#deps
    const { keys, card, deviceName } = people.identity()
    const issued = this.#now()
    const restated = card.revocations.filter(
      ({ device, heir }) => stolen.includes(heir) && device !== keys.device && !stolen.includes(device),
    )
    let n = this.#newest()
    const revocations = [...restated.map(({ device }) => device), ...stolen].map((device) => {
      n = Math.min(n + 1, Number.MAX_SAFE_INTEGER)
      return issueRevocation(crypto, { account, device, n, issued, heir: keys.device }, seed)
    })
    const isOwnChain = devicesOf(account, card).get(keys.device)?.chain.length === 1
    // A stolen device may have certified this one, and is to take nothing with it.
    const own = { account, device: keys.device, seal: keys.seal, issuer: account, kind: 'full', issued, name: deviceName } as const
    return { revocations, certificates: isOwnChain ? [] : [issueCertificate(crypto, own, seed, keys.seed)] }
  }

  /** Whether the words took away all that this device's chain rests on, without a word about it. */
  #hasFallen(): boolean {
    const { people } = this.#deps
    const { account, keys } = people.identity()
    const standing = standingRevocations(account, people.shared.revocations)
    return people.shared.devices.isRevoked(keys.device) && !standing.some(({ device }) => device === keys.device)
  }

  /** The highest number known anywhere: whoever has the words counts on. */
  #newest(): number {
    const { people, rooms } = this.#deps
    const { account } = people.identity()
    let newest = people.shared.devices.newest
    for (const key of rooms.registry.keys()) {
      for (const { actions } of rooms.get(key)?.log.governance.ops() ?? []) {
        for (const action of actions) {
          const said = action.type === 'drop' ? action.revocation : undefined
          if (said?.account === account) newest = Math.max(newest, said.n)
        }
      }
    }
    return newest
  }

  /** When one of them first had this device dropped; undefined: none has. */
  #firstDrop(stolen: readonly DeviceId[]): number | undefined {
    const { people, rooms } = this.#deps
    const { out } = people.shared.devices.of(people.identity().keys.device)
    if (out === undefined) return undefined
    const times = rooms.registry.keys().flatMap((key) => {
      const room = rooms.get(key)
      return room === undefined ? [] : stolen.flatMap((device) => droppedAt(room, device) ?? [])
    })
    // Its clock may be set anywhere; when it was heard here is known.
    return times.length === 0 ? undefined : Math.min(out.at, ...times) - 1
  }

  #now(): number {
    return Math.max(0, Math.floor(this.#deps.clock.now()))
  }
}
