/**
 * SNAP-3: two devices of this account compacted one segment apart from each other, and both snapshots stay until one replaces both. Of their
 * authors the one with the lowest id writes it, each other one waits a minute longer than the one before it. What is due outlives a restart.
 */
import { uint } from '../../codec/index.ts'
import { parseHeader } from '../../feeds/block/index.ts'
import { replaces } from '../../feeds/segment/index.ts'
import { type DeviceId, type EpochId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'

const dueAt = uint()
/** What comes in one go is joined once. */
const GATHER_MS = 250

interface Due {
  readonly epoch: EpochId
  readonly index: number
  readonly at: number
}

export class JointSnapshots {
  readonly #core: RoomCore
  readonly #segments: Segments
  readonly #space: string
  readonly #due = new Map<string, Due>()

  constructor(core: RoomCore, segments: Segments) {
    this.#core = core
    this.#segments = segments
    this.#space = `joints/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const [epoch, index] = [parseId('epoch', name.split('/')[0] ?? ''), Number(name.split('/')[1])]
      const at = dueAt.decode(value)
      if (epoch !== undefined && at.ok) this.#due.set(name, { epoch, index, at: at.value })
    }
  }

  /** When the next one is to be written by this device, ms; undefined when none is. */
  get nextAt(): number | undefined {
    return this.#due.size === 0 ? undefined : Math.min(...[...this.#due.values()].map(({ at }) => at))
  }

  /** A snapshot of the segment was accepted, whoever wrote it. In the caller's transaction. */
  note({ account, epoch, index }: SegmentName): void {
    if (account !== this.#core.account) return
    const turn = this.#turn({ account, epoch, index })
    const name = `${epoch}/${index}`
    if (turn === undefined) return this.#forget(name)
    const wait = turn === 0 ? GATHER_MS : turn * RESOURCE.JOINT_SNAPSHOT_WAIT_MS
    const at = Math.min(this.#core.clock.now() + wait, this.#due.get(name)?.at ?? Number.MAX_SAFE_INTEGER)
    this.#due.set(name, { epoch, index, at })
    this.#core.store.values.put(this.#space, name, dueAt.encode(at))
  }

  /** The segments whose time has come; they are not named again. In the caller's transaction. */
  takeDue(): readonly SegmentName[] {
    const now = this.#core.clock.now()
    const due = [...this.#due].filter(([, { at }]) => at <= now)
    for (const [name] of due) this.#forget(name)
    return due.map(([, { epoch, index }]) => ({ account: this.#core.account, epoch, index }))
  }

  /** How many authors of snapshots that stand beside each other come before this device; undefined: nothing is to be joined here. */
  #turn(name: SegmentName): number | undefined {
    const snapshots = this.#segments.stored(name).flatMap(({ id, device, seq, kind, state, header }) => {
      const read = kind === 2 && state === 'accepted' ? parseHeader(header) : undefined
      return read?.ok === true ? [{ id, device, seq, supersede: read.value.supersede ?? [] }] : []
    })
    const beside = snapshots.filter((one) => !snapshots.some((other) => other.id !== one.id && replaces(other, one)))
    const authors = [...new Set<DeviceId>(beside.map(({ device }) => device))].toSorted()
    const turn = authors.indexOf(this.#core.keys.device)
    return authors.length < 2 || turn < 0 ? undefined : turn
  }

  #forget(name: string): void {
    if (this.#due.delete(name)) this.#core.store.values.delete(this.#space, name)
  }
}
