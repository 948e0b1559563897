/**
 * "Keep ready in the background": the app starts with the computer, without a window. macOS and Windows have a call for it; on Linux it is
 * a desktop file, written by hand and removed again.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { app } from 'electron'
import { autostartFile } from './desktop-file.ts'

export function setAutostart(isOn: boolean, extra: readonly string[]): void {
  // An AppImage mounts itself somewhere else at each start; this is where the file itself lies.
  const program = process.env['APPIMAGE'] ?? process.execPath
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), ...extra, '--hidden']
  if (process.platform !== 'linux') {
    const before = app.getLoginItemSettings({ path: program, args })
    if (before.openAtLogin !== isOn) app.setLoginItemSettings({ openAtLogin: isOn, path: program, args })
    return
  }
  const file = autostartPlace()
  if (isOn) writeWhenOther(file, autostartFile([program, ...args]))
  else rmSync(file, { force: true })
}

function autostartPlace(): string {
  const config = process.env['XDG_CONFIG_HOME']
  const folder = config !== undefined && isAbsolute(config) ? config : join(homedir(), '.config')
  return join(folder, 'autostart', 'sarangbang.desktop')
}

function writeWhenOther(file: string, text: string): void {
  if (readOrNothing(file) === text) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
