/** Makes the keepsake of this device out of what it knows now, and says how long the one there is may stand. Keeps nothing itself. */
import { type Crypto, type Rng, hash } from '../../crypto/index.ts'
import { type DeviceKeys, devicesOf } from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { KEEPSAKE_DIGEST_BYTES } from '../finding/index.ts'
import type { OwnSource } from '../own-state/index.ts'
import type { People } from '../people/index.ts'
import { fitting, gather, withoutPlaces } from './contents.ts'
import { type Keepsake, type KeptContact, isChoice, issueKeepsake, keepsakeBytes } from './keepsake.ts'
import type { Stated } from './own-keepsake.ts'
import { KEEPSAKE_ROOM, sealKeepsake } from './sealing.ts'

export interface MakingDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly people: People
  readonly keys: DeviceKeys
  readonly choices: OwnSource
  /** Who came back by a keepsake and has not answered. */
  awaited(): readonly KeptContact[]
  /** Where a device was met or is said to be, the best guess first. */
  addressesOf(device: DeviceId): readonly string[]
}

/** What a keepsake would say now. */
export interface Draft {
  readonly stated: Stated
  /** undefined: it cannot be made. Signs and seals, so only when it is to be handed out. */
  seal(): Uint8Array | undefined
}

/** undefined: there is nothing to seal to, nobody to name and never was, or this device is one of the person's no more. */
export function draftKeepsake(deps: MakingDeps, { n, now, isFirst }: { n: number; now: number; isFirst: boolean }): Draft | undefined {
  const { crypto, rng, people, keys } = deps
  const { account, recoverySeal, card } = people.identity()
  const { devices } = people.shared
  const chain = devicesOf(account, card).get(keys.device)?.chain ?? []
  if (recoverySeal === undefined || devices.isOut(keys.device) || chain.length === 0) return undefined
  const contacts = gather({ contacts: recordsOf(people), awaited: deps.awaited(), addressesOf: deps.addressesOf }, now)
  if (isFirst && contacts.length === 0) return undefined
  const rest = { account, device: keys.device, n, shut: people.blockedDevices(), out: devices.out(), choices: chosen(deps.choices) }
  return {
    stated: stated(crypto, rest, contacts),
    seal: () =>
      fitting(contacts, (some) => {
        const plain = issueKeepsake(crypto, keys, chain, { ...rest, contacts: some })
        return plain.length > KEEPSAKE_ROOM ? undefined : sealKeepsake(crypto, rng, { account, seal: recoverySeal }, plain)
      }),
  }
}

function stated(crypto: Crypto, rest: Omit<Keepsake, 'contacts'>, contacts: readonly KeptContact[]): Stated {
  const digest = (some: readonly KeptContact[]): Uint8Array =>
    hash(crypto, 'sb1/keepsake-id', keepsakeBytes({ ...rest, n: 0, contacts: some })).slice(0, KEEPSAKE_DIGEST_BYTES)
  return { about: digest(withoutPlaces(contacts)), places: digest(contacts) }
}

function recordsOf({ shared }: People): Parameters<typeof gather>[0]['contacts'] {
  return shared.accounts().flatMap((account) => {
    const record = shared.record(account)
    return record === undefined ? [] : [[account, record] as const]
  })
}

function chosen(source: OwnSource): Keepsake['choices'] {
  return [...new Set(source.names())]
    .filter((item) => source.owns(item))
    .map((item) => [item, source.read(item)] as const)
    .filter(([item, value]) => isChoice(item, value))
    .slice(0, RESOURCE.KEEPSAKE_CHOICES)
}
