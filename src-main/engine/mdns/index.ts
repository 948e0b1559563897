export type { OwnAnnouncement } from './announcement.ts'
export { createMdns } from './mdns.ts'
export type { LinkStatus, Mdns, MdnsHandlers, MdnsOptions } from './mdns.ts'
export type { Sighting } from './sightings.ts'
