/**
 * Where the window was, for the next start. A place that is on no screen any more (a monitor went away) is forgotten, a size that no screen
 * holds is cut; the file is anybody's, so it is parsed like anything from outside.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { SHELL } from '../../shared/limits.ts'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const whole = v.pipe(v.number(), v.safeInteger())
const windowState = v.object({
  x: v.exactOptional(whole),
  y: v.exactOptional(whole),
  width: v.pipe(whole, v.minValue(SHELL.WINDOW_WIDTH_MIN)),
  height: v.pipe(whole, v.minValue(SHELL.WINDOW_HEIGHT_MIN)),
  isMaximised: v.boolean(),
  /** Chosen in the menu; off until then. */
  checksSpelling: v.optional(v.boolean(), false),
})
export type WindowState = v.InferOutput<typeof windowState>

const FIRST: WindowState = { width: 1200, height: 800, isMaximised: false, checksSpelling: false }
/** So much of the title bar must be on a screen for a hand to get at it. */
const GRIP_PX = 64

export function readWindowState(file: string): WindowState {
  try {
    const parsed = v.safeParse(windowState, JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.output : FIRST
  } catch {
    return FIRST
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  writeFileSync(file, `${JSON.stringify(state)}\n`)
}

/** The state as it can be used on these screens (their work areas). */
export function fitToScreens(state: WindowState, screens: readonly Rectangle[]): WindowState {
  const { x, y, ...rest } = state
  const home = x === undefined || y === undefined ? undefined : screens.find((screen) => isWithinReach({ ...rest, x, y }, screen))
  const room = home ?? screens[0]
  if (room === undefined) return state
  const size = {
    width: Math.max(SHELL.WINDOW_WIDTH_MIN, Math.min(state.width, room.width)),
    height: Math.max(SHELL.WINDOW_HEIGHT_MIN, Math.min(state.height, room.height)),
  }
  return home === undefined ? { ...rest, ...size } : { ...state, ...size }
}

function isWithinReach(window: Rectangle, screen: Rectangle): boolean {
  const left = Math.max(window.x, screen.x)
  const right = Math.min(window.x + window.width, screen.x + screen.width)
  return right - left >= GRIP_PX && window.y >= screen.y && window.y + GRIP_PX <= screen.y + screen.height
}
