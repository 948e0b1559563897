export { electron } from './need.ts'
export { findElectron } from './find-electron.ts'
export type { FoundElectron } from './find-electron.ts'
export { startDisplay } from './display.ts'
