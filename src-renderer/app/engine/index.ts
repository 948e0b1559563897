export type { ConnectionState } from './connection.ts'
export { call, engineState, onEvent, refresh, useEngine } from './engine.ts'
export type { EngineState } from './state.ts'
