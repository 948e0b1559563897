/** What the page knows of its engine, and nothing it could work out from that. Absent means: not told yet. */
import type { DrillView } from '../../../shared/drill/index.ts'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { ArchiveView, CarryAsk, Contact, KnockView, Me, NearbyDevice, RoomSummary, Settings } from '../../../shared/messenger/index.ts'
import type { OutageView } from '../../../shared/outage/index.ts'
import type { DevicesState, EngineStatus, HostState } from '../../../shared/rpc/index.ts'
import type { ConnectionState } from './connection.ts'

export interface EngineState {
  readonly connection: ConnectionState
  readonly host: HostState | undefined
  readonly me: Me | undefined
  readonly settings: Settings | undefined
  /** Newest first, as the engine orders them. */
  readonly rooms: readonly RoomSummary[] | undefined
  readonly contacts: readonly Contact[] | undefined
  /** What was brought in from other messengers, the latest first. */
  readonly archives: readonly ArchiveView[] | undefined
  readonly knocks: readonly KnockView[]
  readonly nearby: readonly NearbyDevice[]
  /** Contacts who ask this computer to keep messages. */
  readonly carryAsks: readonly CarryAsk[]
  readonly status: EngineStatus | undefined
  /** My computers, and linking another. */
  readonly devices: DevicesState | undefined
  /** A drill that runs, and former ones. */
  readonly drill: DrillView | undefined
  readonly outage: OutageView | undefined
  /** Who is writing where, besides me. */
  readonly typing: ReadonlyMap<RoomId, readonly AccountId[]>
}

export const NOTHING_YET: EngineState = {
  connection: { phase: 'connecting' },
  host: undefined,
  me: undefined,
  settings: undefined,
  rooms: undefined,
  contacts: undefined,
  archives: undefined,
  knocks: [],
  nearby: [],
  carryAsks: [],
  status: undefined,
  devices: undefined,
  drill: undefined,
  outage: undefined,
  typing: new Map(),
}
