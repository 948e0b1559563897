export { readSources } from './import-graph.ts'
export { findBreaches } from './layer-rules.ts'
export { reachedFrom, stateOf, worldChangesOf } from './module-state.ts'
