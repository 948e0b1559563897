/**
 * One device for measurements: the real messenger over the real encrypted store, node:crypto and libp2p on loopback, put together as the
 * engine does but without a profile folder, so that filled databases can be copied. Whom to find where is told, not discovered.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemRng } from '../../shared/crypto/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { MediaStore } from '../../shared/media/index.ts'
import { type Links, type RunningMessenger, createIdentity, createMessenger, loadIdentity } from '../../shared/messenger/index.ts'
import { type DialLoop, createAddressBook, createDialLoop } from '../../shared/reach/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { type Network, createNetwork } from '../../src-main/engine/network/index.ts'
import { type DiskStore, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { systemClock as clock } from '../../src-main/engine/system-clock.ts'
import { collectsYoungBuffers } from '../../src-main/engine/young-buffers.ts'

const KEY = new Uint8Array(32).fill(7)
const DATABASE = 'bench.db'

export interface BenchPeer {
  readonly store: DiskStore
  readonly messenger: RunningMessenger
  readonly device: DeviceId
  readonly network: Network
  /** Where others find it; undefined while it does not listen. */
  address(): string | undefined
  /** Another device may be dialled there from now on. */
  learn(device: DeviceId, address: string): void
  /** An interface came back: who is wanted is dialled at once. */
  networkChanged(): void
  close(): Promise<void>
}

export interface PeerOptions {
  /** Default person. */
  readonly kind?: 'person' | 'carrier'
  /** Keeps attachments there, beside that database; both are closed by whoever opened them. Default: its own database, attachments in memory. */
  readonly over?: { readonly store: DiskStore; readonly media: MediaStore }
  /** Default: any port of loopback. */
  readonly listen?: string
  /** False: finds others at what it was told and nowhere else, so that a circuit stays a circuit. Default true. */
  readonly hearsRecords?: boolean
}

/** Opens the device in `dir`, or makes it. It listens on loopback once `start` was awaited. */
export function openPeer(dir: string, name: string, options: PeerOptions = {}): BenchPeer {
  const { kind = 'person', hearsRecords = true, over, listen = '/ip4/127.0.0.1/tcp/0' } = options
  const store = over?.store ?? openBenchStore(dir)
  const crypto = nodeCrypto()
  const rng = systemRng()
  const made =
    loadIdentity(store, crypto) === undefined ? createIdentity({ store, crypto, rng, clock }, { name, language: 'ko' }) : undefined
  const identity = made?.ok === true ? made.value.identity : loadIdentity(store, crypto)
  if (identity === undefined) throw new Error(`no identity in ${dir}`)
  const mates = new Set<DeviceId>()
  const network = createNetwork({
    passed: collectsYoungBuffers(),
    seed: identity.keys.seed,
    listen: [listen],
    clock,
    allow: (device) => messenger.standing(device),
    isMember: (device) => mates.has(device),
  })
  const dialLoop = createDialLoop({ clock, rng, transport: network, book: createAddressBook(), isNear: () => true })
  const address = (): string | undefined => network.status().listening[0]?.actual
  const messenger: RunningMessenger = createMessenger({
    store,
    crypto,
    rng,
    clock,
    identity,
    kind,
    links: linksOf(dialLoop, network, hearsRecords, mates),
    ...(over !== undefined && { media: over.media }),
  })
  dialLoop.start()
  return {
    store,
    messenger,
    device: identity.keys.device,
    network,
    address,
    networkChanged: () => dialLoop.networkChanged(),
    learn: (device, at) => dialLoop.learn(device, [at], 'typed'),
    async close() {
      messenger.stop()
      dialLoop.stop()
      await network.stop()
      if (over === undefined) store.close()
    },
  }
}

/** The database of the device in `dir`. */
export function openBenchStore(dir: string): DiskStore {
  mkdirSync(dir, { recursive: true })
  return openSqliteStore({ file: join(dir, DATABASE), key: KEY })
}

/** What the engine's links offer, without discovery. */
function linksOf(dialLoop: DialLoop, network: Network, hearsRecords: boolean, mates: Set<DeviceId>): Links {
  let wanted: readonly DeviceId[] = []
  const asked = new Set<DeviceId>()
  const update = (): void => dialLoop.want(new Set([...wanted, ...asked]))
  return {
    want(devices) {
      wanted = [...devices]
      mates.clear()
      for (const device of wanted) mates.add(device)
      update()
    },
    connect(device, addresses) {
      asked.add(device)
      dialLoop.learn(device, addresses, 'typed')
      update()
    },
    disconnect(device) {
      asked.delete(device)
      update()
    },
    learn(device, addresses) {
      if (hearsRecords) dialLoop.learn(device, addresses, 'record')
    },
    drop: (device) => network.disconnect(device),
    doubt: (stream) => dialLoop.doubt(stream),
    trust: (stream) => dialLoop.trust(stream),
    expectGuests: (until) => network.expectGuests(until),
    reach: (device) => dialLoop.reach(device),
    addresses: () => network.status().listening.flatMap(({ actual }) => actual ?? []),
    nearby: () => [],
    onStream: (handler) => dialLoop.onStream(handler),
    onReach: (handler) => dialLoop.onReach(handler),
    onAddresses: () => () => undefined,
    onNearby: () => () => undefined,
    media: network.media,
  }
}
