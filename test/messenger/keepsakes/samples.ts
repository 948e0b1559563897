/** Keepsakes of people made for tests, signed and sealed as their own devices do it. */
import { systemRng } from '../../../shared/crypto/index.ts'
import {
  type AccountKeys,
  type Certificate,
  type DeviceKeys,
  accountFromWords,
  createDevice,
  issueCertificate,
  newWords,
  recoveryKeys,
} from '../../../shared/identity/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { type Keepsake, type KeptContact, issueKeepsake } from '../../../shared/messenger/keepsakes/keepsake.ts'
import { sealKeepsake } from '../../../shared/messenger/keepsakes/sealing.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'

export const crypto = nodeCrypto()
export const rng = systemRng()

export const someAccount = (): AccountId => idFromBytes('account', rng.bytes(32))
export const someDevice = (): DeviceId => idFromBytes('device', rng.bytes(32))

export interface Owner extends AccountKeys {
  readonly keys: DeviceKeys
  readonly chain: readonly Certificate[]
  readonly recovery: ReturnType<typeof recoveryKeys>
}

export function owner(): Owner {
  const account = accountFromWords(crypto, newWords(rng, 'en'))
  if (!account.ok) throw new Error('good words')
  return { ...account.value, ...deviceOf(account.value), recovery: recoveryKeys(crypto, account.value) }
}

/** One more device, by the words. */
export function deviceOf({ account, seed }: AccountKeys): Pick<Owner, 'keys' | 'chain'> {
  const keys = createDevice(crypto, rng)
  const fields = { account, device: keys.device, seal: keys.seal, issuer: account, kind: 'full', issued: 1 } as const
  return { keys, chain: [issueCertificate(crypto, fields, seed, keys.seed)] }
}

export function contact(fields: Partial<KeptContact> = {}): KeptContact {
  return { account: someAccount(), isVerified: false, isBlocked: false, devices: [[someDevice(), []]], since: 1, ...fields }
}

export function keepsakeOf({ account, keys }: Pick<Owner, 'account' | 'keys'>, fields: Partial<Keepsake> = {}): Keepsake {
  return { account, device: keys.device, n: 1, contacts: [], shut: [], out: [], choices: [], ...fields }
}

/** As a holder has it. */
export function sealedOf(who: Owner, fields: Partial<Keepsake> = {}): Uint8Array {
  const plain = issueKeepsake(crypto, who.keys, who.chain, keepsakeOf(who, fields))
  const sealed = sealKeepsake(crypto, rng, { account: who.account, seal: who.recovery.seal }, plain)
  if (sealed === undefined) throw new Error('it fits')
  return sealed
}
