/** V4 (ids) and V6 (labels of hashes, MACs and derivation) on both back ends. */
import { describe, expect, test } from 'vitest'
import { toHex, u32 } from '../../shared/codec/index.ts'
import { type HashLabel, type KdfLabel, type MacLabel, hash, kdf, kdfFromSecret, mac, nobleCrypto } from '../../shared/crypto/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

interface Ids {
  readonly account: string
  readonly device: string
  readonly rs: string
  readonly room: string
  readonly handle: string
  readonly header: string
  readonly block: string
  readonly entrySalt: string
  readonly message: string
  readonly epochSecret: string
  readonly epochNumber: number
  readonly epochCommit: string
  readonly epoch: string
  readonly index: number
  readonly yjsClient: string
  readonly invitePublicKey: string
  readonly invite: string
}
interface Labels {
  readonly key: string
  readonly salt: string
  readonly part: string
  readonly kdf: readonly { readonly label: KdfLabel; readonly length: number; readonly expanded: string; readonly extracted: string }[]
  readonly mac: readonly { readonly label: MacLabel; readonly value: string }[]
  readonly hash: readonly { readonly label: HashLabel; readonly value: string }[]
}

describe.each([
  ['node', nodeCrypto()],
  ['noble', nobleCrypto()],
] as const)('[ENC-3] on %s', (_name, crypto) => {
  test('V4: every id of the table', () => {
    const v = loadVectors<Ids>('v04-ids')
    const room = unhex(v.room)
    expect(toHex(hash(crypto, 'sb1/room', unhex(v.account), unhex(v.device), unhex(v.rs)))).toBe(v.room)
    expect(toHex(hash(crypto, 'sb1/handle', room)).slice(0, 32)).toBe(v.handle)
    expect(toHex(hash(crypto, 'sb1/block', unhex(v.header)))).toBe(v.block)
    expect(toHex(hash(crypto, 'sb1/msg', room, unhex(v.account), unhex(v.entrySalt))).slice(0, 32)).toBe(v.message)
    expect(toHex(mac(crypto, 'sb1/epoch', unhex(v.epochSecret), room, u32(v.epochNumber)))).toBe(v.epochCommit)
    expect(v.epochCommit.slice(0, 32)).toBe(v.epoch)
    expect(toHex(hash(crypto, 'sb1/ycl', room, unhex(v.device), unhex(v.epoch), u32(v.index))).slice(0, 12)).toBe(v.yjsClient)
    expect(toHex(hash(crypto, 'sb1/invite', unhex(v.invitePublicKey))).slice(0, 32)).toBe(v.invite)
  })

  test('V6: every label', () => {
    const v = loadVectors<Labels>('v06-kdf')
    const [key, salt, part] = [unhex(v.key), unhex(v.salt), unhex(v.part)]
    for (const { label, length, expanded, extracted } of v.kdf) {
      expect(toHex(kdf(crypto, key, label, [part], length))).toBe(expanded)
      expect(toHex(kdfFromSecret(crypto, key, salt, label, [part], length))).toBe(extracted)
    }
    for (const { label, value } of v.mac) expect(toHex(mac(crypto, label, key, part))).toBe(value)
    for (const { label, value } of v.hash) expect(toHex(hash(crypto, label, part))).toBe(value)
    const all = [...v.kdf.map(({ expanded }) => expanded), ...v.mac.map(({ value }) => value), ...v.hash.map(({ value }) => value)]
    expect(new Set(all).size).toBe(all.length)
  })
})
