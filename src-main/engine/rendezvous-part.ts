/** The distributed table beside the parts that reach devices: what it is given of them and of the messenger. */
import type { Clock, Rng } from '../../shared/crypto/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { RunningMessenger } from '../../shared/messenger/index.ts'
import type { EngineEvent, RendezvousStatus } from '../../shared/rpc/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { nodeCrypto } from './crypto/index.ts'
import type { EngineOptions } from './engine-api.ts'
import { listInterfaces } from './network/index.ts'
import { EVERYWHERE } from './ports.ts'
import type { ReachParts } from './reach-parts.ts'
import { RendezvousService } from './rendezvous/index.ts'

export const NO_RENDEZVOUS: RendezvousStatus = { state: 'off', away: 0, published: 0, lookups: 0, found: 0, entrances: 0, nodes: 0 }

export interface RendezvousPart {
  start(): Promise<void>
  stop(): Promise<void>
  /** Somebody asks: whoever is away is looked for now. */
  hurry(): void
  /** RDY-6: as if the person had never agreed, until it goes on. False: there was nothing to pause. */
  pause(isPaused: boolean): boolean
  status(): RendezvousStatus
}

export interface RendezvousAround {
  readonly options: EngineOptions
  readonly store: Store
  readonly clock: Clock
  readonly rng: Rng
  readonly self: DeviceId
  readonly reach: ReachParts
  readonly messenger: RunningMessenger
  tell(event: EngineEvent): void
}

export function rendezvousOver({ options, store, clock, rng, self, reach, messenger, tell }: RendezvousAround): RendezvousPart {
  const { dialLoop, book } = reach
  let isPaused = false
  const service = new RendezvousService({
    ...{ store, clock, rng, self },
    crypto: nodeCrypto(),
    // Asked each time: paused, nothing is served whatever the command line said.
    get port() {
      return isPaused ? 0 : options.rendezvousPort
    },
    listen: options.listen ?? EVERYWHERE,
    settings: () => (isPaused ? { ...messenger.settings(), rendezvous: false, rendezvousPort: 0 } : messenger.settings()),
    sought: () => messenger.meeting.sought(),
    record: () => messenger.meeting.record(),
    reachedAt: (device) => {
      const state = dialLoop.reach(device)
      return [...(state?.reach === 'connected' ? [state.via] : []), ...book.candidates(device).map(({ text }) => text)]
    },
    own: () => listInterfaces(),
    found: (device, bytes) => messenger.meeting.found(device, bytes),
    announce: (port) => messenger.meeting.serve(port),
    changed: () => tell({ type: 'network' }),
  })
  let releases: readonly (() => void)[] = []
  return {
    async start() {
      releases = [
        messenger.meeting.onEntrance((device, port) => service.heard(device, port)),
        messenger.meeting.onTold((device, entrances) => service.told(device, entrances)),
        messenger.subscribe(({ type }) => {
          if (type === 'settings') void service.apply()
        }),
      ]
      await service.apply()
    },
    async stop() {
      for (const release of releases) release()
      await service.stop()
    },
    hurry: () => service.hurry(),
    pause(wanted) {
      const { rendezvous, rendezvousPort } = messenger.settings()
      isPaused = wanted
      void service.apply()
      return rendezvous || (options.rendezvousPort ?? rendezvousPort) > 0
    },
    status: () => service.status(),
  }
}
