/** What the processes of the bench of files are made of: a network on loopback, a hub over a store on disk, and the same file made anew in each holder. */
import { join } from 'node:path'
import { type Clock, systemRng } from '../../shared/crypto/index.ts'
import { type DeviceId, type FileId, idFromBytes } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { type MediaStore, fileId, leafHash, rootOf, sealChunk } from '../../shared/media/index.ts'
import { type MediaHub, createMediaHub } from '../../shared/transfer/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { type Network, createNetwork } from '../../src-main/engine/network/index.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'
import { collectsYoungBuffers } from '../../src-main/engine/young-buffers.ts'
import { openBenchStore } from './peer.ts'

export const ROOM = idFromBytes('handle', new Uint8Array(16).fill(9))
const crypto = nodeCrypto()
const clock: Clock = systemClock

export interface MediaPeer {
  readonly device: DeviceId
  readonly network: Network
  readonly hub: MediaHub
  readonly store: MediaStore
  /** Whether memory of what has passed is looked after, as an engine does it; from the start it is. */
  collects(doesSo: boolean): void
}

/** With its database and its files in that folder. */
export async function mediaPeer(folder: string): Promise<MediaPeer> {
  const seed = systemRng().bytes(32)
  const collect = collectsYoungBuffers()
  let collects = true
  const passed = (bytes: number): void => {
    if (collects) collect(bytes)
  }
  const network = createNetwork({ seed, listen: ['/ip4/127.0.0.1/tcp/0'], clock, allow: () => 'known', passed })
  const database = openBenchStore(folder)
  const store = await openDiskMedia({ folder: join(folder, 'media'), store: database, crypto, rng: systemRng(), clock })
  const hub = createMediaHub({
    ...{ crypto, clock, store },
    admits: () => true,
    isOwn: () => false,
    mayHave: () => true,
    open: (device) => network.media.open(device),
    wholeFor: () => [],
    heldHeard: () => undefined,
    offered: () => undefined,
    withdrawn: () => undefined,
    uploadLimit: () => undefined,
  })
  network.media.onStream((stream) => hub.attach(stream))
  await network.start()
  return {
    device: idFromBytes('device', crypto.ed25519PublicKey(seed)),
    network,
    hub,
    store,
    collects: (doesSo) => void (collects = doesSo),
  }
}

/** The same bytes under the same key wherever it is made: holders need not be told. */
export async function makeFile(store: MediaStore, size: number): Promise<FileId> {
  const key = new Uint8Array(32).fill(7)
  const plain = new Uint8Array(MEDIA.CHUNK_BYTES)
  const stage = await store.stage()
  const leaves: Uint8Array[] = []
  for (let at = 0; at < size; at += plain.length) {
    plain.fill(leaves.length & 0xff)
    const isLast = at + plain.length >= size
    const sealed = sealChunk(crypto, key, leaves.length, isLast, plain.subarray(0, Math.min(plain.length, size - at)))
    leaves.push(leafHash(crypto, sealed))
    await stage.put(sealed)
  }
  const file = fileId(crypto, size, rootOf(crypto, leaves))
  await stage.finish(file, size, leaves)
  return file
}

/** How to reach it. */
export function addressOf({ network }: MediaPeer): string {
  const address = network.status().listening[0]?.actual
  if (address === undefined) throw new Error('nothing listens')
  return address
}
