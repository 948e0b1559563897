/** Keys, ids, grants and tags: V6, V8, V9 on both back ends, once through our code and once from the primitives as the rules are written. */
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../../../shared/codec/index.ts'
import { nobleCrypto } from '../../../shared/crypto/index.ts'
import { encodeUpdatePlain, sealBlock } from '../../../shared/feeds/block/index.ts'
import {
  type AccountId,
  type DeviceId,
  type EpochId,
  type RoomHandle,
  type RoomId,
  idBytes,
  idFromBytes,
} from '../../../shared/ids/index.ts'
import {
  clientId,
  epochCommit,
  epochKeys,
  governanceKeys,
  grantsCodec,
  messageId,
  openGrant,
  openPastFeed,
  openPastGov,
  roomHandle,
  roomId,
  roomTagKey,
  sealGrants,
  sealPastGov,
  tag,
} from '../../../shared/rooms/keys/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { loadVectors, unhex } from '../../vectors/vectors.ts'

interface Shared {
  readonly seed: string
  readonly account: AccountId
  readonly device: DeviceId
  readonly rs: string
  readonly room: RoomId
  readonly handle: RoomHandle
  readonly secret: string
  readonly n: number
  readonly epoch: EpochId
}
interface KeysVector extends Shared {
  readonly commit: string
  readonly keys: Readonly<Record<'feed' | 'governance' | 'gov' | 'status' | 'pastGov' | 'pastFeed', string>>
  readonly entrySalt: string
  readonly message: string
  readonly index: number
  readonly client: number
  readonly pepper: string
  readonly yjs: string
  readonly blockSalt: string
  readonly sealed: string
}
interface GrantVector extends Shared {
  readonly sealSecret: string
  readonly seal: string
  readonly ephemeralSecret: string
  readonly grants: string
  readonly allZeroPoints: readonly string[]
  readonly pastGov: string
  readonly pastFeed: string
}
interface TagVector {
  readonly room: RoomId
  readonly rs: string
  readonly key: string
  readonly device: DeviceId
  readonly other: DeviceId
  readonly nonce: string
  readonly otherNonce: string
  readonly there: string
  readonly back: string
}

const v6 = loadVectors<KeysVector>('v06-keys')
const v8 = loadVectors<GrantVector>('v08-grant')
const v9 = loadVectors<TagVector>('v09-tags')
const older = idFromBytes('epoch', new Uint8Array(16).fill(20))

describe.each([
  { name: 'noble', crypto: nobleCrypto() },
  { name: 'node', crypto: nodeCrypto() },
])('over $name', ({ crypto }) => {
  const opener = { device: v8.device, sealSecret: unhex(v8.sealSecret), seal: unhex(v8.seal), room: v8.room, handle: v8.handle }

  test('V6 ids', () => {
    expect(roomId(crypto, v6.account, v6.device, unhex(v6.rs))).toBe(v6.room)
    expect(roomHandle(crypto, v6.room)).toBe(v6.handle)
    expect(messageId(crypto, v6.room, v6.account, unhex(v6.entrySalt))).toBe(v6.message)
    expect(clientId(crypto, v6.room, v6.device, v6.epoch, v6.index)).toBe(v6.client)
  })

  test('[KEY-1] V6 keys of an epoch, and of its governance alone', () => {
    const keys = epochKeys(crypto, v6.room, unhex(v6.secret))
    const { feed, governance, gov, status, pastGov, pastFeed } = v6.keys
    expect(keys.feed(v6.device)).toEqual(unhex(feed))
    expect(keys.feed(v6.device)).toEqual(unhex(feed))
    expect(keys.pastFeed).toEqual(unhex(pastFeed))
    for (const readable of [keys, governanceKeys(crypto, unhex(governance))]) {
      expect(readable.gov(v6.device)).toEqual(unhex(gov))
      expect(readable.status(v6.device)).toEqual(unhex(status))
      expect(readable.pastGov).toEqual(unhex(pastGov))
    }
    const { id, commit } = epochCommit(crypto, v6.room, unhex(v6.secret), v6.n)
    expect([id, commit]).toEqual([v6.epoch, unhex(v6.commit)])
    expect(epochCommit(crypto, v6.room, unhex(v6.secret), v6.n + 1).id).not.toBe(v6.epoch)
  })

  test('[KEY-1] [KEY-2] V6 from the primitives, as the rules are written', () => {
    const info = (name: string, ...parts: readonly Uint8Array[]): Uint8Array => concatBytes(utf8(name), Uint8Array.of(0), ...parts)
    const prk = crypto.hkdfExtract(idBytes(v6.room), unhex(v6.secret))
    const feed = crypto.hkdfExpand(prk, info('sb1/feed', idBytes(v6.device)), 32)
    const g = crypto.hkdfExpand(prk, info('sb1/gov'), 32)
    expect(feed).toEqual(unhex(v6.keys.feed))
    expect(crypto.hkdfExpand(g, info('sb1/gov', idBytes(v6.device)), 32)).toEqual(unhex(v6.keys.gov))
    expect(crypto.hkdfExpand(g, info('sb1/st', idBytes(v6.device)), 32)).toEqual(unhex(v6.keys.status))
    const plaintext = encodeUpdatePlain(unhex(v6.pepper), unhex(v6.yjs))
    const salt = crypto.hmacSha256(crypto.hkdfExpand(feed, info('sb1/salt'), 32), plaintext).slice(0, 16)
    expect(salt).toEqual(unhex(v6.blockSalt))
    const draft = {
      handle: v6.handle,
      device: v6.device,
      lane: 1,
      seq: 1,
      prev: undefined,
      kind: 1,
      epoch: v6.epoch,
      index: v6.index,
    } as const
    const block = sealBlock(crypto, { seed: unhex(v6.seed), key: feed, draft, plaintext })
    expect(block.body).toEqual(unhex(v6.sealed))
    expect(block.header.salt).toEqual(salt)
  })

  test('[KEY-5] V8 a grant opens to the secret its epoch commits to', () => {
    const grants = expectOk(grantsCodec.decode(unhex(v8.grants)))
    expect(openGrant(crypto, grants, opener)).toEqual({ ok: true, value: unhex(v8.secret) })
    const grant = { handle: v8.handle, epoch: v8.epoch, n: v8.n, secret: unhex(v8.secret) }
    expect(sealGrants(crypto, { bytes: () => unhex(v8.ephemeralSecret) }, grant, [opener])).toEqual(grants)
  })

  test('[KEY-5] refused: another device, a tampered box, a wrong number, a secret the id does not commit to', () => {
    const grants = expectOk(grantsCodec.decode(unhex(v8.grants)))
    const stranger = idFromBytes('device', new Uint8Array(32).fill(77))
    expect(openGrant(crypto, grants, { ...opener, device: stranger })).toEqual({ ok: false, code: 'NO_KEY' })
    const tampered = { ...grants, boxes: grants.boxes.map(([prefix, box]) => [prefix, box.with(0, (box[0] ?? 0) ^ 1)] as const) }
    expect(openGrant(crypto, tampered, opener)).toEqual({ ok: false, code: 'BAD_BODY' })
    expect(openGrant(crypto, { ...grants, n: 8 }, opener)).toEqual({ ok: false, code: 'BAD_BODY' })
    const wrong = { handle: v8.handle, epoch: v8.epoch, n: v8.n, secret: new Uint8Array(32).fill(66) }
    expect(openGrant(crypto, sealGrants(crypto, { bytes: () => unhex(v8.ephemeralSecret) }, wrong, [opener])!, opener)).toEqual({
      ok: false,
      code: 'BAD_BODY',
    })
  })

  test.each(v8.allZeroPoints)('[SIG-2] V8 a point that gives all zero is refused on both sides: %s', (point) => {
    const grant = { handle: v8.handle, epoch: v8.epoch, n: v8.n, secret: unhex(v8.secret) }
    const rng = { bytes: () => unhex(v8.ephemeralSecret) }
    expect(sealGrants(crypto, rng, grant, [{ device: v8.device, seal: unhex(point) }])).toBeUndefined()
    expect(sealGrants(crypto, rng, grant, [{ device: v8.device, seal: unhex(point) }, opener])?.boxes).toHaveLength(1)
    const grants = expectOk(grantsCodec.decode(unhex(v8.grants)))
    expect(openGrant(crypto, { ...grants, ephemeral: unhex(point) }, opener)).toEqual({ ok: false, code: 'BAD_BODY' })
  })

  test('[KEY-5] of two devices with one prefix each finds its box', () => {
    const twin = idFromBytes('device', idBytes(v8.device).with(31, 99))
    const sealSecret = new Uint8Array(32).fill(55)
    const seal = crypto.x25519PublicKey(sealSecret)
    const grant = { handle: v8.handle, epoch: v8.epoch, n: v8.n, secret: unhex(v8.secret) }
    const grants = sealGrants(crypto, { bytes: () => unhex(v8.ephemeralSecret) }, grant, [opener, { device: twin, seal }])!
    for (const reader of [opener, { ...opener, device: twin, sealSecret, seal }]) {
      expect(openGrant(crypto, grants, reader)).toEqual({ ok: true, value: unhex(v8.secret) })
    }
  })

  test('[KEY-4] V8 earlier keys open under the epoch they were sealed in and no other', () => {
    const keys = epochKeys(crypto, v8.room, unhex(v8.secret))
    expect(openPastGov(crypto, keys, v8.epoch, unhex(v8.pastGov))).toEqual({
      ok: true,
      value: new Map([[older, new Uint8Array(32).fill(21)]]),
    })
    expect(openPastFeed(crypto, keys, v8.epoch, unhex(v8.pastFeed))).toEqual({
      ok: true,
      value: new Map([[older, new Uint8Array(32).fill(22)]]),
    })
    expect(openPastGov(crypto, keys, older, unhex(v8.pastGov))).toEqual({ ok: false, code: 'BAD_BODY' })
    expect(openPastGov(crypto, keys, v8.epoch, unhex(v8.pastFeed))).toEqual({ ok: false, code: 'BAD_BODY' })
    expect(openPastGov(crypto, keys, v8.epoch, new Uint8Array(3)).ok).toBe(false)
    const [one, two] = [1, 2].map((value) => sealPastGov(crypto, keys, v8.epoch, new Map([[older, new Uint8Array(32).fill(value)]])))
    expect(one!.slice(0, 16)).not.toEqual(two!.slice(0, 16))
  })

  test('[SYNC-2] V9 tags differ by direction and nonce', () => {
    const key = roomTagKey(crypto, v9.room, unhex(v9.rs))
    expect(key).toEqual(unhex(v9.key))
    const there = tag(crypto, key, v9.device, v9.other, unhex(v9.nonce), unhex(v9.otherNonce))
    expect(there).toEqual(unhex(v9.there))
    expect(tag(crypto, key, v9.other, v9.device, unhex(v9.otherNonce), unhex(v9.nonce))).toEqual(unhex(v9.back))
    expect(v9.there).not.toBe(v9.back)
    expect(tag(crypto, key, v9.device, v9.other, unhex(v9.otherNonce), unhex(v9.nonce))).not.toEqual(there)
  })
})
