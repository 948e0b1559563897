export { contactItems, contactSource } from './contact-source.ts'
export { OwnState } from './own-state.ts'
export type { OwnSource } from './own-state.ts'
export { roomItems, roomSource } from './room-source.ts'
export type { RoomItem } from './room-source.ts'
export {
  NAME_ITEM,
  blockedDevicesSource,
  deviceItems,
  devicesSource,
  nameSource,
  settingItems,
  settingsSource,
  wordsItems,
  wordsSource,
} from './self-source.ts'
