/** Where the window opens: where it was, unless no screen has that place any more. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SHELL } from '../../shared/limits.ts'
import { fitToScreens, readWindowState, type WindowState, writeWindowState } from '../../src-main/shell/window-state.ts'

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 }
const BESIDE = { x: 1440, y: 0, width: 1920, height: 1080 }
const state = (changes: Partial<WindowState>): WindowState => ({
  width: 1000,
  height: 700,
  isMaximised: false,
  checksSpelling: false,
  ...changes,
})

describe('[SHELL-6] the place of the window', () => {
  it('is where it was, on either screen', () => {
    for (const at of [state({ x: 100, y: 100 }), state({ x: 2000, y: 200, isMaximised: true })]) {
      expect(fitToScreens(at, [LAPTOP, BESIDE])).toEqual(at)
    }
  })

  it('is forgotten when its screen is gone, and the size stays', () => {
    expect(fitToScreens(state({ x: 2000, y: 200 }), [LAPTOP])).toEqual(state({}))
  })

  it('is forgotten when no hand could get at the title bar', () => {
    for (const at of [
      { x: -990, y: 100 },
      { x: 1430, y: 100 },
      { x: 100, y: 0 },
      { x: 100, y: 890 },
    ]) {
      expect(fitToScreens(state(at), [LAPTOP]), JSON.stringify(at)).not.toHaveProperty('x')
    }
    expect(fitToScreens(state({ x: -900, y: 25 }), [LAPTOP])).toHaveProperty('x', -900)
  })

  it('is cut to what a screen holds, never under what the page is drawn for', () => {
    expect(fitToScreens(state({ width: 4000, height: 3000 }), [LAPTOP])).toMatchObject({ width: 1440, height: 875 })
    expect(fitToScreens(state({}), [{ x: 0, y: 0, width: 300, height: 300 }])).toMatchObject({
      width: SHELL.WINDOW_WIDTH_MIN,
      height: SHELL.WINDOW_HEIGHT_MIN,
    })
    expect(fitToScreens(state({ x: 1, y: 1 }), [])).toEqual(state({ x: 1, y: 1 }))
  })
})

describe('[SHELL-6] the file', () => {
  const file = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'window-state-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return join(folder, 'window.json')
  }

  it('gives back what was written', () => {
    const here = file()
    const written = state({ x: -5, y: 30, isMaximised: true, checksSpelling: true })
    writeWindowState(here, written)
    expect(readWindowState(here)).toEqual(written)
  })

  it('is not trusted: missing, broken or absurd ones give a first window', () => {
    const here = file()
    const first = readWindowState(here)
    expect(first.x).toBeUndefined()
    const narrow = { ...first, width: SHELL.WINDOW_WIDTH_MIN - 1 }
    for (const text of ['', '{', '[]', '{"width":1e99,"height":800,"isMaximised":false}', JSON.stringify(narrow)]) {
      writeFileSync(here, text)
      expect(readWindowState(here), text).toEqual(first)
    }
  })
})
