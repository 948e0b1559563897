/**
 * The governance lane of one room: takes blocks from anywhere, opens those it has keys for, feeds the reducer, writes own ops. Blocks are
 * kept for ever and forwarded whole, opened or not (FEED-1, GOV-12). What a member may do is the reducer's business; what is checked here
 * is that a block is its device's and continues a chain.
 */
import type { BlockId, DeviceId, EpochId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import {
  type Block,
  PEPPER_BYTES,
  encodeForkProof,
  forkProof,
  openBlock,
  parseBlock,
  sealBlock,
  verifyBlock,
} from '../../feeds/block/index.ts'
import {
  type Action,
  Governance,
  type GovBody,
  type GovOp,
  type GovState,
  decodeGovBody,
  decodeGovPlain,
  encodeGovBody,
  encodeGovPlain,
} from '../../rooms/governance/index.ts'
import { epochCommit, openGrant, openPastFeed, openPastGov } from '../../rooms/keys/index.ts'
import type { GovRow, SyncCode, WireBlock } from '../../sync/index.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { Keyring } from './keyring.ts'
import type { RoomCore } from './room-core.ts'

/** taken: on its way to disk in this transaction. repeat: was here already. */
export type Taken =
  | { readonly kind: 'taken'; readonly fork: Uint8Array | undefined }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'refused'; readonly code: SyncCode }

interface Held {
  readonly block: Block
  readonly body: GovBody
  isOpen: boolean
}

/** What is written beside an op in clear. */
export type GovExtras = Omit<GovBody, 'sealed'>

const TAKE_AT_MOST = 16

export class GovernanceLog {
  readonly governance: Governance
  readonly #core: RoomCore
  readonly #keyring: Keyring
  /** In the order of arrival: parents stand before children. */
  readonly #held = new Map<BlockId, Held>()
  /** Per device, the ids nothing follows: one, or several after a fork. */
  readonly #tips = new Map<DeviceId, Map<BlockId, number>>()
  /** The first block here at each (device, seq): a second one is a fork. */
  readonly #places = new Map<string, BlockId>()

  constructor(core: RoomCore, keyring: Keyring) {
    this.#core = core
    this.#keyring = keyring
    this.governance = new Governance(core.id, { crypto: core.crypto })
    for (const stored of core.store.blocks.governance(core.key)) {
      const parsed = parseBlock(core.crypto, stored.header, stored.signature, stored.body)
      if (parsed.ok) this.#hold(parsed.value)
    }
    this.unlock()
  }

  get state(): GovState {
    return this.governance.state
  }

  get size(): number {
    return this.#held.size
  }

  rows(): readonly GovRow[] {
    const rows: GovRow[] = []
    for (const [device, tips] of this.#tips) for (const [head, count] of tips) rows.push({ device, count, head })
    return rows
  }

  /** How many of a device's governance blocks are here, for cuts and statuses. */
  count(device: DeviceId): number {
    return Math.max(0, ...(this.#tips.get(device)?.values() ?? []))
  }

  /**
   * What somebody with these rows lacks, parents first, of these epochs or of all. A row we cannot place says: more than we have, or another
   * branch.
   */
  beyond(rows: readonly GovRow[], maxBytes: number, epochs?: ReadonlySet<EpochId>): readonly WireBlock[] {
    const known = new Set<BlockId>()
    const skipped = new Set<DeviceId>()
    for (const row of rows) {
      if (this.#held.has(row.head)) this.#addAncestors(row.head, known)
      else if (row.count >= this.count(row.device)) skipped.add(row.device)
    }
    const blocks: WireBlock[] = []
    let bytes = 0
    for (const [id, { block }] of this.#held) {
      if (known.has(id) || skipped.has(block.header.device) || epochs?.has(block.header.epoch) === false) continue
      blocks.push({ header: block.headerBytes, signature: block.signature, body: block.body })
      bytes += block.headerBytes.length + block.body.length
      if (bytes >= maxBytes) break
    }
    return blocks
  }

  /** Checks and stores one block; call `unlock` after a batch. */
  take(wire: WireBlock): Taken {
    const { crypto, handle } = this.#core
    const parsed = parseBlock(crypto, wire.header, wire.signature, wire.body)
    if (!parsed.ok) return { kind: 'refused', code: parsed.code }
    const block = parsed.value
    const { header } = block
    if (header.lane !== 0 || header.handle !== handle) return { kind: 'refused', code: 'BAD_FRAME' }
    if (header.seq > INTRINSIC.GOV_OPS_PER_DEVICE) return { kind: 'refused', code: 'OUT_OF_RANGE' }
    if (this.#held.has(block.id)) return { kind: 'repeat' }
    const before = header.prev === undefined ? undefined : this.#held.get(header.prev)?.block.header
    const continues = header.prev === undefined ? header.seq === 1 : before?.device === header.device && before.seq === header.seq - 1
    if (!continues) return { kind: 'refused', code: 'BAD_CHAIN' }
    if (!decodeGovBody(block.body).ok) return { kind: 'refused', code: 'BAD_BODY' }
    if (!verifyBlock(crypto, block)) return { kind: 'refused', code: 'BAD_SIG' }
    const twin = this.#held.get(this.#places.get(placeOf(block)) ?? block.id)
    if (this.#lockedCount() >= RESOURCE.WAITING_GOV_OPS && this.#keyring.governance(header.epoch) === undefined) {
      return { kind: 'refused', code: 'QUOTA' }
    }
    this.#store(block)
    this.#hold(block)
    const proof = twin === undefined ? undefined : forkProof(twin.block, block)
    return { kind: 'taken', fork: proof === undefined ? undefined : encodeForkProof(proof) }
  }

  /** Opens whatever the keys at hand open, each new key giving others a chance; true when the state may have changed. */
  unlock(): boolean {
    let changed = false
    for (let progress = true; progress;) {
      progress = false
      for (const held of this.#held.values()) {
        if (this.#learnFrom(held)) progress = true
        if (held.isOpen || !this.#open(held)) continue
        progress = true
        changed = true
      }
    }
    return changed
  }

  /**
   * Writes an op of this device, durable with the caller's transaction. `epoch` is the one it is sealed in; its keys are here. The first
   * op of a room names itself as root.
   */
  write(epoch: EpochId, actions: readonly Action[], extras: GovExtras = {}): Block {
    const { crypto, rng, clock, keys, handle } = this.#core
    const governanceKeys = this.#keyring.governance(epoch)
    if (governanceKeys === undefined) throw new Error('no key of the epoch')
    const own = [...(this.#tips.get(keys.device) ?? [])].toSorted((a, b) => b[1] - a[1])[0]
    const prev = own?.[0]
    const heads = this.governance.heads.filter((head) => head !== prev)
    const parents = (prev === undefined ? heads : [prev, ...heads]).slice(0, TAKE_AT_MOST).toSorted()
    const block = sealBlock(crypto, {
      seed: keys.seed,
      key: governanceKeys.gov(keys.device),
      draft: { handle, device: keys.device, lane: 0, seq: (own?.[1] ?? 0) + 1, prev, kind: 0, epoch },
      plaintext: encodeGovPlain({ pepper: rng.bytes(PEPPER_BYTES), parents, t: clock.now(), actions }),
      body: (sealed) => encodeGovBody({ ...extras, sealed }),
    })
    this.#store(block)
    this.#hold(block)
    this.unlock()
    return block
  }

  /** The epoch an op was sealed in. */
  epochOf(op: BlockId): EpochId | undefined {
    return this.#held.get(op)?.block.header.epoch
  }

  #store(block: Block): void {
    this.#core.store.blocks.put(storedGovernance(this.#core.key, block))
  }

  #hold(block: Block): void {
    const body = decodeGovBody(block.body)
    if (!body.ok) return
    this.#held.set(block.id, { block, body: body.value, isOpen: false })
    if (!this.#places.has(placeOf(block))) this.#places.set(placeOf(block), block.id)
    const { device, seq, prev } = block.header
    const tips = this.#tips.get(device) ?? new Map<BlockId, number>()
    if (prev !== undefined) tips.delete(prev)
    tips.set(block.id, seq)
    this.#tips.set(device, tips)
  }

  #addAncestors(from: BlockId, known: Set<BlockId>): void {
    for (let id: BlockId | undefined = from; id !== undefined && !known.has(id); id = this.#held.get(id)?.block.header.prev) known.add(id)
  }

  #lockedCount(): number {
    let locked = 0
    for (const held of this.#held.values()) if (!held.isOpen) locked += 1
    return locked
  }

  /** Keys that stand beside an op in clear (KEY-4, KEY-5). */
  #learnFrom({ block, body }: Held): boolean {
    const { crypto, keys, id, handle } = this.#core
    let learnt = false
    for (const grants of body.grants ?? []) {
      if (this.#keyring.secret(grants.epoch) !== undefined) continue
      const opened = openGrant(crypto, grants, { device: keys.device, sealSecret: keys.sealSecret, seal: keys.seal, room: id, handle })
      if (opened.ok && this.#keyring.learnSecret(grants.epoch, opened.value)) learnt = true
    }
    const governance = this.#keyring.governance(block.header.epoch)
    if (governance !== undefined && body.pastGov !== undefined) {
      const past = openPastGov(crypto, governance, block.header.epoch, body.pastGov)
      if (past.ok) for (const [epoch, g] of past.value) if (this.#keyring.learnGovernance(epoch, g)) learnt = true
    }
    const full = this.#keyring.full(block.header.epoch)
    if (full !== undefined && body.pastFeed !== undefined) {
      const past = openPastFeed(crypto, full, block.header.epoch, body.pastFeed)
      if (past.ok)
        for (const [epoch, secret] of past.value)
          if (this.#commits(epoch, secret) && this.#keyring.learnSecret(epoch, secret)) learnt = true
    }
    return learnt
  }

  /** Whether the epoch's own announcement commits to this secret. */
  #commits(epoch: EpochId, secret: Uint8Array): boolean {
    const known = this.state.epochs.find((held) => held.id === epoch)
    return known !== undefined && epochCommit(this.#core.crypto, this.#core.id, secret, known.n).id === epoch
  }

  #open(held: Held): boolean {
    const { block, body } = held
    const keys = this.#keyring.governance(block.header.epoch)
    if (keys === undefined) return false
    const plain = openBlock(this.#core.crypto, keys.gov(block.header.device), block, body.sealed)
    if (!plain.ok) return false
    const read = decodeGovPlain(plain.value)
    held.isOpen = true
    // Illegal content under a good signature: kept and forwarded, but no op (GOV-12); UNSUPPORTED waits for a later version.
    if (!read.ok) return true
    this.governance.add(opOf(block, read.value, body))
    return true
  }
}

function opOf(
  block: Block,
  plain: { readonly parents: readonly BlockId[]; readonly t: number; readonly actions: readonly Action[] },
  body: GovBody,
): GovOp {
  const { device, seq, prev } = block.header
  return {
    id: block.id,
    device,
    seq,
    prev,
    parents: plain.parents,
    t: plain.t,
    actions: plain.actions,
    grants: (body.grants ?? []).map(({ epoch, boxes }) => ({ epoch, devices: boxes.map(([prefix]) => prefixHex(prefix)) })),
  }
}

function placeOf({ header }: Block): string {
  return `${header.device}/${header.seq}`
}

function prefixHex(prefix: Uint8Array): string {
  return Array.from(prefix, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function storedGovernance(room: number, block: Block): StoredBlock {
  const { device, seq, epoch } = block.header
  return {
    room,
    device,
    lane: 0,
    seq,
    id: block.id,
    kind: 0,
    epoch,
    index: 0,
    state: 'accepted',
    checked: true,
    header: block.headerBytes,
    signature: block.signature,
    body: block.body,
  }
}
