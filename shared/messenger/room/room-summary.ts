/** What the record of a room says of its governance: enough to list it and to be recognised on the wire without opening it. */
import { RESOURCE } from '../../limits.ts'
import { type GovState, descriptionOf, roomPictureOf, titleOf } from '../../rooms/governance/index.ts'
import { roomTagKey } from '../../rooms/keys/index.ts'
import type { RoomCore } from './room-core.ts'
import type { RecordedFace, RoomRecord, RoomState } from './room-record.ts'
import { certifiedName, newestLine } from './system-line.ts'

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
    ...roomLooks(state, core),
    members: state.members.size,
    tagKey: roomTagKey(core.crypto, core.id, rs),
    invites: [...state.invites.values()].filter(({ expires }) => expires > now).length,
    ...(me !== undefined && { role: me.role }),
    ...(state.kind === 'direct' && peer !== undefined && { peer }),
  }
}

/** How a room looks in the list: what records of earlier versions do not have. */
export function roomLooks(state: GovState, core: RoomCore): Pick<RoomRecord, 'description' | 'picture' | 'faces' | 'news'> {
  return {
    description: descriptionOf(state.settings),
    picture: roomPictureOf(state.settings),
    faces: facesOf(state, core),
    news: state.kind === 'direct' || state.kind === 'self' ? undefined : newestLine(state.events),
  }
}

/** Of a room that everybody else left, those who were in it: a direct room keeps its face. */
function facesOf({ members, gone }: GovState, { account }: RoomCore): readonly RecordedFace[] {
  const others = [...(members.size > 1 || !members.has(account) ? members : gone).values()].filter((member) => member.account !== account)
  return others
    .toSorted((a, b) => a.seniority - b.seniority)
    .slice(0, RESOURCE.FACES)
    .map((member) => {
      const name = certifiedName(member)
      return name === undefined ? { account: member.account } : { account: member.account, name }
    })
}

function stateOf(state: GovState, core: RoomCore, record: RoomRecord): RoomState {
  if (state.needsUpdate) return 'update-needed'
  const gone = state.gone.get(core.account)
  if (state.members.has(core.account)) return state.devices.get(core.keys.device)?.live === true ? 'open' : 'joining'
  if (gone !== undefined) return gone.why
  // Was in, and by what is known now never came in (GOV-11).
  return record.state === 'open' ? 'removed' : record.state
}
