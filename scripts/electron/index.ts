export { electron } from './need.ts'
export { findElectron, findElectronForTests, HERE } from './find-electron.ts'
export type { FoundElectron, Surroundings } from './find-electron.ts'
export { startDisplay } from './display.ts'
