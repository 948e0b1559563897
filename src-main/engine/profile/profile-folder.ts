/** Where profiles lie, and the files inside one. */
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** The default profile: `SARANGBANG_PROFILE`, else where this system keeps the data of programs. */
export function defaultProfileFolder(around: Surroundings = { platform: process.platform, env: process.env, home: homedir() }): string {
  const { env, home, platform } = around
  const chosen = env['SARANGBANG_PROFILE']
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32') return join(absolute(env['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local'), 'Sarangbang')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sarangbang')
  return join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'sarangbang')
}

export interface ProfileFiles {
  readonly database: string
  readonly key: string
  readonly place: string
  readonly lock: string
  readonly owner: string
}

export function profileFiles(folder: string): ProfileFiles {
  return {
    database: join(folder, 'store.db'),
    key: join(folder, 'key.json'),
    place: join(folder, 'place.json'),
    lock: join(folder, 'lock'),
    owner: join(folder, 'lock.pid'),
  }
}

/** The XDG specification: a relative path is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}
