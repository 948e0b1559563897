/**
 * GOV-20: brings a contact's device that only the words certify into the rooms both are in, once the person here said yes to it (RECV-5): the
 * certificate of the contact's own account key, the vouch of this member, and the keys that person may have.
 */
import { devicesOf } from '../identity/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import type { Action } from '../rooms/governance/index.ts'
import type { People } from './people/index.ts'
import type { Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'

export class Returning {
  /** What was missing when it was last written of, so that an op that changes nothing is not written for ever. */
  readonly #tried = new WeakMap<Room, string>()

  lookAt(rooms: Rooms, people: People, account: AccountId): void {
    if (people.recovery.returned(account).length === 0) return
    for (const key of rooms.registry.keys()) {
      const room = rooms.get(key)
      if (room?.state.members.has(account) === true) this.introduce(room, people)
    }
  }

  /** On the restored computer: rooms are all that tells of the devices that were lost. */
  learn({ state, core }: Room, people: People): void {
    const named = state.members.get(core.account)?.certificates ?? []
    people.recovery.learnOwn(named.filter(({ device }) => state.devices.get(device)?.dropped === false))
  }

  /** Called whenever the room or the contact changed; nothing happens where all is done, or where this device may not. */
  introduce(room: Room, people: People): void {
    const { state, core } = room
    if (state.devices.get(core.keys.device)?.live !== true) return
    const missing = [...state.members.keys()].flatMap((account) =>
      account === core.account
        ? []
        : people.recovery.returned(account).flatMap((device) => (isMissing(room, device) ? [{ account, device }] : [])),
    )
    const tried = `${state.members.get(core.account)?.since} ${missing.map(({ device }) => device).join()}`
    if (missing.length === 0 || this.#tried.get(room) === tried) return
    this.#tried.set(room, tried)
    for (const { account, device } of missing) bringBack(room, people, account, device)
  }
}

/** FORK-3: nobody speaks for a device whose key is in two hands. */
function isMissing({ state, forks }: Room, device: DeviceId): boolean {
  const known = state.devices.get(device)
  return known?.live !== true && known?.dropped !== true && !forks.isForked(device)
}

/** All of it durable, or nothing. */
function bringBack(room: Room, people: People, account: AccountId, device: DeviceId): void {
  const certificate = devicesOf(account, people.knownCard(account), room.core.clock.now()).get(device)?.certificate
  if (certificate === undefined || String(certificate.issuer) !== String(account)) return
  const introduction: Action = { type: 'device', certificates: [certificate], from: 1 }
  room.govern(() => {
    if (!room.state.devices.has(device) && !room.acts.write([introduction]).ok) return
    if (!room.acts.write([{ type: 'vouch', device }]).ok) return
    // GOV-14: what that person may read, as if the device had asked for it.
    room.acts.grant(device, room.state.epochs.map(({ id }) => id).toReversed())
  })
}
