/**
 * Questions the messenger asks of a room's state: which epoch to write in (KEY-3), which ones a new epoch follows (KEY-4), and whether
 * this device may do something before it writes it.
 */
import type { AccountId, DeviceId, EpochId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { actorOf, judge } from './judge.ts'
import { RoomState } from './room-state.ts'
import type { Action, Cut, Cuts, Epoch, GovCode, GovState } from './types.ts'

/**
 * KEY-3: the clean epoch with the highest (n, id); undefined when the writer has to make one first. One that a usable epoch follows is never
 * gone back to (FEED-7), were all its holders here again: its key may have gone on to those of the later ones (KEY-4).
 */
export function cleanEpoch(state: GovState, isUsable: (id: EpochId) => boolean = () => true): Epoch | undefined {
  const epochs = state.epochs.toSorted((a, b) => b.n - a.n || (a.id < b.id ? 1 : -1))
  const followed = new Set<EpochId>()
  let prevsOf: ReadonlyMap<EpochId, readonly EpochId[]> | undefined
  for (const epoch of epochs) {
    if (epoch.voided || followed.has(epoch.id) || !isUsable(epoch.id)) continue
    if (isClean(state, epoch)) return epoch
    prevsOf ??= new Map(epochs.map(({ id, prevs }) => [id, prevs]))
    const waiting = [...epoch.prevs]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (followed.has(id)) continue
      followed.add(id)
      waiting.push(...(prevsOf.get(id) ?? []))
    }
  }
  return undefined
}

/** Whether everybody who was handed the key is live now. */
export function isClean(state: GovState, epoch: Epoch): boolean {
  if (epoch.voided || epoch.strangers.size > 0) return false
  for (const device of epoch.holders) if (state.devices.get(device)?.live !== true) return false
  return true
}

/** Epochs nobody followed yet, highest (n, id) first, at most 16: the `prevs` of the next one. */
export function epochHeads(state: GovState): readonly Epoch[] {
  const followed = new Set(state.epochs.flatMap(({ prevs }) => prevs))
  return state.epochs
    .filter(({ id }) => !followed.has(id))
    .toSorted((a, b) => b.n - a.n || (a.id < b.id ? 1 : -1))
    .slice(0, INTRINSIC.EPOCH_PREVS)
}

/** The devices that are to hold the key of the next epoch. */
export function liveDevices(state: GovState): readonly DeviceId[] {
  return [...state.devices.values()].filter(({ live }) => live).map(({ device }) => device)
}

/**
 * Why an act of this device would not count, as far as the state knows; undefined when it would. `t` is the op's time. Signatures are
 * taken as good: they are the writer's own or were checked on receipt.
 */
export function mayDo(state: GovState, account: AccountId, device: DeviceId, action: Action, t = 0): GovCode | undefined {
  // `reduce` and `Governance` make no other kind of state; one from elsewhere permits nothing.
  if (!(state instanceof RoomState)) return 'FORBIDDEN'
  const member = state.members.get(account)
  if (member === undefined) return 'NOT_MEMBER'
  const record = state.devices.get(device)
  if (record === undefined && action.type !== 'device') return 'NOT_MEMBER'
  if (record !== undefined && record.account !== account) return 'NOT_MEMBER'
  if (record?.dropped === true) return 'DROPPED'
  if (record?.rooted === false) return 'NOT_ROOTED'
  if (state.needsUpdate) return 'UNSUPPORTED'
  const me = actorOf(member, record)
  return judge(state, me, action, { t, device, placed: undefined, isCreating: false, roomId: undefined, proofs: undefined })
}

/** The heads a device knows of somebody's devices: the default cuts of `limit`, `remove` and `drop` (GOV-5). */
export function currentCuts(state: GovState, target: AccountId, headOf: (device: DeviceId) => Cut | undefined): Cuts {
  const cuts = new Map<DeviceId, Cut>()
  for (const { device, account } of state.devices.values()) {
    const head = account === target ? headOf(device) : undefined
    if (head !== undefined && cuts.size < INTRINSIC.CUT_DEVICES) cuts.set(device, head)
  }
  return cuts
}
