/**
 * The governance of one room as a member has it: takes blocks from anywhere, opens those it has keys for, feeds the reducer, writes own ops.
 * Blocks are kept for ever and forwarded whole, opened or not (FEED-1, GOV-12). What a member may do is the reducer's business.
 */
import { toHex } from '../../codec/index.ts'
import { type Block, PEPPER_BYTES, openBlock, sealBlock } from '../../feeds/block/index.ts'
import type { BlockId, DeviceId, EpochId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import {
  type Action,
  Governance,
  type GovBody,
  type GovOp,
  type GovPlain,
  type GovState,
  decodeGovBody,
  decodeGovPlain,
  encodeGovBody,
  encodeGovPlain,
} from '../../rooms/governance/index.ts'
import { type GovernanceKeys, epochCommit, openGrant, openPastFeed, openPastGov } from '../../rooms/keys/index.ts'
import type { GovRow, SyncCode, WireBlock } from '../../sync/index.ts'
import { GovernanceLane, type Taken } from './governance-lane.ts'
import type { Keyring } from './keyring.ts'
import type { RoomCore } from './room-core.ts'

/** What is written beside an op in clear. */
export type GovExtras = Omit<GovBody, 'sealed'>

/** As grants name devices: hex of the first 8 bytes. */
const PREFIX_DIGITS = 16
const NONE: ReadonlySet<EpochId> = new Set()

/** A device's first 8 bytes in hex, as grants name it. */
const PREFIX_CHARACTERS = 16

/** A block something of which is still shut. */
interface Unsettled {
  readonly block: Block
  readonly body: GovBody
  isOpen: boolean
  /** Keys that did not open it. */
  readonly tried: Set<GovernanceKeys>
  hasGrants: boolean
  hasPastGov: boolean
  hasPastFeed: boolean
}

export class GovernanceLog {
  readonly governance: Governance
  readonly #core: RoomCore
  readonly #keyring: Keyring
  readonly #lane: GovernanceLane
  readonly #unsettled = new Map<BlockId, Unsettled>()
  /** Opened ops the reducer had no room for while their ancestors were missing. */
  readonly #postponed = new Map<BlockId, GovOp>()
  /** By the prefix that grants name a device with. */
  readonly #handed = new Map<string, Set<EpochId>>()
  /** Bytes of blocks nothing has opened yet, per device. */
  readonly #shut = new Map<DeviceId, number>()
  /** What this device has handed to whom, `epoch/prefix`. */
  readonly #handedOver = new Set<string>()

  constructor(core: RoomCore, keyring: Keyring) {
    this.#core = core
    this.#keyring = keyring
    this.governance = new Governance(core.id, { crypto: core.crypto })
    this.#lane = new GovernanceLane(core)
    for (const block of this.#lane.blocks()) this.#expect(block)
    this.unlock()
  }

  get state(): GovState {
    return this.governance.state
  }

  get size(): number {
    return this.#lane.size
  }

  rows(): readonly GovRow[] {
    return this.#lane.rows()
  }

  count(device: DeviceId): number {
    return this.#lane.count(device)
  }

  /** What somebody with these rows lacks, parents before children, of these epochs or of all. */
  beyond(rows: readonly GovRow[], maxBytes: number, epochs?: ReadonlySet<EpochId>): readonly WireBlock[] {
    return this.#lane.beyond(rows, this.#parentsFirst(epochs), maxBytes)
  }

  /** Checks and stores one block; call `unlock` after a batch. */
  take(wire: WireBlock): Taken {
    const taken = this.#lane.take(wire, (block) => this.#mayHold(block))
    if (taken.kind === 'taken') this.#expect(taken.block)
    return taken
  }

  /** Epochs under which blocks are here that nothing at hand opens. */
  get lockedEpochs(): readonly EpochId[] {
    const locked = new Set<EpochId>()
    for (const { block, isOpen } of this.#unsettled.values()) if (!isOpen) locked.add(block.header.epoch)
    return [...locked].filter((epoch) => this.#keyring.governance(epoch) === undefined)
  }

  /** Every epoch a device was handed here, by acts that count and by others: what it can open whatever became of the act. */
  handedTo(device: DeviceId): ReadonlySet<EpochId> {
    return this.#handed.get(device.slice(0, PREFIX_DIGITS)) ?? NONE
  }

  /** Opens whatever the keys at hand open, each new key giving others a chance; true when the state may have changed. */
  unlock(): boolean {
    let changed = false
    for (let progress = true; progress;) {
      progress = false
      for (const each of this.#unsettled.values()) {
        if (this.#learnFrom(each)) progress = true
        if (!each.isOpen && this.#open(each)) {
          progress = true
          changed = true
        }
        if (each.isOpen && each.hasGrants && each.hasPastGov && each.hasPastFeed) this.#unsettled.delete(each.block.id)
      }
      if (this.#retryPostponed()) changed = true
    }
    return changed
  }

  /**
   * Writes an op of this device, durable with the caller's transaction. `epoch` is the one it is sealed in; its keys are here. The first
   * op of a room is its root.
   */
  write(epoch: EpochId, actions: readonly Action[], extras: GovExtras = {}): Block {
    const { crypto, rng, clock, keys, handle } = this.#core
    const governanceKeys = this.#keyring.governance(epoch)
    if (governanceKeys === undefined) throw new Error('no key of the epoch')
    const { seq, prev } = this.#lane.end(keys.device)
    const heads = this.governance.heads.filter((head) => head !== prev)
    const parents = (prev === undefined ? heads : [prev, ...heads]).slice(0, INTRINSIC.GOV_PARENTS).toSorted()
    const block = sealBlock(crypto, {
      seed: keys.seed,
      key: governanceKeys.gov(keys.device),
      draft: { handle, device: keys.device, lane: 0, seq, prev, kind: 0, epoch },
      plaintext: encodeGovPlain({ pepper: rng.bytes(PEPPER_BYTES), parents, t: clock.now(), actions }),
      body: (sealed) => encodeGovBody({ ...extras, sealed }),
    })
    this.#lane.put(block)
    this.#expect(block)
    this.unlock()
    return block
  }

  /** KEY-5: whether this device gave that one the epoch's key before; once is enough, or asking would wear out its chain. */
  hasHandedOver(epoch: EpochId, device: DeviceId): boolean {
    return this.#handedOver.has(`${epoch}/${device.slice(0, PREFIX_CHARACTERS)}`)
  }

  /** Somebody's own garbage, under keys nobody has or in names nobody introduced, must neither fill the disk nor keep others' blocks out. */
  #mayHold(block: Block): SyncCode | undefined {
    if (!decodeGovBody(block.body).ok) return 'BAD_BODY'
    const { device } = block.header
    if (this.state.devices.has(device)) {
      const shut = (this.#shut.get(device) ?? 0) + block.body.length
      return shut > RESOURCE.WAITING_BYTES_PER_DEVICE ? 'QUOTA' : undefined
    }
    // Before anything is open nobody is known: a newcomer's key comes with the last op of all (GOV-13).
    const isJoining = this.state.root === undefined
    const [blocks, bytes] = isJoining
      ? [RESOURCE.JOINING_GOV_BLOCKS, RESOURCE.JOINING_GOV_BYTES]
      : [RESOURCE.STRANGE_GOV_BLOCKS, RESOURCE.STRANGE_GOV_BYTES]
    const held = this.#lane.weightOf((held) => !this.state.devices.has(held))
    return held.blocks >= blocks || held.bytes + block.body.length > bytes ? 'QUOTA' : undefined
  }

  /** In the order of the graph as far as it is open; the rest in the order of arrival. */
  *#parentsFirst(epochs: ReadonlySet<EpochId> | undefined): Iterable<Block> {
    const mayHave = (block: Block): boolean => epochs === undefined || epochs.has(block.header.epoch)
    for (const { id } of this.governance.ops()) {
      const block = this.#lane.get(id)
      if (block !== undefined && mayHave(block)) yield block
    }
    for (const block of this.#lane.blocks()) if (!this.governance.has(block.id) && mayHave(block)) yield block
  }

  #expect(block: Block): void {
    const body = decodeGovBody(block.body)
    if (!body.ok) return
    const { grants, pastGov, pastFeed } = body.value
    for (const { epoch, boxes } of grants ?? []) for (const [prefix] of boxes) this.#noteHanded(toHex(prefix), epoch)
    const hasPastGov = pastGov === undefined
    this.#unsettled.set(block.id, {
      block,
      body: body.value,
      isOpen: false,
      tried: new Set(),
      hasGrants: grants === undefined,
      hasPastGov,
      hasPastFeed: pastFeed === undefined,
    })
    const { device } = block.header
    this.#shut.set(device, (this.#shut.get(device) ?? 0) + block.body.length)
    if (device !== this.#core.keys.device) return
    for (const { epoch, boxes } of grants ?? []) for (const [prefix] of boxes) this.#handedOver.add(`${epoch}/${toHex(prefix)}`)
  }

  #noteHanded(prefix: string, epoch: EpochId): void {
    const handed = this.#handed.get(prefix)
    if (handed === undefined) this.#handed.set(prefix, new Set([epoch]))
    else handed.add(epoch)
  }

  /** Keys that stand beside an op in clear (KEY-4, KEY-5); each is tried until it opened, boxes for others once. */
  #learnFrom(each: Unsettled): boolean {
    const { block, body } = each
    let learnt = !each.hasGrants && this.#learnGrants(body)
    each.hasGrants = true
    if (!each.hasPastGov && body.pastGov !== undefined) {
      for (const keys of this.#keyring.governances(block.header.epoch)) {
        const past = openPastGov(this.#core.crypto, keys, block.header.epoch, body.pastGov)
        if (!past.ok) continue
        each.hasPastGov = true
        for (const [epoch, g] of past.value) learnt = this.#keyring.learnGovernance(epoch, g, block.header.device) || learnt
      }
    }
    const full = this.#keyring.full(block.header.epoch)
    if (!each.hasPastFeed && full !== undefined && body.pastFeed !== undefined) {
      const past = openPastFeed(this.#core.crypto, full, block.header.epoch, body.pastFeed)
      const secrets = past.ok ? [...past.value] : []
      // A secret is believed when the epoch's own announcement commits to it, which may open later.
      each.hasPastFeed = secrets.every(([epoch]) => this.#announced(epoch))
      for (const [epoch, secret] of secrets) learnt = (this.#commits(epoch, secret) && this.#keyring.learnSecret(epoch, secret)) || learnt
    }
    return learnt
  }

  #learnGrants({ grants = [] }: GovBody): boolean {
    const { crypto, keys, id, handle } = this.#core
    let learnt = false
    for (const each of grants) {
      if (this.#keyring.secret(each.epoch) !== undefined) continue
      const opened = openGrant(crypto, each, { device: keys.device, sealSecret: keys.sealSecret, seal: keys.seal, room: id, handle })
      if (opened.ok && this.#keyring.learnSecret(each.epoch, opened.value)) learnt = true
    }
    return learnt
  }

  #announced(epoch: EpochId): boolean {
    return this.state.epochs.some((held) => held.id === epoch)
  }

  #commits(epoch: EpochId, secret: Uint8Array): boolean {
    const known = this.state.epochs.find((held) => held.id === epoch)
    return known !== undefined && epochCommit(this.#core.crypto, this.#core.id, secret, known.n).id === epoch
  }

  #open(each: Unsettled): boolean {
    const { block, body } = each
    const { device, epoch } = block.header
    for (const keys of this.#keyring.governances(epoch)) {
      if (each.tried.has(keys)) continue
      each.tried.add(keys)
      const plain = openBlock(this.#core.crypto, keys.gov(device), block, body.sealed)
      if (!plain.ok) continue
      const read = decodeGovPlain(plain.value)
      each.isOpen = true
      this.#shut.set(device, (this.#shut.get(device) ?? 0) - block.body.length)
      // Illegal content under a good signature: kept and forwarded, but no op (GOV-12); UNSUPPORTED waits for a later version.
      if (read.ok) this.#add(opOf(block, read.value, body))
      return true
    }
    return false
  }

  #add(op: GovOp): void {
    const added = this.governance.add(op)
    if (added.status === 'refused' && added.code === 'QUOTA') this.#postponed.set(op.id, op)
  }

  #retryPostponed(): boolean {
    let added = false
    for (const [id, op] of this.#postponed) {
      const result = this.governance.add(op)
      if (result.status === 'refused' && result.code === 'QUOTA') continue
      this.#postponed.delete(id)
      added = true
    }
    return added
  }
}

function opOf(block: Block, { parents, t, actions }: GovPlain, { grants = [] }: GovBody): GovOp {
  const { device, seq, prev } = block.header
  const holders = grants.map(({ epoch, boxes }) => ({ epoch, devices: boxes.map(([prefix]) => toHex(prefix)) }))
  return { id: block.id, device, seq, prev, parents, t, actions, grants: holders }
}
