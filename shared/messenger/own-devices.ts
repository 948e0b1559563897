/** Brings this person's other devices into every room (GOV-2 `device`, GOV-6): once approved here, they are introduced, vouched for and given the keys. */
import { devicesOf } from '../identity/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import type { Action } from '../rooms/governance/index.ts'
import type { People } from './people/index.ts'
import { type Room, regrant } from './room/index.ts'

export class OwnDevices {
  /** What was missing when it was last written of, so that an op that changes nothing is not written for ever. */
  readonly #tried = new WeakMap<Room, string>()

  /** Introduces what is missing in one room; nothing happens where this device may not. Called whenever the room or the card changed. */
  introduce(room: Room, people: People): void {
    const missing = missingIn(room, people)
    const me = room.state.members.get(room.core.account)
    // Who is raised may vouch where he could not before.
    const tried = `${me?.since} ${me?.role} ${missing.join()}`
    if (missing.length === 0 || this.#tried.get(room) === tried) return
    this.#tried.set(room, tried)
    introduceDevices(room, people, missing)
  }
}

/** Approved own devices that are not in the room although this one is. */
function missingIn({ state, core, forks }: Room, people: People): readonly DeviceId[] {
  const { account, card, approved, keys } = people.identity()
  if (approved.length < 2 || state.devices.get(keys.device)?.live !== true) return []
  const owned = devicesOf(account, card, core.clock.now())
  return approved.filter((device) => {
    const known = state.devices.get(device)
    // FORK-3: nobody speaks for a device whose key is in two hands.
    return owned.has(device) && known?.live !== true && known?.dropped !== true && !forks.isForked(device)
  })
}

function introduceDevices(room: Room, people: People, missing: readonly DeviceId[]): void {
  const { account, card } = people.identity()
  const owned = devicesOf(account, card, room.core.clock.now())
  const certificates = [...new Set(missing.flatMap((device) => owned.get(device)?.chain ?? []))].slice(0, INTRINSIC.CERTIFICATES_PER_ACTION)
  const actions: Action[] = [{ type: 'device', certificates, from: 1 }]
  for (const device of missing) actions.push({ type: 'vouch', device })
  room.govern(() => {
    const written = room.acts.write(actions.slice(0, 1))
    if (!written.ok) return
    room.acts.write(actions.slice(1))
    grantAll(room, missing)
  })
}

/** A person's own devices get every key this one has: what he may read does not depend on the machine. */
function grantAll(room: Room, devices: readonly DeviceId[]): void {
  const { state, core, keyring, acts } = room
  const grantees = devices.flatMap((device) => {
    const known = state.devices.get(device)
    return known?.live === true ? [{ device, seal: known.seal }] : []
  })
  if (grantees.length === 0) return
  const grants = state.epochs.flatMap(({ id }) => regrant(core, keyring, state, id, grantees)?.grants ?? [])
  for (let at = 0; at < grants.length; at += INTRINSIC.GRANTS_PER_OP)
    acts.write([], { grants: grants.slice(at, at + INTRINSIC.GRANTS_PER_OP) })
}
