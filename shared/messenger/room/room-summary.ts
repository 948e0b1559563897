/** What the record of a room says of its governance: enough to list it and to be recognised on the wire without opening it. */
import { type GovState, titleOf } from '../../rooms/governance/index.ts'
import { roomTagKey } from '../../rooms/keys/index.ts'
import type { RoomCore } from './room-core.ts'
import type { RoomRecord, RoomState } from './room-record.ts'

export function roomSummary(state: GovState, core: RoomCore, record: RoomRecord): Partial<RoomRecord> {
  const { rs } = state
  if (rs === undefined) return {}
  const me = state.members.get(core.account)
  const others = [...state.members.keys(), ...state.gone.keys()].filter((account) => account !== core.account)
  const [peer] = others
  const now = core.clock.now()
  return {
    kind: state.kind,
    state: stateOf(state, core, record),
    title: titleOf(state.settings) ?? '',
    members: state.members.size,
    tagKey: roomTagKey(core.crypto, core.id, rs),
    invites: [...state.invites.values()].filter(({ expires }) => expires > now).length,
    ...(me !== undefined && { role: me.role }),
    ...(state.kind === 'direct' && peer !== undefined && { peer }),
  }
}

function stateOf(state: GovState, core: RoomCore, record: RoomRecord): RoomState {
  if (state.needsUpdate) return 'update-needed'
  const gone = state.gone.get(core.account)
  if (state.members.has(core.account)) return state.devices.get(core.keys.device)?.live === true ? 'open' : 'joining'
  if (gone !== undefined) return gone.why
  // Was in, and by what is known now never came in (GOV-11).
  return record.state === 'open' ? 'removed' : record.state
}
