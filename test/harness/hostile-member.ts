/**
 * A member who does not keep to the rules: real keys, real seals and signatures of a device that is in the room, on blocks our own writer would
 * never make. What he makes is handed to a victim's room just as a session would, so that each answer is the one honest code gives.
 */
import {
  type Block,
  type BlockDraft,
  encodeSnapshotPlain,
  encodeUpdatePlain,
  sealBlock,
  sealStatus,
  statusCodec,
} from '../../shared/feeds/block/index.ts'
import type { BlockId, DeviceId, EpochId, RoomId } from '../../shared/ids/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { Room } from '../../shared/messenger/room/room.ts'
import { type Action, type GovBody, type GovPlain, cleanEpoch, encodeGovBody, encodeGovPlain } from '../../shared/rooms/governance/index.ts'
import { clientId, epochKeys } from '../../shared/rooms/keys/index.ts'
import type { Accepted, PeerSession, RoomSync, WireBlock } from '../../shared/sync/index.ts'
import { type RawStruct, rawUpdate } from '../feeds/raw-update.ts'
import type { Villager } from './village.ts'

const PEPPER = new Uint8Array(16)

/** An entry as it stands in an update, legal unless a test says otherwise. */
export function rawEntry(number: number, fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { i: saltOf(number), t: [1_000_000 + number, 0], k: 'text', b: `글 ${number}`, ...fields }
}

export function saltOf(number: number): Uint8Array {
  const salt = new Uint8Array(16)
  new DataView(salt.buffer).setUint32(0, number)
  return salt
}

/** Where the next block of a chain goes. */
export interface ChainEnd {
  readonly seq: number
  readonly prev: BlockId | undefined
}

export class HostileMember {
  readonly who: Villager
  readonly room: Room
  feedEnd: ChainEnd
  govEnd: ChainEnd

  constructor(who: Villager, room: RoomId) {
    this.who = who
    this.room = roomOf(who, room)
    const { chains, log, core } = this.room
    const chain = chains.of(core.keys.device)
    this.feedEnd = { seq: chain.height + 1, prev: chain.head }
    const row = log.rows().find(({ device }) => device === core.keys.device)
    this.govEnd = { seq: (row?.count ?? 0) + 1, prev: row?.head }
  }

  get device(): DeviceId {
    return this.room.core.keys.device
  }

  /** The epoch honest people write in now. */
  get epoch(): EpochId {
    const epoch = cleanEpoch(this.room.state, (id) => this.room.keyring.full(id) !== undefined)
    if (epoch === undefined) throw new Error('no epoch to write in')
    return epoch.id
  }

  client(index = 0, epoch = this.epoch): number {
    return clientId(this.room.core.crypto, this.room.core.id, this.device, epoch, index)
  }

  /** An update of the own section with these structs from that clock on. */
  update(structs: readonly RawStruct[], clock = 0, index = 0): Uint8Array {
    return encodeUpdatePlain(PEPPER, rawUpdate([{ client: this.client(index), clock, structs }]))
  }

  /** Structs that append these values to the entries. */
  entries(values: readonly unknown[], clock = 0, index = 0): RawStruct {
    if (clock > 0) return { origin: [this.client(index), clock - 1], any: values }
    return { root: `e/${this.client(index).toString(16).padStart(12, '0')}`, any: values }
  }

  slot(kind: 'a' | 'm', key: string, value: unknown, index = 0): RawStruct {
    return { root: `${kind}/${this.client(index).toString(16).padStart(12, '0')}`, key, any: [value] }
  }

  /** A snapshot of the own section. */
  snapshotPlain(structs: readonly RawStruct[], end: number, index = 0): Uint8Array {
    const yjs = rawUpdate([{ client: this.client(index), clock: 0, structs }])
    return encodeSnapshotPlain(PEPPER, { yjs, clocks: new Map([[this.device, end]]) })
  }

  /** A feed block; it follows the last one made unless `draft` says otherwise. */
  feed(plaintext: Uint8Array, draft: Partial<BlockDraft> = {}, secret?: Uint8Array): Block {
    const { core, keyring } = this.room
    const epoch = draft.epoch ?? this.epoch
    const keys = secret === undefined ? keyring.full(epoch) : epochKeys(core.crypto, core.id, secret)
    if (keys === undefined) throw new Error('no key')
    const { supersede, ...rest } = draft
    const whole: BlockDraft = {
      handle: core.handle,
      device: this.device,
      lane: 1,
      seq: this.feedEnd.seq,
      prev: this.feedEnd.prev,
      kind: supersede === undefined ? 1 : 2,
      epoch,
      index: 0,
      ...rest,
      ...(supersede !== undefined && { supersede }),
    }
    const block = sealBlock(core.crypto, { seed: core.keys.seed, key: keys.feed(whole.device), draft: whole, plaintext })
    if (draft.seq === undefined) this.feedEnd = { seq: block.header.seq + 1, prev: block.id }
    return block
  }

  /** A governance block with these actions; parents are all heads known, unless `plain` says otherwise. */
  gov(
    actions: readonly Action[],
    {
      draft = {},
      plain = {},
      body = {},
      secret,
    }: {
      readonly draft?: Partial<BlockDraft>
      readonly plain?: Partial<GovPlain>
      readonly body?: Partial<GovBody>
      readonly secret?: Uint8Array
    } = {},
  ): Block {
    const { core, keyring, log } = this.room
    const epoch = draft.epoch ?? this.epoch
    const keys = secret === undefined ? keyring.governance(epoch) : epochKeys(core.crypto, core.id, secret)
    if (keys === undefined) throw new Error('no key')
    const { prev } = this.govEnd
    const heads = log.governance.heads.filter((head) => head !== prev)
    const parents = (prev === undefined ? heads : [prev, ...heads]).slice(0, 16).toSorted()
    const whole: BlockDraft = { handle: core.handle, device: this.device, lane: 0, seq: this.govEnd.seq, prev, kind: 0, epoch, ...draft }
    const block = sealBlock(core.crypto, {
      seed: core.keys.seed,
      key: keys.gov(whole.device),
      draft: whole,
      plaintext: encodeGovPlain({ pepper: PEPPER, parents, t: core.clock.now(), actions, ...plain }),
      body: (sealed) => encodeGovBody({ ...body, sealed }),
    })
    if (draft.seq === undefined) this.govEnd = { seq: block.header.seq + 1, prev: block.id }
    return block
  }

  /** A status with any plaintext in it. */
  status(plaintext: Uint8Array, n: number, device = this.device): Uint8Array {
    const { core, keyring } = this.room
    const { epoch } = this
    const keys = keyring.governance(epoch)
    if (keys === undefined) throw new Error('no key')
    const draft = { handle: core.handle, device, n, epoch }
    return statusCodec.encode(sealStatus(core.crypto, { seed: core.keys.seed, key: keys.status(device), draft, plaintext }))
  }

  /** An epoch nobody announced, with the secret that opens it. */
  madeUpEpoch(number: number): { readonly epoch: EpochId; readonly secret: Uint8Array } {
    const secret = new Uint8Array(32).fill(number + 1).with(0, number >> 8)
    return { epoch: idFromBytes('epoch', this.room.core.crypto.sha256(secret).slice(0, 16)), secret }
  }
}

/** The victim's side of the session with `peer`, as sync would call it. */
export class Victim {
  readonly who: Villager
  readonly room: Room
  readonly sync: RoomSync
  readonly session: PeerSession

  constructor(who: Villager, room: RoomId, peer: HostileMember) {
    this.who = who
    this.room = roomOf(who, room)
    const sync = who.messenger.roomBook.sync(this.room.core.key)
    if (sync === undefined) throw new Error('no such room')
    this.sync = sync
    this.session = sessionOf(peer.device, peer.who)
  }

  feed(...blocks: readonly Block[]): Accepted {
    return this.sync.acceptFeed(this.session, blocks.map(wireOf))
  }

  governance(...blocks: readonly Block[]): Accepted {
    return this.sync.acceptGovernance(this.session, blocks.map(wireOf))
  }

  /** Codes of what was refused, in order. */
  codes(accepted: Accepted): readonly string[] {
    return accepted.refused.map(({ code }) => code)
  }

  /** Feed blocks kept of a device, with what was made of them. */
  kept(device: DeviceId): readonly { readonly seq: number; readonly state: string; readonly bytes: number }[] {
    const { store, key } = this.room.core
    const held = store.blocks.range(key, device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    return held.map(({ seq, state, body }) => ({ seq, state, bytes: body.length }))
  }
}

export function wireOf({ headerBytes, signature, body }: Block): WireBlock {
  return { header: headerBytes, signature, body }
}

export function roomOf(who: Villager, id: RoomId): Room {
  const room = who.messenger.roomBook.byId(id)
  if (room === undefined) throw new Error(`${who.name} is not in that room`)
  return room
}

/** A peer at the other end who hears nothing back. */
export function sessionOf(device: DeviceId, who: Villager): PeerSession {
  const ignore = (): void => undefined
  return {
    device,
    address: '/ip4/10.0.0.9/tcp/4001',
    account: who.account,
    ask: () => false,
    knock: ignore,
    knockReply: ignore,
    welcome: ignore,
    carry: ignore,
    nonces: { own: new Uint8Array(16), peer: undefined },
    tellRecords: () => false,
    rematch: ignore,
    announce: ignore,
    refetch: ignore,
    end: ignore,
  }
}
