/** Whether `npm start` can open the window here: a screen, an Electron that is already there, a build with a window, and nothing that only the service understands. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Entry } from '../shared/i18n/index.ts'
import { fail, ok, type Result } from '../shared/result.ts'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of the copy of the project. */
  readonly root: string
}

export const HERE: Surroundings = { platform: process.platform, env: process.env, root: fileURLToPath(new URL('..', import.meta.url)) }

/** A window has no use for these; who writes them wants the service. */
const OF_THE_SERVICE = ['--json', '--name', '--page', '--passphrase-file']

const EXECUTABLE: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  win32: 'electron.exe',
}

/** The Electron to start, or the one line that says why there is no window. */
export function windowFor(
  args: readonly string[],
  { platform, env, root }: Surroundings,
): Result<string, 'NO_WINDOW'> & { readonly why?: Entry } {
  const asked = OF_THE_SERVICE.find((option) => args.some((word) => word === option || word.startsWith(`${option}=`)))
  if (asked !== undefined) return no(`${asked} asks for the service`, `${asked} 옵션은 창 없이 켤 때 써요`)
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return no('there is no screen (neither DISPLAY nor WAYLAND_DISPLAY)', '화면이 없어요 (DISPLAY도 WAYLAND_DISPLAY도 없음)')
  }
  if (!existsSync(join(root, 'out', 'shell', 'main.js'))) return no('this build has none', '이 빌드에는 창이 없어요')
  const given = env['ELECTRON_OVERRIDE_DIST_PATH']
  const executable = join(given || join(root, 'node_modules', 'electron', 'dist'), EXECUTABLE[platform] ?? 'electron')
  if (existsSync(executable)) return ok(executable)
  return given
    ? no(`ELECTRON_OVERRIDE_DIST_PATH is ${given}, but no Electron lies there`, `ELECTRON_OVERRIDE_DIST_PATH(${given})에 Electron이 없어요`)
    : no('Electron is not here; "npx install-electron" fetches it', 'Electron이 없어요. "npx install-electron"으로 받을 수 있어요')
}

function no(en: string, ko: string) {
  return { ...fail('NO_WINDOW'), why: { en: `No window: ${en}.`, ko: `창 없이 켜요: ${ko}.` } }
}
