/**
 * Whose computers keep a room, as its timeline tells it. Governance names devices; a line names the person, where anybody here knows whose it
 * is, and says so when others of his still keep the room after one no longer does.
 */
import type { AccountId, DeviceId } from '../ids/index.ts'
import type { GovEvent } from '../rooms/governance/index.ts'
import type { Names } from './names.ts'
import type { RecordedLine, Room } from './room/index.ts'

/** What stands in `detail` where another computer of the same person goes on. */
const ONE_OF_SEVERAL = 'one'

export type CarrierLine = Pick<RecordedLine, 'target' | 'detail'>

/** For each event about a carrier, in the order of governance. */
export function carrierLines(room: Pick<Room, 'state'>, names: Pick<Names, 'ownerOf'>): ReadonlyMap<GovEvent, CarrierLine> {
  const { events, devices } = room.state
  const carriers = new Map<DeviceId, AccountId | undefined>()
  const lines = new Map<GovEvent, CarrierLine>()
  for (const event of events) {
    const { action } = event
    if (action.type !== 'carrier') continue
    // Who was let in later may have carried before.
    const owner = names.ownerOf(action.device) ?? devices.get(action.device)?.account
    if (action.on) carriers.set(action.device, owner)
    else carriers.delete(action.device)
    if (owner === undefined) lines.set(event, {})
    else lines.set(event, { target: owner, ...(!action.on && [...carriers.values()].includes(owner) && { detail: ONE_OF_SEVERAL }) })
  }
  return lines
}
