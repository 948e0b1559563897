/**
 * People with real keys for governance tests: each has four devices, certified by his words, and the keys of a few invitations. Made once
 * per test file from fixed seeds; signatures are verified once and remembered, so thousands of histories cost no cryptography.
 */
import { inviteKeys, makeKnock } from '../../../shared/contacts/index.ts'
import type { Knock } from '../../../shared/contacts/index.ts'
import { nobleCrypto } from '../../../shared/crypto/index.ts'
import {
  type Certificate,
  type DeviceKeys,
  type Revocation,
  deviceFromSecrets,
  issueCertificate,
  issueRevocation,
} from '../../../shared/identity/index.ts'
import { type AccountId, type BlockId, type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'

export const crypto = nobleCrypto()
export const DEVICES_EACH = 4

export interface Device {
  readonly id: DeviceId
  readonly keys: DeviceKeys
  readonly owner: Person
  /** By the words. */
  readonly certificate: Certificate
}

export interface Person {
  readonly name: string
  readonly account: AccountId
  readonly seed: Uint8Array
  readonly devices: readonly Device[]
}

const people = new Map<string, Person>()

/** The person with that name; always the same keys. */
export function person(name: string): Person {
  const held = people.get(name)
  if (held !== undefined) return held
  const seed = seedOf(`account ${name}`)
  const account = idFromBytes('account', crypto.ed25519PublicKey(seed))
  const devices: Device[] = []
  const made: Person = { name, account, seed, devices }
  for (let n = 0; n < DEVICES_EACH; n++) devices.push(deviceOf(made, `${n}`))
  people.set(name, made)
  return made
}

/** A further device of somebody, certified by his words. */
export function deviceOf(owner: Person, label: string): Device {
  const keys = deviceFromSecrets(crypto, seedOf(`device ${owner.name} ${label}`), seedOf(`seal ${owner.name} ${label}`))
  return { id: keys.device, keys, owner, certificate: certify(owner, keys, owner.account, owner.seed) }
}

const chains = new Map<string, Certificate>()

/** The certificate one device gives another of the same person. */
export function certifiedBy(issuer: Device, device: Device): Certificate {
  const key = `${issuer.id}${device.id}`
  const held = chains.get(key) ?? certify(issuer.owner, device.keys, issuer.id, issuer.keys.seed)
  chains.set(key, held)
  return held
}

/** How grants name a device. */
export function prefixOf(device: Device): string {
  return device.id.slice(0, 16)
}

export function guestCertificate(device: Device, expires: number): Certificate {
  const { account, seed } = device.owner
  const fields = { account, device: device.id, seal: device.keys.seal, issuer: account, kind: 'guest', issued: 1, expires } as const
  return issueCertificate(crypto, fields, seed, device.keys.seed)
}

const revocations = new Map<string, Revocation>()

/** What the owner's words say of a lost device. */
export function revoke(device: Device, heir: Device, n = 1): Revocation {
  const key = `${device.id}${heir.id}${n}`
  const { account, seed } = device.owner
  const held = revocations.get(key) ?? issueRevocation(crypto, { account, device: device.id, n, issued: 1, heir: heir.id }, seed)
  revocations.set(key, held)
  return held
}

export interface Invitation {
  readonly keys: ReturnType<typeof inviteKeys>
}

export function invitation(label: string): Invitation['keys'] {
  const held = invitations.get(label) ?? inviteKeys(crypto, seedOf(`invite ${label}`))
  invitations.set(label, held)
  return held
}
const invitations = new Map<string, Invitation['keys']>()
const knocks = new Map<string, Knock>()

/** Somebody at the door of the room with that root. */
export function knock(root: BlockId, keys: Invitation['keys'], joiner: Device): Knock {
  const key = `${root}${keys.invite}${joiner.id}`
  const { account } = joiner.owner
  const held = knocks.get(key) ?? makeKnock(crypto, { account, certificates: [joiner.certificate], t: 5, root }, keys, joiner.keys)
  knocks.set(key, held)
  return held
}

export function seedOf(text: string): Uint8Array {
  return crypto.sha256(new TextEncoder().encode(text))
}

function certify(owner: Person, keys: DeviceKeys, issuer: AccountId | DeviceId, issuerSeed: Uint8Array): Certificate {
  const fields = { account: owner.account, device: keys.device, seal: keys.seal, issuer, kind: 'full', issued: 1 } as const
  return issueCertificate(crypto, fields, issuerSeed, keys.seed)
}
