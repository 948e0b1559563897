/**
 * The account as a backup holds it (BKP-6): who the person is, and a key that this device certified for one purpose, to certify the device
 * that is made of the backup. No key of this device is in it; the heir key never opens a session, writes nothing and can read nothing that is
 * sealed to it, since the other half of it was thrown away. Two computers restored from one file are two devices.
 */
import { type Codec, array, bytes, choice, field, id, optional, struct, text } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, type Rng } from '../../crypto/index.ts'
import { type WordsLanguage, card, createDevice, devicesOf, issueCertificate, mergeCards } from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { announcedPicture } from './announced-picture.ts'
import type { Identity } from './identity.ts'

type Heirloom = Omit<Identity, 'keys'> & { readonly heir: DeviceId; readonly heirSeed: Uint8Array; readonly device: DeviceId }

const heirloom: Codec<Heirloom> = struct({
  account: field(1, id('account')),
  device: field(2, id('device')),
  heir: field(3, id('device')),
  heirSeed: field(4, bytes(KEY_BYTES)),
  name: field(5, text(INTRINSIC.NAME_CHARACTERS)),
  deviceName: field(6, text(INTRINSIC.NAME_CHARACTERS)),
  language: field(7, choice<WordsLanguage>({ ko: 0, en: 1 })),
  selfKey: field(8, bytes(KEY_BYTES)),
  /** With the heir's certificate. */
  card: field(9, card),
  approved: field(10, array(id('device'), { min: 1, max: INTRINSIC.ACCOUNT_EVER_DEVICES })),
  picture: optional(11, announcedPicture),
  recovery: optional(12, bytes(KEY_BYTES)),
  recoverySeal: optional(13, bytes(KEY_BYTES)),
})

/** What of an identity may leave the computer, encoded. TOO_MANY: the chain of certificates has reached its length (ENC-7). */
export function makeHeirloom(crypto: Crypto, rng: Rng, { keys, ...identity }: Identity, now: number): Result<Uint8Array, 'TOO_MANY'> {
  const { account, language, name } = identity
  const heir = createDevice(crypto, rng)
  // It is seen among the person's devices once something came of it.
  const label = `${language === 'ko' ? '백업' : 'Backup'} ${new Date(now).toISOString().slice(0, 10)}`
  const certificate = issueCertificate(
    crypto,
    { account, device: heir.device, seal: heir.seal, issuer: keys.device, kind: 'full', issued: now, name: label },
    keys.seed,
    heir.seed,
  )
  const withHeir = mergeCards(account, identity.card, { certificates: [certificate], revocations: [] })
  const chain = devicesOf(account, withHeir, now).get(heir.device)?.chain
  // The device to come needs a place after it.
  if (chain === undefined || chain.length >= INTRINSIC.CERTIFICATE_CHAIN) return fail('TOO_MANY')
  return ok(heirloom.encode({ ...identity, name, card: withHeir, device: keys.device, heir: heir.device, heirSeed: heir.seed }))
}

export interface Inherited {
  readonly identity: Identity
  /** The device the backup was made on: where it stands in a room, this one may follow. */
  readonly from: DeviceId
}

/** A new device of the account, certified by the heir key, which is not kept. MALFORMED: what was read makes no device of that account. */
export function inherit(
  crypto: Crypto,
  rng: Rng,
  encoded: Uint8Array,
  { deviceName, now }: { readonly deviceName: string | undefined; readonly now: number },
): Result<Inherited, 'MALFORMED' | 'TOO_MANY'> {
  const read = heirloom.decode(encoded)
  if (!read.ok) return fail('MALFORMED')
  const { heir, heirSeed, device: from, ...before } = read.value
  const { account, card: known, name } = before
  const keys = createDevice(crypto, rng)
  if (!devicesOf(account, known).has(heir)) return fail('MALFORMED')
  try {
    const certificate = issueCertificate(
      crypto,
      { account, device: keys.device, seal: keys.seal, issuer: heir, kind: 'full', issued: now, name },
      heirSeed,
      keys.seed,
    )
    const card = mergeCards(account, known, { certificates: [certificate], revocations: [] })
    if (!devicesOf(account, card, now).has(keys.device)) return fail('TOO_MANY')
    // The heir's certificate rests on an approved device's.
    const approved = [keys.device, ...before.approved, heir].slice(0, INTRINSIC.ACCOUNT_EVER_DEVICES)
    return ok({ identity: { ...before, keys, card, approved, deviceName: deviceName ?? before.deviceName }, from })
  } catch (cause) {
    // The seed is not the heir's.
    if (cause instanceof RangeError) return fail('MALFORMED')
    throw cause
  }
}
