/** [ENC-3] Labels frame everything that is hashed, signed or derived; randomness, passphrases and the bounded memory. */
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex, utf8 } from '../../shared/codec/index.ts'
import {
  PASSPHRASE_COST,
  PASSPHRASE_COST_MAX,
  RecentMap,
  argon2id,
  hash,
  kdf,
  kdfFromSecret,
  label,
  mac,
  nobleCrypto,
  sign,
  systemRng,
  verify,
} from '../../shared/crypto/index.ts'

const crypto = nobleCrypto()
const seed = new Uint8Array(32).fill(7)

describe('[ENC-3] labels', () => {
  test('the frame is the label, a zero byte, then the parts', () => {
    expect(label('sb1/blk', Uint8Array.of(1), Uint8Array.of(2, 3))).toEqual(concatBytes(utf8('sb1/blk'), Uint8Array.of(0, 1, 2, 3)))
    expect(toHex(hash(crypto, 'sb1/room', utf8('x')))).toBe(toHex(crypto.sha256(utf8('sb1/room\0x'))))
    const long = new Uint8Array(20_000).fill(5)
    expect(toHex(hash(crypto, 'sb1/room', seed, long))).toBe(toHex(crypto.sha256(concatBytes(utf8('sb1/room\0'), seed, long))))
    expect(mac(crypto, 'sb1/epoch', seed, utf8('x'))).toEqual(crypto.hmacSha256(seed, utf8('sb1/epoch\0x')))
    expect(kdf(crypto, seed, 'sb1/feed', [utf8('x')], 40)).toEqual(crypto.hkdfExpand(seed, utf8('sb1/feed\0x'), 40))
    expect(kdfFromSecret(crypto, utf8('secret'), utf8('salt'), 'sb1/account', [], 32)).toEqual(
      crypto.hkdfExpand(crypto.hkdfExtract(utf8('salt'), utf8('secret')), utf8('sb1/account\0'), 32),
    )
  })

  test('a signature under one label is none under another', () => {
    const publicKey = crypto.ed25519PublicKey(seed)
    const signature = sign(crypto, 'sb1/cert', seed, utf8('x'))
    expect(verify(crypto, 'sb1/cert', publicKey, signature, utf8('x'))).toBe(true)
    expect(verify(crypto, 'sb1/certdev', publicKey, signature, utf8('x'))).toBe(false)
    expect(verify(crypto, 'sb1/cert', publicKey, signature, utf8('y'))).toBe(false)
  })
})

describe('randomness and passphrases', () => {
  test('random bytes come in any number, also above what one platform call gives', () => {
    const rng = systemRng()
    expect(rng.bytes(0)).toHaveLength(0)
    const many = rng.bytes(70_000)
    expect(many).toHaveLength(70_000)
    expect(many.subarray(65_536).some((byte) => byte !== 0)).toBe(true)
    expect(rng.bytes(32)).not.toEqual(rng.bytes(32))
  })

  test('a passphrase gives one key however the system composes its syllables', async () => {
    const cheap = { memoryKib: 64, passes: 1 }
    const salt = new Uint8Array(16)
    const key = await argon2id('우리집 사랑방', salt, cheap)
    expect(key).toHaveLength(32)
    expect(await argon2id('우리집 사랑방'.normalize('NFD'), salt, cheap)).toEqual(key)
    expect(await argon2id('우리집 사랑방 ', salt, cheap)).not.toEqual(key)
    expect(await argon2id('우리집 사랑방', new Uint8Array(16).fill(1), cheap)).not.toEqual(key)
  })

  test('the usual cost is at least 64 MiB and three passes; a cost beyond the bound and a wrong salt are refused', async () => {
    expect(PASSPHRASE_COST.memoryKib).toBeGreaterThanOrEqual(64 * 1024)
    expect(PASSPHRASE_COST.passes).toBeGreaterThanOrEqual(3)
    expect(await argon2id('x', new Uint8Array(16))).toHaveLength(32)
    await expect(argon2id('', new Uint8Array(16))).rejects.toThrow(RangeError)
    await expect(argon2id('x', new Uint8Array(15))).rejects.toThrow(RangeError)
    for (const over of [
      { memoryKib: PASSPHRASE_COST_MAX.memoryKib + 1 },
      { passes: PASSPHRASE_COST_MAX.passes + 1 },
      { passes: 0 },
      { memoryKib: 7 },
    ]) {
      await expect(argon2id('x', new Uint8Array(16), { ...PASSPHRASE_COST, ...over })).rejects.toThrow(RangeError)
    }
  })
})

describe('RecentMap', () => {
  test('forgets the entry unused for longest, and makes each value once while it is known', () => {
    const map = new RecentMap<string, number>(2)
    let made = 0
    const make = (): number => ++made
    expect([map.get('a', make), map.get('b', make), map.get('a', make)]).toEqual([1, 2, 1])
    expect(map.get('c', make)).toBe(3)
    expect(map.get('a', make)).toBe(1)
    expect(map.get('b', make)).toBe(4)
  })
})
