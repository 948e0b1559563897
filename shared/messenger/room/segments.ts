/**
 * The segments of one room as its blocks on disk make them (FEED-9). Sections of segments in use stay in memory, so that the next update of
 * a device costs no look at earlier blocks; content is never kept, it is built when a snapshot or a cut needs it.
 */
import { type Block, openBlock, parseBlock, parseHeader } from '../../feeds/block/index.ts'
import {
  type MessageIdOf,
  type OpenedBlock,
  Section,
  type Segment,
  type SegmentContent,
  buildSegment,
  openedBlock,
} from '../../feeds/segment/index.ts'
import type { AccountId, DeviceId, EpochId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { clientId, messageIds } from '../../rooms/keys/index.ts'
import type { SegmentKey, SegmentSpan, StoredBlock } from '../../store/index.ts'
import type { ForkBranches } from './fork-branches.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { Keyring } from './keyring.ts'
import type { Retained } from './retained.ts'
import type { RoomCore } from './room-core.ts'

/** A segment's name (FEED-2). */
export interface SegmentName {
  readonly account: AccountId
  readonly epoch: EpochId
  readonly index: number
}

/** Where a device's section stands. */
export interface OpenSection {
  readonly section: Section
  /** Highest seq among its blocks here; a lower one coming later means building anew. */
  lastSeq: number
  /** FEED-6. */
  stalled: boolean
}

interface OpenSegment {
  readonly sections: Map<DeviceId, OpenSection>
}

export class Segments {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #keyring: Keyring
  readonly #branches: ForkBranches
  readonly #retained: Retained
  readonly #open = new Map<string, OpenSegment>()
  readonly #idsOf = new Map<AccountId, MessageIdOf>()
  /** What a key stands for never changes: looked up once. */
  readonly #names = new Map<SegmentKey, SegmentName>()

  constructor(core: RoomCore, log: GovernanceLog, keyring: Keyring, branches: ForkBranches, retained: Retained) {
    this.#core = core
    this.#log = log
    this.#keyring = keyring
    this.#branches = branches
    this.#retained = retained
  }

  key({ account, epoch, index }: SegmentName): SegmentKey {
    return this.#core.store.messages.segmentKey(this.#core.key, account, epoch, index)
  }

  messageIdOf(account: AccountId): MessageIdOf {
    const held = this.#idsOf.get(account)
    if (held !== undefined) return held
    const made = messageIds(this.#core.crypto, this.#core.id, account)
    this.#idsOf.set(account, made)
    return made
  }

  /** Every device ever introduced for the account, with its Yjs client in this segment. */
  clients({ account, epoch, index }: SegmentName): ReadonlyMap<DeviceId, number> {
    const clients = new Map<DeviceId, number>()
    for (const { device, account: owner } of this.#log.state.devices.values()) {
      if (owner === account) clients.set(device, clientId(this.#core.crypto, this.#core.id, device, epoch, index))
    }
    return clients
  }

  /** The blocks of a segment that count, as stored; of a forked device those of its main chain, and snapshots that agree with it (FORK-2). */
  stored(name: SegmentName): readonly StoredBlock[] {
    return this.everyStory(name).filter((stored) => !this.#branches.has(stored.id) && this.#agrees(stored))
  }

  /** The same with all branches. What is only kept for a while, or as evidence, says nothing any more. */
  everyStory(name: SegmentName): readonly StoredBlock[] {
    const devices = [...this.clients(name).keys()]
    const stored = this.#core.store.blocks.segment(this.#core.key, devices, name.epoch, name.index)
    return stored.filter(({ state, id }) => (state === 'accepted' || state === 'stalled') && !this.#retained.has(id))
  }

  /** The same, opened. */
  blocks(name: SegmentName): readonly OpenedBlock[] {
    return this.stored(name).flatMap((each) => this.#openStored(each) ?? [])
  }

  /**
   * What a device wrote there, update by update, also what snapshots stand for by now and is still kept (DEL-4); snapshots only for what is
   * not here any more.
   */
  oneByOne(name: SegmentName, device: DeviceId): readonly OpenedBlock[] {
    const devices = [...this.clients(name).keys()]
    const stored = this.#core.store.blocks.segment(this.#core.key, devices, name.epoch, name.index)
    const opened = stored.filter(({ state }) => state === 'accepted' || state === 'stalled').flatMap((each) => this.#openStored(each) ?? [])
    const written = opened.filter((each) => each.kind === 1 && each.device === device)
    const isNeeded = ({ kind, supersede }: OpenedBlock): boolean =>
      kind === 2 &&
      supersede.some((each) => each.device === device) &&
      !written.some(({ seq }) =>
        supersede.some((each) => each.device === device && each.ranges.some(([first, last]) => first <= seq && seq <= last)),
      )
    return [...opened.filter(isNeeded), ...written]
  }

  /** F of these blocks. */
  build(name: SegmentName, blocks: readonly OpenedBlock[]): Segment {
    return buildSegment(blocks, this.clients(name), this.messageIdOf(name.account))
  }

  /** What these devices say there, whether or not the room knows them (any more). */
  contentBy({ account, epoch, index }: SegmentName, devices: readonly DeviceId[]): SegmentContent {
    const { crypto, id, key, store } = this.#core
    const isTold = ({ id: block, state }: StoredBlock): boolean =>
      (state === 'accepted' || state === 'stalled') && !this.#retained.has(block)
    const stored = store.blocks.segment(key, devices, epoch, index).filter(isTold)
    const clients = new Map(devices.map((device) => [device, clientId(crypto, id, device, epoch, index)]))
    const blocks = stored.flatMap((each) => this.#openStored(each) ?? [])
    return buildSegment(blocks, clients, this.messageIdOf(account)).content
  }

  /** The section the device's next update is checked against. */
  section(name: SegmentName, device: DeviceId): OpenSection | undefined {
    const open = this.#openOf(name)
    const held = open.sections.get(device)
    if (held !== undefined) return held
    const client = this.clients(name).get(device)
    if (client === undefined) return undefined
    const made: OpenSection = { section: new Section(client), lastSeq: 0, stalled: false }
    open.sections.set(device, made)
    return made
  }

  /** After snapshots, cuts or late blocks: the next look builds anew. */
  forget(name: SegmentName): void {
    this.#open.delete(nameKey(name))
  }

  /** After an own write, which the writer's section knows and this one does not. */
  forgetSection(name: SegmentName, device: DeviceId): void {
    this.#open.get(nameKey(name))?.sections.delete(device)
  }

  /** The segments a device has blocks in, newest first. */
  spans(device: DeviceId): readonly SegmentSpan[] {
    return this.#core.store.blocks.spans(this.#core.key, device)
  }

  /** The segment behind a row; undefined when none of the account's devices has blocks in it. */
  nameOf(segment: SegmentKey, account: AccountId): SegmentName | undefined {
    const held = this.#names.get(segment)
    if (held !== undefined) return held
    for (const { device, account: owner } of this.#log.state.devices.values()) {
      if (owner !== account) continue
      for (const { epoch, index } of this.spans(device)) {
        const name: SegmentName = { account, epoch, index }
        const key = this.key(name)
        this.#names.set(key, name)
        if (key === segment) return name
      }
    }
    return undefined
  }

  forgetAll(): void {
    this.#open.clear()
  }

  /** Opens one block's body; undefined without its key. `plaintext` undefined: the key is here and does not fit. */
  open(block: Block): { readonly plaintext: Uint8Array | undefined } | undefined {
    const keys = this.#keyring.full(block.header.epoch)
    if (keys === undefined) return undefined
    const opened = openBlock(this.#core.crypto, keys.feed(block.header.device), block)
    return { plaintext: opened.ok ? opened.value : undefined }
  }

  /** Whether a snapshot speaks of the main chains only. */
  #agrees({ kind, header }: StoredBlock): boolean {
    if (kind !== 2 || this.#branches.isEmpty) return true
    const read = parseHeader(header)
    return (
      read.ok &&
      (read.value.supersede ?? []).every(({ device, ranges, last }) => {
        const end = ranges.at(-1)?.[1] ?? 0
        if (end < (this.#branches.forkAt(device) ?? Number.MAX_SAFE_INTEGER)) return true
        const onMain = this.#core.store.blocks.at(this.#core.key, device, 1, end).filter(({ id }) => !this.#branches.has(id))
        return !this.#branches.has(last) && onMain.every(({ id }) => id === last)
      })
    )
  }

  #openStored({ header, signature, body }: StoredBlock): OpenedBlock | undefined {
    const parsed = parseBlock(this.#core.crypto, header, signature, body)
    const opened = parsed.ok ? this.open(parsed.value) : undefined
    return parsed.ok && opened !== undefined ? openedBlock(parsed.value, opened.plaintext) : undefined
  }

  #openOf(name: SegmentName): OpenSegment {
    const key = nameKey(name)
    const held = this.#open.get(key)
    if (held !== undefined) {
      this.#open.delete(key)
      this.#open.set(key, held)
      return held
    }
    const made = this.#load(name)
    this.#open.set(key, made)
    const oldest = this.#open.keys().next().value
    if (this.#open.size > RESOURCE.OPEN_SEGMENTS && oldest !== undefined) this.#open.delete(oldest)
    return made
  }

  #load(name: SegmentName): OpenSegment {
    const blocks = this.blocks(name)
    const sections = new Map<DeviceId, OpenSection>()
    if (blocks.length === 0) return { sections }
    const built = this.build(name, blocks)
    for (const [device, section] of built.sections) {
      const seqs = blocks.filter((block) => block.device === device && block.kind === 1).map((block) => block.seq)
      sections.set(device, { section, lastSeq: Math.max(0, ...seqs), stalled: built.stalls.has(device) })
    }
    const clients = this.clients(name)
    for (const [device, seq] of built.stalls) {
      const client = clients.get(device)
      if (client !== undefined && !sections.has(device)) sections.set(device, { section: new Section(client), lastSeq: seq, stalled: true })
    }
    return { sections }
  }
}

function nameKey({ account, epoch, index }: SegmentName): string {
  return `${account}/${epoch}/${index}`
}
