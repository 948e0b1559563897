/**
 * Letters of a bundle (BNDL-10): what each device it is for is told of me and of others, as in a session and no further, sealed so that nobody
 * else who can read the room's section reads it: a former member has the room's secret still.
 */
import type { Crypto, Rng } from '../../crypto/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import type { RoomKey } from '../../store/index.ts'
import type { SyncCode } from '../../sync/index.ts'
import type { TokenBucket } from '../../token-bucket.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { Finding } from '../finding/index.ts'
import type { Identity, People } from '../people/index.ts'
import type { Rooms } from '../rooms.ts'
import { openLetter, sealLetter, sealedLetter } from './letter.ts'

export interface LettersDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly identity: Identity
  readonly people: People
  readonly rooms: Rooms
  readonly finding: Finding
  /** CLK-6. */
  now(): number
}

export class Letters {
  readonly #deps: LettersDeps

  constructor(deps: LettersDeps) {
    this.#deps = deps
  }

  /** For one bundle: a letter for each of these devices, contacts' and own ones first. Who is in `told` has had one, and is not told again. */
  begin(told: Set<DeviceId> = new Set()): (devices: readonly RoomDevice[]) => Generator<Uint8Array, void> {
    const tell = this.#deps.finding.telling()
    return (devices) => this.#to(devices, told, tell)
  }

  /** undefined: taken, or no concern of ours. Who wrote it is a device that is live in that room here, or it is not opened. */
  take(room: RoomKey, bytes: Uint8Array, hearing: TokenBucket): SyncCode | undefined {
    const { crypto, identity, people, rooms, finding } = this.#deps
    const read = sealedLetter.decode(bytes, RESOURCE.FRAME_BYTES)
    if (!read.ok) return read.code === 'UNSUPPORTED' ? undefined : 'BAD_FRAME'
    if (read.value.to !== identity.keys.device) return undefined
    if (!hearing.spend()) return 'RATE'
    const writer = rooms.get(room)?.state.devices.get(read.value.from)
    if (writer?.live !== true || people.isBlocked(writer.account) || !people.admits(writer.device)) return undefined
    const letter = openLetter(crypto, identity.keys, writer, read.value)
    if (letter === undefined) return 'BAD_SIG'
    const { account, device } = writer
    if (letter.card !== undefined && !people.handed({ account, device, n: letter.n }, letter.card)) return 'BAD_FRAME'
    return this.#isTheirs(writer) ? finding.handed({ account, device }, letter, hearing) : undefined
  }

  *#to(devices: readonly RoomDevice[], told: Set<DeviceId>, tell: ReturnType<Finding['telling']>): Generator<Uint8Array, void> {
    const { crypto, rng, identity, people, now } = this.#deps
    const isNear = ({ account }: RoomDevice): boolean => account === identity.account || people.record(account) !== undefined
    for (const { device, account, seal } of [...devices].toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)))) {
      if (told.size >= RESOURCE.BUNDLE_LETTERS) return
      const content = told.has(device) || !this.#isTheirs({ account, device }) ? undefined : tell({ account, device })
      if (content === undefined) continue
      const letter = { n: Math.max(0, Math.floor(now())), card: people.card(), ...content }
      const sealed = sealLetter(crypto, rng, identity.keys, { device, seal }, letter)
      if (sealed === undefined) continue
      yield sealedLetter.encode(sealed)
      told.add(device)
    }
  }

  /** A room may not have heard yet that a device was taken out; nor is an own one told, or believed, that nobody approved (GOV-6). */
  #isTheirs({ account, device }: Pick<RoomDevice, 'account' | 'device'>): boolean {
    const { identity, people } = this.#deps
    if (account === identity.account) return people.ownDevices().some((own) => own.device === device && own.isApproved)
    return people.record(account)?.state !== 'paired' || people.contact(account)?.devices.includes(device) === true
  }
}
