import { browserPlatform } from './browser.ts'
import { desktopPlatform } from './desktop.ts'
import type { Platform } from './platform.ts'

export type { Platform } from './platform.ts'

/** Made once, before anything is drawn: the first message port may come at any moment. */
export const platform: Platform = window.sarangbang === undefined ? browserPlatform() : desktopPlatform(window.sarangbang)
