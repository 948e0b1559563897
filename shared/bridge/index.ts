export { BRIDGE_CHANNEL, BRIDGE_NAME, PAGE_ORIGIN, PAGE_SCHEME, PORT_MESSAGE } from './bridge.ts'
export type { Bridge } from './bridge.ts'
export { isAppLink, parseBridgeRequest } from './requests.ts'
export type { BridgeCommand, BridgeNews, BridgeRequest, TitleBarTheme } from './requests.ts'
