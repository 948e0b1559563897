export type { ConnectionState } from './connection.ts'
export { call, engineState, onEvent, onLocked, refresh, useEngine, useIsRestarting } from './engine.ts'
export type { EngineState } from './state.ts'
