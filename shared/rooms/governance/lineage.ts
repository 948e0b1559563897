/**
 * Every certificate named anywhere in the set of operations, as a graph: which accounts a device says it belongs to, and who else falls
 * when a device is revoked (ENC-7). It is a function of the set, not of the reducer's state, so cuts hit the same ops in every round.
 */
import { getOrInsert } from '../../get-or-insert.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import type { Certificate } from '../../identity/index.ts'
import type { Proofs } from './proofs.ts'
import type { DeviceId8, GovOp } from './types.ts'

const PREFIX_DIGITS = 16
const NONE: ReadonlySet<never> = new Set<never>()

/** The certificates an op carries, a knock's included. */
export function certificatesOf(op: GovOp): readonly Certificate[] {
  const found: Certificate[] = []
  for (const action of op.actions) {
    if (action.type === 'create' || action.type === 'device' || action.type === 'admit') found.push(...action.certificates)
    if (action.type === 'admit' && action.knock !== undefined) found.push(...action.knock.certificates)
  }
  return found
}

/** First 8 bytes of a device id, as grants write it. */
export function prefixOf(device: DeviceId): DeviceId8 {
  return device.slice(0, PREFIX_DIGITS)
}

export class Lineage {
  readonly #claims = new Map<DeviceId, Set<AccountId>>()
  readonly #devices = new Map<AccountId, Set<DeviceId>>()
  /** account → device → who certified it (a device, or the account itself). */
  readonly #issuers = new Map<AccountId, Map<DeviceId, Set<AccountId | DeviceId>>>()
  readonly #prefixes = new Map<DeviceId8, Set<DeviceId>>()
  #links = 0
  #proofs: Proofs

  constructor(proofs: Proofs) {
    this.#proofs = proofs
  }

  /** Grows with every link that was new: a cheap way to know that answers may have changed. */
  get links(): number {
    return this.#links
  }

  /** Takes in an op's certificates; true when one of them says something new about a device already named. */
  add(op: GovOp): boolean {
    let changesKnown = false
    for (const certificate of certificatesOf(op)) {
      if (!this.#proofs.certificate(certificate)) continue
      const { account, device, issuer } = certificate
      const isKnown = this.#claims.has(device)
      // A guest's certificate issues nothing, and nothing but its own issuer stands above it: the link is all there is to know.
      const isNew = this.#link(account, device, issuer)
      // An heir's link may have come before his certificate.
      if (!isNew && this.#claims.get(device)?.has(account) === true) continue
      if (!isNew) this.#links += 1
      getOrInsert(this.#claims, device, () => new Set()).add(account)
      getOrInsert(this.#devices, account, () => new Set()).add(device)
      getOrInsert(this.#prefixes, prefixOf(device), () => new Set()).add(device)
      if (isKnown) changesKnown = true
    }
    // The words that revoke a device stand for the heir they name: else a laptop linked by a phone could not outlive that phone.
    for (const action of op.actions) {
      if (action.type !== 'drop' || action.revocation === undefined || !this.#proofs.revocation(action.revocation)) continue
      const { account, heir } = action.revocation
      if (heir !== undefined && this.#link(account, heir, account)) changesKnown = true
    }
    return changesKnown
  }

  #link(account: AccountId, device: DeviceId, issuer: AccountId | DeviceId): boolean {
    const issuers = getOrInsert(
      getOrInsert(this.#issuers, account, () => new Map()),
      device,
      () => new Set(),
    )
    if (issuers.has(issuer)) return false
    issuers.add(issuer)
    this.#links += 1
    return true
  }

  /** Accounts that certified a device with its consent; more than one only if the device itself lied. */
  accountsOf(device: DeviceId): ReadonlySet<AccountId> {
    return this.#claims.get(device) ?? NONE
  }

  devicesOf(account: AccountId): ReadonlySet<DeviceId> {
    return this.#devices.get(account) ?? NONE
  }

  /** Devices with that prefix; none when the room never named one. */
  matching(prefix: DeviceId8): ReadonlySet<DeviceId> {
    return this.#prefixes.get(prefix) ?? NONE
  }

  /** The devices of an account that have no chain of certificates left once `without` are revoked; those themselves not included. */
  orphans(account: AccountId, without: ReadonlySet<DeviceId>): ReadonlySet<DeviceId> {
    const standing = this.#reach(account, without)
    const orphans = new Set<DeviceId>()
    for (const device of this.#reach(account, NONE)) if (!standing.has(device) && !without.has(device)) orphans.add(device)
    return orphans
  }

  #reach(account: AccountId, without: ReadonlySet<DeviceId>): ReadonlySet<DeviceId> {
    const reached = new Set<DeviceId>()
    const issuers = this.#issuers.get(account) ?? new Map<DeviceId, Set<AccountId | DeviceId>>()
    for (let grew = true; grew;) {
      grew = false
      for (const [device, by] of issuers) {
        if (reached.has(device) || without.has(device)) continue
        if (!by.has(account) && ![...by].some((issuer) => (reached as ReadonlySet<string>).has(issuer))) continue
        reached.add(device)
        grew = true
      }
    }
    return reached
  }
}
