export { readSources } from './import-graph.ts'
export { findBreaches } from './layer-rules.ts'
