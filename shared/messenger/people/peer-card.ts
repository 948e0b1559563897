/**
 * The card a peer shows of itself, in IDENT and in knocks. The account is never taken from a claim: it follows from certificates that must
 * all be about one account, hold, and lead to the very device that Noise authenticated (ENC-7, SYNC-3).
 */
import { type CborValue, array, id } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { type Card, EMPTY_CARD, type OwnedDevice, card, devicesOf, mergeCards, soundCard } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AnnouncedPicture, announcedPicture } from './announced-picture.ts'
import { announcedName } from './names.ts'

/** Optional key of an IDENT card: the announced name, unsigned, from the authenticated peer itself. */
const NAME_KEY = 32
/** The same for the picture (docs/decisions/023). */
const PICTURE_KEY = 33
/** The port on which the device serves the table, where it does (RDV-9). */
const ENTRANCE_KEY = 36
/** The same for devices that another of the account took out (OWN-8). */
const OUT_KEY = 34

const outDevices = array(id('device'), { max: RESOURCE.REVOKED_DEVICES })

/** What goes along with a card. */
interface Announced {
  readonly name: string
  readonly picture?: AnnouncedPicture | undefined
  readonly entrance?: number | undefined
  readonly out?: readonly DeviceId[]
}

export interface ShownCard {
  readonly card: Card
  readonly name: string | undefined
  /** As claimed: nobody has looked at its bytes. */
  readonly picture: AnnouncedPicture | undefined
  /** 1 to 65,535; where it can be reached is known from the session. */
  readonly entrance: number | undefined
  /** Own devices it says were taken out. */
  readonly out: readonly DeviceId[]
}

/** A peer that proved whose device it is. */
export interface ProvenPeer {
  readonly account: AccountId
  /** Sound pieces it showed, not yet merged with what was known. */
  readonly card: Card
  readonly owned: OwnedDevice
}

export function encodePeerCard(own: Card, { name, picture, entrance, out = [] }: Announced): Uint8Array {
  const extra = new Map<number, CborValue>([[NAME_KEY, name]])
  if (picture !== undefined) extra.set(PICTURE_KEY, announcedPicture.toCbor(picture))
  if (entrance !== undefined) extra.set(ENTRANCE_KEY, entrance)
  if (out.length > 0) extra.set(OUT_KEY, outDevices.toCbor(out))
  const announced = { ...own, extra }
  return card.encode(announced)
}

/** undefined when it is no card of this version. Checks no signature. */
export function decodePeerCard(bytes: Uint8Array): ShownCard | undefined {
  const read = card.decode(bytes)
  if (!read.ok) return undefined
  const extra: unknown = 'extra' in read.value ? read.value.extra : undefined
  const { certificates, revocations } = read.value
  const isExtra = extra instanceof Map
  const picture = isExtra && extra.has(PICTURE_KEY) ? announcedPicture.fromCbor(extra.get(PICTURE_KEY)) : undefined
  const out = isExtra && extra.has(OUT_KEY) ? outDevices.fromCbor(extra.get(OUT_KEY)) : undefined
  return {
    card: { certificates, revocations },
    name: isExtra ? announcedName(extra.get(NAME_KEY)) : undefined,
    picture: picture?.ok === true ? picture.value : undefined,
    entrance: isExtra ? portIn(extra.get(ENTRANCE_KEY)) : undefined,
    out: out?.ok === true ? out.value : [],
  }
}

function portIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535 ? value : undefined
}

/** The one account a card is about; undefined when it is about none or several. */
export function claimedAccount({ certificates, revocations }: Card): AccountId | undefined {
  const account = certificates[0]?.account
  if (account === undefined) return undefined
  return [...certificates, ...revocations].every((each) => each.account === account) ? account : undefined
}

/** Whose device it is, by what it showed together with what is known of that account: a revocation known here counts. */
export function provePeer(
  crypto: Crypto,
  shown: Card,
  device: DeviceId,
  now: number,
  known: (account: AccountId) => Card | undefined,
): ProvenPeer | undefined {
  const account = claimedAccount(shown)
  // Before any signature is checked: most nonsense does not even name the device.
  if (account === undefined || !shown.certificates.some((each) => each.device === device)) return undefined
  const sound = soundCard(crypto, account, shown)
  const owned = devicesOf(account, mergeCards(account, known(account) ?? EMPTY_CARD, sound), now).get(device)
  return owned === undefined ? undefined : { account, card: sound, owned }
}
