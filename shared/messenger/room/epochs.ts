/**
 * New epochs (KEY-3, KEY-4, KEY-5): whoever is about to write and finds no clean epoch makes one in the same commit, so no message is
 * ever sealed to somebody its author knows to be gone, and nobody waits for an admin.
 */
import type { DeviceId, EpochId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Action, type GovState, epochHeads, historyOf } from '../../rooms/governance/index.ts'
import { type Grantee, epochCommit, epochKeys, sealGrants, sealPastFeed, sealPastGov } from '../../rooms/keys/index.ts'
import type { GovExtras } from './governance-log.ts'
import type { Keyring } from './keyring.ts'
import type { RoomCore } from './room-core.ts'

const SECRET_BYTES = 32

export interface EpochPlan {
  readonly epoch: EpochId
  readonly action: Action
  readonly extras: GovExtras
}

/** A fresh epoch for exactly these devices; its secret is in the keyring when this returns. */
export function planEpoch(core: RoomCore, keyring: Keyring, state: GovState | undefined, grantees: readonly Grantee[]): EpochPlan {
  const { crypto, rng, id, handle } = core
  const prevs = (state === undefined ? [] : epochHeads(state)).slice(0, INTRINSIC.EPOCH_PREVS)
  const n = 1 + Math.max(0, ...prevs.map((epoch) => epoch.n))
  const secret = rng.bytes(SECRET_BYTES)
  const { id: epoch, commit } = epochCommit(crypto, id, secret, n)
  const keys = epochKeys(crypto, id, secret)
  keyring.learnSecret(epoch, secret)
  const grants = sealGrants(crypto, rng, { handle, epoch, n, secret }, grantees)
  const governance = pastKeys(prevs, (prev) => keyring.governance(prev)?.governance)
  const secrets =
    state !== undefined && historyOf(state.settings) === 'all'
      ? pastKeys(prevs, (prev) => keyring.secret(prev))
      : new Map<EpochId, Uint8Array>()
  return {
    epoch,
    action: { type: 'epoch', id: epoch, commit, n, prevs: prevs.map((prev) => prev.id).toSorted() },
    extras: {
      ...(grants !== undefined && { grants: [grants] }),
      ...(governance.size > 0 && { pastGov: sealPastGov(crypto, keys, epoch, governance) }),
      ...(secrets.size > 0 && { pastFeed: sealPastFeed(crypto, keys, epoch, secrets) }),
    },
  }
}

/** The room's live devices as takers of keys (readers included, GOV-15), but for those whose key is known to be in two hands (FORK-3). */
export function liveGrantees(state: GovState, isFrozen: (device: DeviceId) => boolean = () => false): readonly Grantee[] {
  return [...state.devices.values()]
    .filter((device) => device.live && !isFrozen(device.device))
    .map(({ device, seal }) => ({ device, seal }))
}

/** An existing epoch handed to more devices; undefined when its secret is not here. */
export function regrant(
  core: RoomCore,
  keyring: Keyring,
  state: GovState,
  epoch: EpochId,
  grantees: readonly Grantee[],
): GovExtras | undefined {
  const secret = keyring.secret(epoch)
  const known = state.epochs.find((held) => held.id === epoch)
  if (secret === undefined || known === undefined) return undefined
  const grants = sealGrants(core.crypto, core.rng, { handle: core.handle, epoch, n: known.n, secret }, grantees)
  return grants === undefined ? undefined : { grants: [grants] }
}

function pastKeys(
  prevs: readonly { readonly id: EpochId }[],
  keyOf: (epoch: EpochId) => Uint8Array | undefined,
): ReadonlyMap<EpochId, Uint8Array> {
  const past = new Map<EpochId, Uint8Array>()
  for (const { id } of prevs) {
    const key = keyOf(id)
    if (key !== undefined) past.set(id, key)
  }
  return past
}
