export { isTyping, keyCaps, pressKey, useKeys } from './keys.ts'
export type { KeyHandlers, KeyName } from './keys.ts'
export { useKeySheet } from './KeySheet.tsx'
