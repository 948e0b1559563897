/** The outage watch of an engine: what it is given of the messenger, and how far away those are whom it is connected with. */
import type { Clock, Rng } from '../../shared/crypto/index.ts'
import { type RunningMessenger, sessionWay } from '../../shared/messenger/index.ts'
import type { EngineEvent } from '../../shared/rpc/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { createOutage, type Outage } from './outage/index.ts'

export interface OutageAround {
  readonly store: Store
  readonly clock: Clock
  readonly rng: Rng
  readonly messenger: RunningMessenger
  readonly hasNetwork: boolean
  tell(event: EngineEvent): void
}

export function outageOver({ store, clock, rng, messenger, hasNetwork, tell }: OutageAround): Outage {
  return createOutage({
    ...{ store, clock, rng, hasNetwork },
    // A circuit tells nothing: its relay may sit in the next room.
    sessions: () =>
      messenger.sessions().reduce((most, { address }) => Math.max(most, DISTANCE[sessionWay(address).way]) as -1 | 1 | 2, -1 as -1 | 1 | 2),
    isRoom: (room) => messenger.rooms().some((each) => each.room === room),
    tell: (change) => tell({ type: 'outage', ...(change !== undefined && { change }) }),
  })
}

const DISTANCE = { near: 1, through: -1, internet: 2 } as const
