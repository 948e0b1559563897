export { PortMapper } from './port-mapper.ts'
export type { MappingState } from './port-mapper.ts'
