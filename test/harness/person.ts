/**
 * People for tests: an account and its devices with fixed secrets, so that a failure shows the same ids every time. Times are small round
 * numbers, in milliseconds.
 */
import type { Crypto } from '../../shared/crypto/index.ts'
import {
  type Certificate,
  type CertificateFields,
  type DeviceKeys,
  type Revocation,
  deviceFromSecrets,
  issueCertificate,
  issueRevocation,
} from '../../shared/identity/index.ts'
import { type AccountId, idFromBytes } from '../../shared/ids/index.ts'

export interface Person {
  readonly account: AccountId
  readonly accountSeed: Uint8Array
  /** The first device, certified by the account at time 1,000. */
  readonly device: DeviceKeys
  readonly certificate: Certificate
}

type Issue = Partial<Pick<CertificateFields, 'kind' | 'issued' | 'expires' | 'name'>>

/** The person with that number, 0 to 255: always the same one. */
export function aPerson(crypto: Crypto, number: number): Person {
  const accountSeed = secretOf(number, 0, 0)
  const account = idFromBytes('account', crypto.ed25519PublicKey(accountSeed))
  const device = aDevice(crypto, number, 0)
  const certificate = certifyByAccount(crypto, { account, accountSeed }, device)
  return { account, accountSeed, device, certificate }
}

/** The keys of one of a person's devices. */
export function aDevice(crypto: Crypto, person: number, device: number): DeviceKeys {
  return deviceFromSecrets(crypto, secretOf(person, 1, device), secretOf(person, 2, device))
}

/** A certificate for `device` by the words. */
export function certifyByAccount(
  crypto: Crypto,
  by: Pick<Person, 'account' | 'accountSeed'>,
  device: DeviceKeys,
  issue: Issue = {},
): Certificate {
  return issueCertificate(crypto, fieldsFor(by.account, by.account, device, issue), by.accountSeed, device.seed)
}

/** A certificate for `device` by another device. */
export function certifyByDevice(crypto: Crypto, account: AccountId, by: DeviceKeys, device: DeviceKeys, issue: Issue = {}): Certificate {
  return issueCertificate(crypto, fieldsFor(account, by.device, device, issue), by.seed, device.seed)
}

/** A revocation by the words; the heir is the first device unless another is named. */
export function revoke(crypto: Crypto, by: Person, device: DeviceKeys, n = 1, heir: DeviceKeys = by.device): Revocation {
  return issueRevocation(crypto, { account: by.account, device: device.device, n, issued: 2000 + n, heir: heir.device }, by.accountSeed)
}

function fieldsFor(account: AccountId, issuer: CertificateFields['issuer'], device: DeviceKeys, issue: Issue): CertificateFields {
  return { account, device: device.device, seal: device.seal, issuer, kind: 'full', issued: 1000, ...issue }
}

function secretOf(person: number, use: number, device: number): Uint8Array {
  return new Uint8Array(32).fill(person, 2).with(0, use).with(1, device)
}
