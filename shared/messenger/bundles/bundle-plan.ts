/**
 * What goes into a bundle: which rooms, and of each what those it is for are not known to hold (by their statuses and acknowledgements), or all
 * since a time. Pure reading.
 */
import { type SeqRanges, union, without } from '../../custody/index.ts'
import { type AccountId, type DeviceId, ID_BYTES, idFromBytes } from '../../ids/index.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { MessageCursor } from '../../store/index.ts'
import type { Room } from '../room/index.ts'

export interface RoomPlan {
  readonly room: Room
  /** Every member's: what sections of this room are sealed with. */
  readonly secret: Uint8Array
  /** Whose governance it may be. */
  readonly reader: DeviceId
  /** Members who may not know the room yet. */
  readonly newcomers: readonly AccountId[]
  readonly ranges: ReadonlyMap<DeviceId, SeqRanges>
  /** Whom it is for; of a room this person left nobody. */
  readonly targets: readonly RoomDevice[]
}

/** `account` undefined: for everybody else in the room. undefined: it is not for them, or not open here. */
export function planRoom(room: Room, account: AccountId | undefined, since: number | undefined): RoomPlan | undefined {
  const { state, core } = room
  const self = core.keys.device
  const secret = state.rs
  const isIn = state.devices.get(self)?.live === true
  // Whoever left has to be able to say so: governance goes along, and nothing more (SYNC-4).
  if (secret === undefined || (!isIn && state.gone.get(core.account)?.why !== 'left')) return undefined
  const targets = [...state.devices.values()].filter(
    (device) => device.live && device.device !== self && (account === undefined || device.account === account),
  )
  const [first] = targets
  if (first === undefined && (account !== undefined || !isIn)) return undefined
  if (!isIn) return { room, secret, reader: self, newcomers: [], ranges: new Map(), targets: [] }
  const heard = new Set(room.custody.holdings().map(({ device }) => device))
  const told = new Set(targets.filter(({ device }) => heard.has(device)).map((device) => device.account))
  const newcomers = [...new Set(targets.map((device) => device.account))].filter((each) => each !== core.account && !told.has(each))
  return {
    room,
    secret,
    reader: account === undefined || first === undefined ? self : first.device,
    newcomers,
    targets,
    ranges: since === undefined ? lackedBy(room, new Set(targets.map(({ device }) => device))) : writtenSince(room, since),
  }
}

/** What at least one of these devices is not known to have. */
export function lackedBy(room: Room, devices: ReadonlySet<DeviceId>): ReadonlyMap<DeviceId, SeqRanges> {
  const holdings = room.custody.holdings()
  const lacked = new Map<DeviceId, SeqRanges>()
  for (const [author, own] of held(room)) {
    let lack: SeqRanges = []
    for (const device of devices) {
      const known = holdings.find((holding) => holding.device === device)?.feeds.get(author) ?? []
      lack = union(lack, without(own, known))
    }
    if (lack.length > 0) lacked.set(author, lack)
  }
  return lacked
}

function held(room: Room): ReadonlyMap<DeviceId, SeqRanges> {
  const all = new Map<DeviceId, SeqRanges>()
  for (const { device, ranges } of room.chains.rows()) all.set(device, union(all.get(device) ?? [], ranges))
  return all
}

const PAGE = 500
const LOWEST_ID = idFromBytes('message', new Uint8Array(ID_BYTES.message))

/**
 * Headers carry no time, messages do: of each chain all after its last message from before, so that edits and deletions come along, and from
 * the beginning of a segment on, so that it can be read by whoever has none of it.
 */
function writtenSince(room: Room, since: number): ReadonlyMap<DeviceId, SeqRanges> {
  const { store, key } = room.core
  const all = held(room)
  const before = new Map<DeviceId, number>()
  let cursor: MessageCursor | undefined = { t: since, c: 0, id: LOWEST_ID }
  while (cursor !== undefined && before.size < all.size) {
    const rows = store.messages.page(key, PAGE, { before: cursor })
    for (const { device, seq } of rows) before.set(device, Math.max(seq, before.get(device) ?? 0))
    const [oldest] = rows
    cursor = oldest === undefined || rows.length < PAGE ? undefined : { t: oldest.t, c: oldest.c, id: oldest.id }
  }
  const chosen = new Map<DeviceId, SeqRanges>()
  for (const [device, own] of all) {
    const last = before.get(device) ?? 0
    const spans = store.blocks.spans(key, device).filter(({ lastSeq }) => lastSeq > last)
    const wanted = spans.reduce<SeqRanges>((sum, { firstSeq, lastSeq }) => union(sum, [[firstSeq, lastSeq]]), [])
    const ranges = without(own, without(own, wanted))
    if (ranges.length > 0) chosen.set(device, ranges)
  }
  return chosen
}
