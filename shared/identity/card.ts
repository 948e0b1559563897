/**
 * A card holds what is known of one account's devices: certificates and revocations, as a set that only grows (ENC-7). Two devices that
 * have met the same pieces in any order hold the same card. Only sound pieces of that account go in.
 */
import { type Codec, arrayOfKnown, compareBytes, field, struct } from '../codec/index.ts'
import type { Crypto } from '../crypto/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Certificate, certificate, verifyCertificate, wholeBytes } from './certificate.ts'
import { devicesOf } from './chain.ts'
import { type Revocation, revocation, verifyRevocation } from './revocation.ts'

export interface Card {
  readonly certificates: readonly Certificate[]
  readonly revocations: readonly Revocation[]
}

/**
 * `{0: 1, 1: [*16 certificate], 2: [*64 revocation]}`; reading checks no signature. Pieces from a later version are passed over: we could
 * not tell which account they are about, and their maker hands them out himself.
 */
export const card: Codec<Card> = struct({
  certificates: field(1, arrayOfKnown(certificate, { max: RESOURCE.CARDS_CERTIFICATES })),
  revocations: field(2, arrayOfKnown(revocation, { max: RESOURCE.CARDS_REVOCATIONS })),
})

export const EMPTY_CARD: Card = { certificates: [], revocations: [] }

/** What is sound in a card and about that account: the only form to keep, merge or ask. */
export function soundCard(crypto: Crypto, account: AccountId, claimed: Card): Card {
  return mergeCards(account, EMPTY_CARD, {
    certificates: claimed.certificates.filter((each) => each.account === account && verifyCertificate(crypto, each)),
    revocations: claimed.revocations.filter((each) => each.account === account && verifyRevocation(crypto, each)),
  })
}

/**
 * The union of two sound cards of one account, the same whichever comes first. Past 64 devices revoked or 16 certificates, what counts
 * least goes: lower revocation numbers, certificates that lead nowhere, guests', then older ones.
 */
export function mergeCards(account: AccountId, a: Card, b: Card): Card {
  const revocations = mergeRevocations([...a.revocations, ...b.revocations])
  const all = unique([...a.certificates, ...b.certificates])
  const certificates = all.length <= RESOURCE.CARDS_CERTIFICATES ? all : mostUseful(account, all, revocations)
  return { certificates, revocations }
}

/** One per device, for a second says nothing more: the highest n, and of equal ones the lowest bytes. */
function mergeRevocations(all: readonly Revocation[]): readonly Revocation[] {
  const byDevice = new Map<DeviceId, Revocation>()
  for (const each of all.toSorted((a, b) => b.n - a.n || compareBytes(a.bytes, b.bytes) || compareBytes(a.signature, b.signature))) {
    if (!byDevice.has(each.device)) byDevice.set(each.device, each)
  }
  return [...byDevice.values()].slice(0, RESOURCE.CARDS_REVOCATIONS)
}

function unique(all: readonly Certificate[]): readonly Certificate[] {
  const inOrder = all.toSorted(byBytes)
  return inOrder.filter((each, index) => {
    const before = inOrder[index - 1]
    return before === undefined || byBytes(before, each) !== 0
  })
}

function mostUseful(account: AccountId, all: readonly Certificate[], revocations: readonly Revocation[]): readonly Certificate[] {
  const live = devicesOf(account, { certificates: all, revocations })
  const needed = new Set([...live.values()].flatMap(({ chain }) => chain))
  const rank = (each: Certificate): number => (needed.has(each) ? 0 : 2) + (each.kind === 'guest' ? 1 : 0)
  const chosen = all.toSorted((a, b) => rank(a) - rank(b) || b.issued - a.issued || byBytes(a, b))
  return chosen.slice(0, RESOURCE.CARDS_CERTIFICATES).toSorted(byBytes)
}

function byBytes(a: Certificate, b: Certificate): number {
  return compareBytes(wholeBytes(a), wholeBytes(b))
}
