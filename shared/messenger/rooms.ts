/**
 * Every room of this device: opened when first needed, made, joined and left here. Holds what spans rooms: the registry, and which accounts
 * are in which rooms, so that a peer's rooms are found without opening all.
 */
import type { RoomInvite } from '../contacts/index.ts'
import { HybridClock } from '../feeds/clock/index.ts'
import type { Card } from '../identity/index.ts'
import { devicesOf } from '../identity/index.ts'
import type { AccountId, DeviceId, RoomHandle, RoomId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { type Action, type GovState, OWNER, type Role } from '../rooms/governance/index.ts'
import type { Time } from '../rooms/kinds/index.ts'
import { roomHandle, roomId, roomTagKey } from '../rooms/keys/index.ts'
import { inviteKeys } from '../contacts/index.ts'
import type { RoomKey } from '../store/index.ts'
import { StoreError } from '../store/index.ts'
import type { RoomSync, SyncCode, SyncHub } from '../sync/index.ts'
import type { ActCode, MessengerEvent, RoomKind } from './api.ts'
import type { MessengerDeps } from './deps.ts'
import { Purging } from './purging.ts'
import {
  type RoomCore,
  type RoomRecord,
  DefaultRoomSync,
  GovernanceLog,
  GuardedRoomSync,
  Keyring,
  Room,
  RoomRegistry,
  planEpoch,
  roomLooks,
} from './room/index.ts'

export interface RoomsDeps extends Pick<MessengerDeps, 'store' | 'crypto' | 'rng' | 'clock' | 'identity'> {
  /** Own card as it stands: certificates of all approved own devices. */
  ownCard(): Card
  /** OWN-8: own devices that were taken out. */
  outDevices(): readonly DeviceId[]
  hub(): SyncHub | undefined
  emit(event: MessengerEvent): void
  forked(room: Room, device: DeviceId): void
  /** FORK-4: blocks of this device that are not from here came into a room. */
  rolledBack(): void
  custodyChanging(room: Room): void
  custodyChanged(room: Room): void
  /** Own clock with the correction of CLK-6, ms. */
  now(): number
  /** A room that was accepted has opened: its governance is here and names me. */
  joined(room: RoomKey): void
  /** Whether messages are unread there: such rooms are synced first (SYNC-6). */
  hasUnread(room: RoomKey): boolean
  /** DLV-3. */
  hasReadReceipts(): boolean
  /** It turned out to be no room of ours. In the transaction that drops it. */
  dropped(room: RoomKey): void
}

/** Somebody to be let in from the start. */
export interface Founder {
  readonly account: AccountId
  readonly card: Card
  readonly role: Role
  /** OWN-8: devices that get no key, although their certificates are good. */
  readonly out?: readonly DeviceId[] | undefined
}

const ROOMMATES = 'roommates'
/** Where the parts of a room keep their values, each followed by the room's key. */
const ROOM_SPACES = [
  'acks',
  'branches',
  'bundled',
  'chains',
  'changes',
  'doubts',
  'earlier',
  'evidence',
  'forgotten',
  'forks',
  'heard',
  'joints',
  'keys',
  'reads',
  'retained',
  'rewritten',
  'sealed',
  'status',
] as const
const FAILURES_KEPT = 16
const RS_BYTES = 32
const NO_BYTES = new Uint8Array(0)

export class Rooms {
  readonly registry: RoomRegistry
  readonly #deps: RoomsDeps
  readonly #hybrid: HybridClock
  readonly #purging: Purging
  readonly #open = new Map<RoomKey, Room>()
  readonly #guarded = new Map<RoomKey, RoomSync>()
  readonly #syncs = new Map<RoomKey, RoomSync>()
  /** What went wrong in a room, newest last: each was a mistake of ours or of the disk. */
  readonly failures: unknown[] = []

  constructor(deps: RoomsDeps) {
    this.#deps = deps
    this.registry = new RoomRegistry(deps.store)
    this.#hybrid = new HybridClock(() => deps.now())
    this.#purging = new Purging(deps)
    this.#purging.soon()
  }

  /** The room behind a key, opened; undefined while it is only an invitation. */
  get(key: RoomKey): Room | undefined {
    const held = this.#open.get(key)
    const record = this.registry.get(key)
    if (held !== undefined || record?.room === undefined) return held
    const room = new Room(this.#coreOf(key, record.room), this.#hooksOf(key))
    this.#open.set(key, room)
    // Recorded by an earlier version.
    if (record.faces === undefined && room.state.root !== undefined)
      this.#deps.store.transaction(() => this.registry.update(key, roomLooks(room.state, room.core)), 'relaxed')
    return room
  }

  /** The same, if it is in memory. */
  held(key: RoomKey): Room | undefined {
    return this.#open.get(key)
  }

  /** Rooms in memory now. */
  opened(): readonly RoomKey[] {
    return [...this.#open.keys()]
  }

  byId(id: RoomId): Room | undefined {
    const key = this.registry.byId(id)
    return key === undefined ? undefined : this.get(key)
  }

  sync(key: RoomKey): RoomSync | undefined {
    const held = this.#guarded.get(key)
    const handle = this.registry.get(key)?.handle
    if (handle === undefined || this.get(key) === undefined) return undefined
    if (held !== undefined) return held
    const made = new GuardedRoomSync(handle, { current: () => this.#syncOf(key), failed: (cause) => this.failed(key, cause) })
    this.#guarded.set(key, made)
    return made
  }

  /** After a throw: the room is read from disk at the next look, as memory may be ahead of it. */
  failed(key: RoomKey, cause: unknown): SyncCode {
    this.failures.push(cause)
    if (this.failures.length > FAILURES_KEPT) this.failures.shift()
    this.reopen(key)
    return isStoreFull(cause) ? 'STORE_FULL' : 'BUSY'
  }

  #syncOf(key: RoomKey): RoomSync | undefined {
    const held = this.#syncs.get(key)
    if (held !== undefined) return held
    const room = this.get(key)
    if (room === undefined) return undefined
    const made = new DefaultRoomSync(room, {
      priority: () => (this.registry.get(key)?.kind === 'self' ? 0 : this.#deps.hasUnread(key) ? 1 : 2),
      forked: (device) => this.#deps.forked(room, device),
      rolledBack: () => this.#deps.rolledBack(),
      custodyChanging: () => this.#deps.custodyChanging(room),
      custodyChanged: () => this.#deps.custodyChanged(room),
      isOwn: (device) => this.#deps.ownCard().certificates.some((each) => each.device === device),
    })
    this.#syncs.set(key, made)
    return made
  }

  /** Rooms whose governance names an account, by what was last known. */
  withAccount(account: AccountId): readonly RoomKey[] {
    return this.#deps.store.values.list(ROOMMATES, `${account}/`).map(([name]) => Number(name.slice(account.length + 1)))
  }

  /** Makes a room with its founders in it; durable when it returns. */
  create(kind: RoomKind, title: string, founders: readonly Founder[]): Result<RoomKey, ActCode> {
    if (founders.length + 2 > INTRINSIC.GOV_ACTIONS) return fail('TOO_MANY')
    if ([...title].length > INTRINSIC.TITLE_CHARACTERS) return fail('TOO_LONG')
    const { store, crypto, rng, clock, identity } = this.#deps
    const rs = rng.bytes(RS_BYTES)
    const id = roomId(crypto, identity.account, identity.keys.device, rs)
    const own = this.#deps.ownCard()
    const certificates = own.certificates.slice(0, INTRINSIC.CERTIFICATES_PER_ACTION)
    const now = clock.now()
    const key = store.transaction(() => {
      const made = this.registry.add({
        handle: roomHandle(crypto, id),
        room: id,
        kind,
        state: 'open',
        title,
        members: 1 + founders.length,
        role: OWNER,
        tagKey: roomTagKey(crypto, id, rs),
        active: now,
        ...(kind === 'direct' && founders[0] !== undefined && { peer: founders[0].account }),
      })
      const core = this.#coreOf(made, id)
      const keyring = new Keyring(store, crypto, made, id)
      const log = new GovernanceLog(core, keyring)
      const grantees = [own, ...founders.map(({ card }) => card)].flatMap((card, at) => {
        const account = at === 0 ? identity.account : founders[at - 1]?.account
        const out = at === 0 ? this.#deps.outDevices() : (founders[at - 1]?.out ?? [])
        return account === undefined
          ? []
          : [...devicesOf(account, card, now).values()]
              .filter(({ device }) => !out.includes(device))
              .map(({ device, certificate }) => ({ device, seal: certificate.seal }))
      })
      const plan = planEpoch(core, keyring, undefined, grantees)
      const settings = new Map(title === '' ? [] : [['title', title] as const])
      const admissions = founders.map(({ account, card, role }): Action => ({
        type: 'admit',
        account,
        certificates: chainsOf(account, card, now),
        role,
      }))
      log.write(plan.epoch, [{ type: 'create', rs, kind, certificates, settings, features: [] }, ...admissions, plan.action], plan.extras)
      return made
    })
    this.get(key)?.governanceChanged()
    this.#deps.hub()?.rematch()
    return ok(key)
  }

  /** The direct rooms with an account, the lowest id first: two when both made one before they could tell each other (GOV-17). */
  directRoomsWith(account: AccountId): readonly RoomKey[] {
    return this.registry.directWith(account)
  }

  /** Remembers an accepted invitation; the room itself comes once somebody opened the door. */
  beginJoin(invite: RoomInvite): { readonly room: RoomKey; readonly known: boolean } {
    const held = this.registry.byHandle(invite.handle)
    const host = invite.hosts[0]
    const joining = {
      seed: invite.seed,
      invite: inviteKeys(this.#deps.crypto, invite.seed).invite,
      inviter: host?.device ?? this.#deps.identity.keys.device,
      expires: invite.expires,
    }
    if (held !== undefined) {
      const record = this.registry.get(held)
      const isIn = record !== undefined && record.state !== 'joining' && record.state !== 'left' && record.state !== 'removed'
      if (!isIn) this.#deps.store.transaction(() => this.registry.update(held, { joining, state: 'joining' }))
      return { room: held, known: isIn }
    }
    const record: RoomRecord = {
      handle: invite.handle,
      kind: 'group',
      state: 'joining',
      title: invite.title,
      members: 0,
      root: invite.root,
      active: this.#deps.clock.now(),
      joining,
    }
    return { room: this.#deps.store.transaction(() => this.registry.add(record)), known: false }
  }

  /** A member told us which room a handle is: we are in it, or were invited (SYNC-4). Checked against the handle. */
  revealed(handle: RoomHandle, id: RoomId, kind: RoomKind, by?: AccountId): RoomKey | undefined {
    if (roomHandle(this.#deps.crypto, id) !== handle) return undefined
    const held = this.registry.byHandle(handle)
    // Own devices bring all there is.
    if (held === undefined && by !== this.#deps.identity.account && this.#unopenedBy(by) >= RESOURCE.REVEALED_ROOMS_PER_ACCOUNT)
      return undefined
    // Relaxed: nothing is promised yet, and whoever revealed it will do so again.
    return this.#deps.store.transaction(() => {
      if (held === undefined) {
        const active = this.#deps.clock.now()
        const revealedBy = by === undefined ? {} : { revealedBy: by }
        return this.registry.add({ handle, room: id, kind, state: 'joining', title: '', members: 0, active, ...revealedBy })
      }
      if (this.registry.get(held)?.room === undefined) this.registry.update(held, { room: id })
      return held
    }, 'relaxed')
  }

  /** Rooms somebody told of that never turned out to be any: each costs a place in the list. */
  #unopenedBy(account: AccountId | undefined): number {
    return this.registry.keys().filter((key) => {
      const record = this.registry.get(key)
      return record?.state === 'joining' && record.members === 0 && record.joining === undefined && record.revealedBy === account
    }).length
  }

  endJoin(key: RoomKey): void {
    this.#deps.store.transaction(() => {
      if (this.registry.get(key)?.room === undefined) this.registry.remove(key)
      else this.registry.endJoining(key)
    })
  }

  /** CLK-1: the time of something written now. */
  nextTime(): Time {
    return this.#hybrid.next()
  }

  /** Drops a room from memory, so that the next look reads the disk: after a commit failed. */
  reopen(key: RoomKey): void {
    this.#open.get(key)?.close()
    this.#open.delete(key)
    this.#syncs.delete(key)
    this.registry.reload(key)
  }

  close(): void {
    this.#purging.stop()
    for (const room of this.#open.values()) room.close()
    this.#open.clear()
    this.#syncs.clear()
    this.#guarded.clear()
  }

  #coreOf(key: RoomKey, id: RoomId): RoomCore {
    const { store, crypto, rng, clock, identity } = this.#deps
    return { store, crypto, rng, clock, account: identity.account, keys: identity.keys, key, id, handle: roomHandle(crypto, id) }
  }

  #hooksOf(key: RoomKey): ConstructorParameters<typeof Room>[1] {
    return {
      hybrid: this.#hybrid,
      record: () => {
        const record = this.registry.get(key)
        if (record === undefined) throw new Error(`no room ${key}`)
        return record
      },
      ownCertificates: () => {
        const { account, keys } = this.#deps.identity
        return devicesOf(account, this.#deps.ownCard(), this.#deps.clock.now()).get(keys.device)?.chain ?? []
      },
      update: (patch) => {
        const before = this.registry.get(key)
        this.registry.update(key, patch)
        const isTagNew = patch.tagKey !== undefined && before?.tagKey === undefined
        // Whoever is connected and accepts an invitation finds us by its tag only if we have told it (SYNC-3).
        const isInviteNew = patch.invites !== undefined && patch.invites !== (before?.invites ?? 0)
        if (isTagNew || isInviteNew) this.#deps.hub()?.rematch()
        if (patch.state !== 'open' || before?.joining === undefined) return
        this.registry.endJoining(key)
        this.#deps.joined(key)
      },
      membersChanged: (state) => {
        this.#noteMembers(key, state)
        this.#checkRoot(key, state)
      },
      hasReadReceipts: () => this.#deps.hasReadReceipts(),
      hub: () => this.#deps.hub(),
      emit: (event) => this.#deps.emit(event),
      erased: () => this.#purging.soon(),
      failed: (cause) => this.failed(key, cause),
    }
  }

  /** GOV-13: an invitation names the room's first block; a room with another one is not what was accepted. */
  #checkRoot(key: RoomKey, state: GovState): void {
    const record = this.registry.get(key)
    if (record?.root === undefined || state.root === undefined || record.root === state.root) return
    this.reopen(key)
    this.#deps.store.transaction(() => {
      const { blocks, messages, values } = this.#deps.store
      blocks.removeRoom(key)
      messages.clear(key)
      // The key may be given to another room one day.
      for (const space of ROOM_SPACES) for (const [name] of values.list(`${space}/${key}`)) values.delete(`${space}/${key}`, name)
      values.delete('writers', String(key))
      for (const account of [...state.members.keys(), ...state.gone.keys()]) values.delete(ROOMMATES, `${account}/${key}`)
      this.#deps.dropped(key)
      this.registry.remove(key)
    })
    this.#guarded.delete(key)
    this.#purging.soon()
    this.#deps.hub()?.rematch()
  }

  /** Gone members stay noted: their devices must still learn that they are out. */
  #noteMembers(key: RoomKey, state: GovState): void {
    const { values } = this.#deps.store
    let isNew = false
    this.#deps.store.transaction(() => {
      for (const account of [...state.members.keys(), ...state.gone.keys()]) {
        const name = `${account}/${key}`
        if (values.get(ROOMMATES, name) !== undefined) continue
        values.put(ROOMMATES, name, NO_BYTES)
        isNew = true
      }
    }, 'relaxed')
    if (isNew) this.#deps.hub()?.rematch()
  }
}

export function isStoreFull(cause: unknown): boolean {
  return cause instanceof StoreError && cause.code === 'STORE_FULL'
}

/** Certificates that lead from the account to its devices now, at most eight. */
function chainsOf(account: AccountId, card: Card, now: number): Extract<Action, { readonly type: 'admit' }>['certificates'] {
  const needed = new Set([...devicesOf(account, card, now).values()].flatMap(({ chain }) => chain))
  return [...needed].slice(0, INTRINSIC.CERTIFICATES_PER_ACTION)
}
