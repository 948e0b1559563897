/**
 * GOV-7 in one room: who has the words drops a stolen device, with a cut where it was stolen. Written by the heir that the words named, also
 * where the thief was faster and had this device dropped: then it is sealed under a key from before, which whoever stayed can open (KEY-4).
 */
import type { Revocation } from '../../identity/index.ts'
import type { DeviceId, EpochId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Action, cleanEpoch } from '../../rooms/governance/index.ts'
import { toldBy } from './rebuild.ts'
import type { Room } from './room.ts'

/** An op for an epoch may have to follow. */
const OPS_NEEDED = 2

/** Says it once. False: it is said already, or there is nobody to say it of. Times are the stolen device's own word, as it made them. */
export function dropByWords(room: Room, revocation: Revocation, since: number): boolean {
  const { state, core, log, acts } = room
  const self = core.keys.device
  const stolen = state.devices.get(revocation.device)
  if (stolen?.account !== core.account || revocation.heir !== self || state.devices.get(self)?.account !== core.account) return false
  if (isSaid(room, revocation) || log.count(self) > INTRINSIC.GOV_OPS_PER_DEVICE - OPS_NEEDED) return false
  const cut = [governanceCut(room, revocation.device, since), feedCut(room, revocation.device, since)] as const
  // A room this person left of his own will is left.
  if (!state.members.has(core.account) && cut[0] >= log.count(revocation.device)) return false
  const epoch = sealingEpoch(room)
  if (epoch === undefined) return false
  const drop: Action = { type: 'drop', device: revocation.device, cut, revocation }
  room.govern(() => {
    log.write(epoch, [drop])
    if (acts.needsRotation()) acts.rotate()
  })
  return true
}

/** Drops a device that the words revoked, in a room where the heir they named is not: forward only (GOV-7). */
export function dropForHeir(room: Room, revocation: Revocation): void {
  const { devices } = room.state
  if (devices.get(revocation.device)?.live !== true || devices.has(revocation.heir)) return
  if (devices.get(room.core.keys.device)?.live === true) room.act([{ type: 'drop', device: revocation.device, revocation }])
}

/** When a device had this one dropped, ms, as it said itself; undefined: it has not. */
export function droppedAt({ log, core }: Room, by: DeviceId): number | undefined {
  const times = log.governance.ops().flatMap(({ device, actions, t }) => (device === by && isDropOf(actions, core.keys.device) ? [t] : []))
  return times.length === 0 ? undefined : Math.min(...times)
}

function isSaid({ log, core }: Room, { device, n }: Revocation): boolean {
  return log.governance
    .ops()
    .some(
      (op) =>
        op.device === core.keys.device &&
        op.actions.some((action) => action.type === 'drop' && action.device === device && action.revocation?.n === n),
    )
}

/** The last op that counts: before the first one later than `since`, and before it took out the very device that speaks. */
function governanceCut({ log, core }: Room, device: DeviceId, since: number): number {
  const ops = log.governance.ops().filter((op) => op.device === device)
  const last = ops.reduce((highest, { seq }) => Math.max(highest, seq), 0)
  return ops.reduce((cut, { seq, t, actions }) => (t > since || isDropOf(actions, core.keys.device) ? Math.min(cut, seq - 1) : cut), last)
}

function isDropOf(actions: readonly Action[], device: DeviceId): boolean {
  return actions.some((action) => action.type === 'drop' && action.device === device)
}

/** The same of what it wrote. Newest segments first; one with nothing later than `since` has none of it before. */
function feedCut({ segments, chains, core }: Room, device: DeviceId, since: number): number {
  // What it sealed under a key of its own, kept from this device, is no honest word.
  const locked = core.store.blocks.inState(core.key, 'locked').flatMap((block) => (block.device === device ? [block.seq - 1] : []))
  let cut = Math.min(chains.highest(device), ...locked)
  for (const { epoch, index, lastSeq } of segments.spans(device)) {
    const name = { account: core.account, epoch, index }
    const blocks = segments.oneByOne(name, device)
    const own = new Map(blocks.flatMap(({ id, device: by, seq }) => (by === device ? [[id, seq] as const] : [])))
    let hasLater = false
    for (const { content, blocks: tellers } of toldBy(segments, name, blocks)) {
      const times = [
        ...content.entries.flatMap((each) => (each.device === device ? [each.entry.time] : [])),
        ...content.amendments.flatMap((each) => (each.device === device ? [each.amendment.time] : [])),
        ...content.marks.flatMap((each) => (each.device === device ? [each.mark.time] : [])),
      ]
      if (!times.some(([t]) => t > since)) continue
      hasLater = true
      // What others put together in a snapshot is theirs to answer for.
      for (const id of tellers) cut = Math.min(cut, (own.get(id) ?? Infinity) - 1)
    }
    // A snapshot of an older segment may come after the updates of a newer one.
    const isWritten = blocks.some(({ kind, device: by, seq }) => kind === 1 && by === device && seq === lastSeq)
    if (!hasLater && isWritten) break
  }
  return cut
}

/** Where whoever is in the room can read it: the key in use, or else the newest at hand, though this device be out by now. */
function sealingEpoch({ state, keyring }: Room): EpochId | undefined {
  const clean = cleanEpoch(state, (id) => keyring.full(id) !== undefined)
  const known = state.epochs.filter(({ id }) => keyring.governance(id) !== undefined)
  const newest = known.toSorted((a, b) => Number(a.voided) - Number(b.voided) || b.n - a.n || (a.id < b.id ? 1 : -1))
  return clean?.id ?? newest[0]?.id
}
