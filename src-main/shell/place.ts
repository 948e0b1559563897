/**
 * Where the window's own files lie: Chromium's, and where the window was. Beside the profile when one is named, so that each profile has
 * a window, and a single-instance lock, of its own; for an ephemeral one in a folder that goes with it.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { isRunning } from './is-running.ts'
import type { ShellArguments } from './arguments.ts'

export interface Place {
  readonly windowFile: string
  /** Of the engine; undefined: the default one. */
  readonly profile: string | undefined
  /** After the engine ended. */
  clear(): void
}

const OWNER_ONLY = 0o700
const GUEST = 'sarangbang-guest-'

/** Before the app is ready: Chromium asks for its folder once. */
export function takePlace({ profile, isEphemeral }: Pick<ShellArguments, 'profile' | 'isEphemeral'>): Place {
  if (isEphemeral) sweep()
  const fleeting = isEphemeral ? (profile ?? mkdtempSync(join(tmpdir(), `${GUEST}${process.pid}-`))) : undefined
  const own = fleeting ?? profile
  if (own !== undefined) {
    mkdirSync(own, { recursive: true, mode: OWNER_ONLY })
    app.setPath('userData', join(own, 'window'))
  }
  const data = app.getPath('userData')
  mkdirSync(data, { recursive: true, mode: OWNER_ONLY })
  return {
    windowFile: join(data, 'window.json'),
    profile: own,
    clear: () => {
      if (fleeting !== undefined) rmSync(fleeting, { recursive: true, force: true })
    },
  }
}

/** What guests left who are gone: Chromium writes an empty cache after the last moment at which it could be taken away, a crash more. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(GUEST) ? Number.parseInt(name.slice(GUEST.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
