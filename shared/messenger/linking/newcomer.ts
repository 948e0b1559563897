/**
 * A computer that has no account yet, while it is linked: it listens, says who it is (a device, and nothing more), and keeps nothing until all
 * of what makes it the account's has come. To everybody else it is a stranger who knows nobody.
 */
import type { Clock, Crypto, Rng } from '../../crypto/index.ts'
import type { DeviceKeys } from '../../identity/index.ts'
import { type Result, fail } from '../../result.ts'
import { type SyncHost, createSyncHub } from '../../sync/index.ts'
import type { Links } from '../deps.ts'
import type { Identity } from '../people/index.ts'
import type { LinkingCode } from '../api-linking.ts'
import { identityFrom } from './granting.ts'
import { LinkingDesk } from './linking-desk.ts'
import type { Linked } from './linked.ts'

export interface NewcomerDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly links: Links
  readonly keys: DeviceKeys
  /** What this computer is called. */
  readonly name: string
  /** Makes the profile; durable when it settles. */
  keep(identity: Identity, linked: Linked): Promise<Result<undefined, LinkingCode>>
  changed(): void
}

export interface Newcomer {
  readonly desk: LinkingDesk
  stop(): void
}

const NOTHING = new Uint8Array(0)

export function createNewcomer(deps: NewcomerDeps): Newcomer {
  const { crypto, rng, clock, links, keys } = deps
  const desk = new LinkingDesk({
    crypto,
    rng,
    clock,
    device: keys.device,
    seal: keys.seal,
    name: () => deps.name,
    addresses: () => links.addresses(),
    connect: (device, addresses) => links.connect(device, addresses),
    disconnect: (device) => links.disconnect(device),
    sessions: () => hub.sessions(),
    admits: () => true,
    changed: () => deps.changed(),
    async granted(attempt, grant) {
      if (attempt.peer === undefined) return fail('LINK_FAILED')
      const now = Math.max(0, Math.floor(clock.now()))
      const identity = identityFrom(crypto, grant, { keys, peer: attempt.peer, deviceName: deps.name, now })
      if (identity === undefined) return fail('LINK_FAILED')
      return deps.keep(identity, { by: attempt.peer, addresses: grant.addresses, rooms: grant.rooms, at: now })
    },
  })
  const hub = createSyncHub(strangerHost(deps, desk))
  const release = links.onStream((stream) => {
    hub.attach(stream)
    desk.attached(stream.device)
  })
  return {
    desk,
    stop() {
      release()
      desk.stop()
      hub.stop()
    },
  }
}

/** Knows nobody and has nothing: all that it hears is about linking. */
function strangerHost({ crypto, rng, clock, keys }: NewcomerDeps, desk: LinkingDesk): SyncHost {
  return {
    device: keys.device,
    crypto,
    rng,
    clock,
    kind: 'person',
    admits: () => true,
    matchKeys: () => [],
    card: () => NOTHING,
    identify: () => ({ ok: false, code: 'NO_TAG' }),
    peerClock: () => undefined,
    roomsFor: () => [],
    roomOpened: () => undefined,
    room: () => undefined,
    knocked: (session, payload) => void desk.heard(session, payload, 'knock'),
    knockReplied: (session, payload) => void desk.heard(session, payload, 'reply'),
    typed: () => undefined,
    carryHeard: () => undefined,
    recorded: () => undefined,
    doubted: () => undefined,
    trusted: () => undefined,
    together(work) {
      work()
      return true
    },
    sessionOpened: () => undefined,
    sessionClosed: () => undefined,
  }
}
