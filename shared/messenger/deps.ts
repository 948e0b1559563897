/** What the messenger is made of: every contact with the outside world, as interfaces. */
import type { Clock, Crypto, Rng } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import type { MediaStore } from '../media/index.ts'
import type { Keeping } from '../media-keeping/index.ts'
import type { DeviceReach, PeerStream } from '../reach/index.ts'
import type { Store } from '../store/index.ts'
import type { Identity } from './people/index.ts'

/** A device announced on a network of this computer. */
export interface SeenDevice {
  readonly device: DeviceId
  readonly name: string | undefined
  readonly addresses: readonly string[]
  /** Wall ms. */
  readonly since: number
}

/** Streams for files, beside those of sync (MEDIA-40). */
export interface MediaLinks {
  /** To a device that is connected; undefined: it is not, or does not speak of files. Never rejects. */
  open(device: DeviceId): Promise<PeerStream | undefined>
  onStream(handler: (stream: PeerStream) => void): () => void
}

/** How devices are reached; the simulated network offers the same. */
export interface Links {
  /** The devices of contacts and rooms: to stay connected to. Replaces the former set. */
  want(devices: Iterable<DeviceId>): void
  /** One more device, for an invitation or a knock, until `disconnect`; further addresses add up. */
  connect(device: DeviceId, addresses: readonly string[]): void
  disconnect(device: DeviceId): void
  /**
   * What the newest record of a device says, in place of what an earlier one did; none: it has none any more. `via`: the address of the
   * one who told it. What of it may be dialled is judged anew whenever the network changes (SYNC-15).
   */
  learn(device: DeviceId, addresses: readonly string[], via: string | undefined): void
  /** Ends what is open with a device that was just blocked. */
  drop(device: DeviceId): void
  /** The sync layer hears nothing, or hears again. */
  doubt(stream: PeerStream): void
  trust(stream: PeerStream): void
  /** RELAY-2: strangers whom this device invited may come by way of others' devices until then, wall ms; undefined: nobody is invited. */
  expectGuests(until: number | undefined): void
  reach(device: DeviceId): DeviceReach | undefined
  /** Own addresses, as others can use them; of another device where it was reached or announced, best guess first. */
  addresses(of?: DeviceId): readonly string[]
  nearby(): readonly SeenDevice[]
  onStream(handler: (stream: PeerStream) => void): () => void
  /** Absent: no files travel. */
  readonly media?: MediaLinks
  onReach(handler: (device: DeviceId, reach: DeviceReach) => void): () => void
  /** The own addresses may be others now. */
  onAddresses(handler: () => void): () => void
  onNearby(handler: () => void): () => void
}

export interface MessengerDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly identity: Identity
  readonly links: Links
  /** Where files of messages are kept; default: in memory. */
  readonly media?: MediaStore
  /** Over that store; its owner stops it after the messenger. */
  readonly keeping?: Keeping
  /** An always-on box, at which nobody sits (docs/spec/carrying.md); default `person`. */
  readonly kind?: 'person' | 'carrier'
}
