export type { ConnectionState } from './connection.ts'
export {
  call,
  engineState,
  lockHouse,
  onEvent,
  onLocked,
  onLocking,
  refresh,
  useEngine,
  useIsRestarting,
  watchEngineState,
} from './engine.ts'
export type { EngineState } from './state.ts'
