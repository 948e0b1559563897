export { Readiness } from './readiness.ts'
export { sessionWay } from './session-way.ts'
