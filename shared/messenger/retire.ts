/**
 * A device becomes another one without words (FORK-5): the old key signs a successor certificate for a fresh key, the successor enters every
 * room, and what only this copy had written is written again under its own name. One transaction: a crash leaves all or nothing of it, and
 * nothing of it was sent before. Two copies that both do so are two honest devices from then on.
 */
import { type Certificate, createDevice, devicesOf, issueCertificate, mergeCards } from '../identity/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { cleanEpoch } from '../rooms/governance/index.ts'
import type { MessengerDeps } from './deps.ts'
import { type Identity, saveIdentity } from './people/index.ts'
import { endRetirement } from './retiring.ts'
import { Rooms } from './rooms.ts'
import type { Room } from './room/index.ts'

export type RetireDeps = Pick<MessengerDeps, 'store' | 'crypto' | 'rng' | 'clock'>

/**
 * No messenger may run over the store meanwhile. Durable when it returns: the identity to start the next messenger and network with. TOO_MANY:
 * the chain of successors has reached its length (ENC-7), only the words make a new device; nothing has changed.
 */
export function retireDevice(deps: RetireDeps, identity: Identity): Result<Identity, 'TOO_MANY'> {
  const { store, crypto, rng, clock } = deps
  const old = identity.keys
  const keys = createDevice(crypto, rng)
  const { account, name } = identity
  const issued = clock.now()
  const certificate = issueCertificate(
    crypto,
    { account, device: keys.device, seal: keys.seal, issuer: old.device, kind: 'successor', issued, name },
    old.seed,
    keys.seed,
  )
  const card = mergeCards(account, identity.card, { certificates: [certificate], revocations: [] })
  const chain = devicesOf(account, card, issued).get(keys.device)?.chain
  if (chain === undefined) return fail('TOO_MANY')
  const approved = [keys.device, ...identity.approved.filter((device) => device !== old.device)]
  const successor: Identity = { ...identity, keys, card, approved }
  store.transaction(() => {
    saveIdentity(store, successor)
    endRetirement(store)
    const rooms = openRooms(deps, successor)
    try {
      for (const key of rooms.registry.keys()) {
        const room = rooms.get(key)
        if (room !== undefined) succeed(room, old.device, chain)
      }
    } finally {
      rooms.close()
    }
  })
  return ok(successor)
}

/** Enters a room, and writes again what only this copy knows of the old device's story. */
function succeed(room: Room, old: DeviceId, chain: readonly Certificate[]): void {
  if (!enter(room, old, chain)) return
  const from = room.ownStoryFrom(old)
  if (from !== undefined) room.adopt(old, from)
}

/**
 * BKP-7: a device that was made of a backup enters the rooms in which the one that wrote the backup may act. That one stays what it is: this
 * one writes under its own name only. No messenger may run over the store; durable when it returns.
 */
export function enterRooms(deps: RetireDeps, identity: Identity, from: DeviceId): void {
  const { account, card, keys } = identity
  const chain = devicesOf(account, card, deps.clock.now()).get(keys.device)?.chain ?? []
  deps.store.transaction(() => {
    saveIdentity(deps.store, identity)
    const rooms = openRooms(deps, identity)
    try {
      for (const key of rooms.registry.keys()) {
        const room = rooms.get(key)
        if (room !== undefined) enter(room, from, chain)
      }
    } finally {
      rooms.close()
    }
  })
}

/** Where the old device may still act; elsewhere there is nobody to follow. */
function enter(room: Room, old: DeviceId, chain: readonly Certificate[]): boolean {
  const { state, keyring, core, log } = room
  if (state.devices.get(old)?.live !== true) return false
  const newest = state.epochs.toSorted((a, b) => b.n - a.n || (a.id < b.id ? 1 : -1))
  const epoch = cleanEpoch(state, (id) => keyring.full(id) !== undefined) ?? newest.find(({ id }) => keyring.governance(id) !== undefined)
  if (epoch === undefined) return false
  const certificates = chain.slice(-INTRINSIC.CERTIFICATES_PER_ACTION)
  room.govern(() => log.write(epoch.id, [{ type: 'device', certificates, from: 1 }]))
  core.store.values.delete('writers', String(core.key))
  return true
}

function openRooms({ store, crypto, rng, clock }: RetireDeps, identity: Identity): Rooms {
  return new Rooms({
    store,
    crypto,
    rng,
    clock,
    identity,
    ownCard: () => identity.card,
    outDevices: () => [],
    hub: () => undefined,
    emit: () => undefined,
    forked: () => undefined,
    rolledBack: () => undefined,
    custodyChanging: () => undefined,
    custodyChanged: () => undefined,
    joined: () => undefined,
    hasUnread: () => false,
    dropped: () => undefined,
    hasReadReceipts: () => false,
    now: () => clock.now(),
  })
}
