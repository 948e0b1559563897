export { BRIDGE_CHANNEL, BRIDGE_NAME, PAGE_ORIGIN, PAGE_SCHEME, PORT_MESSAGE } from './names.ts'
export type { Bridge } from './bridge.ts'
export { isAppLink, parseBridgeQuestion, parseBridgeRequest } from './requests.ts'
export type {
  BridgeCommand,
  BridgeNews,
  BridgeQuestion,
  BridgeRequest,
  DragOutcome,
  PathKind,
  SavedAttachment,
  SaveOutcome,
  TitleBarTheme,
} from './requests.ts'
export { mayBeSaved } from './saved-files.ts'
