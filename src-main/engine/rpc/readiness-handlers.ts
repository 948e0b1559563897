/** Readiness, drills and the outage watch: what the messenger knows, and the two acts of the engine around it. */
import type { Drill, DrillLog } from '../../../shared/drill/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'
import { fail } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { Outage } from '../outage/index.ts'
import { answer, value } from './answers.ts'

type Names = Extract<keyof EngineContract, `readiness.${string}` | `drill.${string}` | `outage.${string}`>

export interface ReadinessActs {
  /** Undefined: without a network there is nothing to try. */
  readonly drill: Drill | undefined
  readonly drillLog: DrillLog
  readonly outage: Outage
}

export function readinessHandlers(messenger: Messenger, { drill, drillLog, outage }: ReadinessActs): Pick<Handlers<EngineContract>, Names> {
  return {
    'readiness.view': () => value(messenger.readiness.view()),
    'drill.status': () => value(drill?.view() ?? { running: undefined, results: drillLog.list() }),
    'drill.start': ({ mode, minutes }) => answer(drill === undefined ? fail('NO_NETWORK') : drill.start(mode, minutes)),
    'drill.stop': () => answer(drill === undefined ? fail('NO_DRILL') : drill.stop()),
    'outage.get': () => value(outage.view()),
    'outage.choose': async (chosen) => answer(await outage.choose(chosen)),
    'outage.addHost': async ({ service, host }) => answer(await outage.addHost(service, host)),
    'outage.removeHost': async ({ service, host }) => answer(await outage.removeHost(service, host)),
    'outage.check': async () => answer(await outage.check()),
    'outage.here': ({ text, rooms = outage.view().rooms }) => {
      const sent: RoomId[] = []
      const failed: { room: RoomId; code: string }[] = []
      for (const room of new Set(rooms)) {
        const done = messenger.send(room, [text])
        if (done.ok) sent.push(room)
        else failed.push({ room, code: done.code })
      }
      return value({ sent, failed })
    },
  }
}
