/** The drill beside the parts that reach devices: what it is given of them, of the messenger and of the table (docs/spec/readiness.md). */
import type { Clock } from '../../shared/crypto/index.ts'
import { Drill, type DrillGround, type DrillLog } from '../../shared/drill/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { RunningMessenger } from '../../shared/messenger/index.ts'
import type { EngineEvent } from '../../shared/rpc/index.ts'
import { listInterfaces } from './network/index.ts'
import type { Outage } from './outage/index.ts'
import type { ReachParts } from './reach-parts.ts'
import type { RendezvousPart } from './rendezvous-part.ts'

export interface DrillAround {
  readonly log: DrillLog
  readonly clock: Clock
  readonly reach: ReachParts
  readonly rendezvous: RendezvousPart | undefined
  readonly outage: Outage
  readonly messenger: RunningMessenger
  tell(event: EngineEvent): void
}

export interface DrillPart {
  readonly drill: Drill
  stop(): void
}

export function drillOver({ log, clock, reach, rendezvous, outage, messenger, tell }: DrillAround): DrillPart {
  const drill = new Drill({
    clock,
    log,
    own: () => listInterfaces(),
    isKeeper: (device) => keptRooms(messenger, device).length > 0,
    restrict: (rule) => reach.restrict(rule),
    pauseTable(isPaused) {
      outage.pause(isPaused)
      return rendezvous?.pause(isPaused) ?? false
    },
    people: () => messenger.contacts().filter(({ blocked, state }) => !blocked && state === 'paired'),
    keptBy: (device) => keptAt(messenger, device),
    sessions: () => messenger.sessions(),
    changed: () => tell({ type: 'drill' }),
  })
  const release = messenger.subscribe((event) => {
    if (event.type === 'peer' && event.connected) drill.met(event.device)
  })
  return {
    drill,
    stop() {
      release()
      drill.close()
    },
  }
}

/** Governance lets a device keep a room; that it does so, it says itself (RDY-2): one that has stopped, or was only named, keeps nothing. */
function keptAt(messenger: RunningMessenger, device: DeviceId): ReturnType<DrillGround['keptBy']> {
  const keeping = keptRooms(messenger, device).flatMap((room) => {
    const carriers = messenger.carrying.carriersOf(room.core.id)
    const found = carriers.ok ? carriers.value.find((each) => each.device === device && each.state === 'carrying') : undefined
    return found === undefined ? [] : [{ name: found.name, members: [...room.state.members.keys()] }]
  })
  return { name: keeping[0]?.name ?? '', accounts: [...new Set(keeping.flatMap(({ members }) => members))] }
}

type Room = NonNullable<ReturnType<RunningMessenger['roomBook']['get']>>

/** Rooms of ours that governance lets the device keep. */
function keptRooms({ roomBook }: RunningMessenger, device: DeviceId): readonly Room[] {
  return roomBook.opened().flatMap((key) => {
    const room = roomBook.get(key)
    return room?.state.carriers.has(device) === true ? [room] : []
  })
}
