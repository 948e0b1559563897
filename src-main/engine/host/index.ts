export { createHost } from './house.ts'
export type { Host, HostOptions, SystemEvent } from './host-api.ts'
