/**
 * Where a person's profile lies when nothing else is said: where each system keeps the data of programs. The engine's own default says
 * the same (a test compares them); a command that only asks a running engine must not load the engine to learn it.
 */
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** `--profile`, else `SARANGBANG_PROFILE`, else the default. Absolute. */
export function profileFolder(given: string | undefined, env: Environment, platform: NodeJS.Platform = process.platform): string {
  return resolve(given || env['SARANGBANG_PROFILE'] || defaultFolder(env, platform))
}

function defaultFolder(env: Environment, platform: NodeJS.Platform): string {
  const home = homedir()
  if (platform === 'win32') return join(absolute(env['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local'), 'Sarangbang')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sarangbang')
  return join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'sarangbang')
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}
