/** How a page is looked at: the window it is in, the theme and language of the system around it, and the time on its clock. */
import type { BrowserContextOptions } from 'playwright-core'
import { SCENE_ZONE } from '../houses/index.ts'

export const WIDTHS = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const

export interface Look {
  readonly width: keyof typeof WIDTHS
  readonly theme: 'light' | 'dark'
  readonly language: 'ko' | 'en'
  /** ms; absent: now. Timers run on, the clock on the wall stands. */
  readonly now?: number
}

export const USUAL: Look = { width: 'wide', theme: 'light', language: 'ko' }

export function contextOf({ width, theme, language }: Look): BrowserContextOptions {
  return {
    viewport: WIDTHS[width],
    colorScheme: theme,
    locale: language === 'ko' ? 'ko-KR' : 'en-US',
    timezoneId: SCENE_ZONE,
    // What moves would be caught half-way.
    reducedMotion: 'reduce',
    hasTouch: width === 'narrow',
  }
}
