/** Whether `npm start` can open the window here: a screen, an Electron that is already there, a build with a window, and nothing that only the service understands. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../shared/i18n/index.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { findElectron, type Surroundings } from './electron/index.ts'

/** A window has no use for these; who writes them wants the service. */
const OF_THE_SERVICE = ['--json', '--name', '--page', '--passphrase-file']

/** The Electron to start, or the one line that says why there is no window. */
export function windowFor(args: readonly string[], around: Surroundings): Result<string, 'NO_WINDOW'> & { readonly why?: Entry } {
  const { platform, env, root } = around
  const asked = OF_THE_SERVICE.find((option) => args.some((word) => word === option || word.startsWith(`${option}=`)))
  if (asked !== undefined) return no(`${asked} asks for the service`, `${asked} 옵션은 창 없이 켤 때 써요`)
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return no('there is no screen (neither DISPLAY nor WAYLAND_DISPLAY)', '화면이 없어요 (DISPLAY도 WAYLAND_DISPLAY도 없음)')
  }
  if (!existsSync(join(root, 'out', 'shell', 'main.js'))) return no('this build has none', '이 빌드에는 창이 없어요')
  const found = findElectron(around)
  if (found.ok) return ok(found.value.executable)
  if (found.code === 'ABSENT') {
    return no('Electron is not here; "npx install-electron" fetches it', 'Electron이 없어요. "npx install-electron"으로 받을 수 있어요')
  }
  const given = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? ''
  return no(
    `ELECTRON_OVERRIDE_DIST_PATH is ${given}, but no Electron lies there`,
    `ELECTRON_OVERRIDE_DIST_PATH(${given})에 Electron이 없어요`,
  )
}

function no(en: string, ko: string) {
  return { ...fail('NO_WINDOW'), why: { en: `No window: ${en}.`, ko: `창 없이 켜요: ${ko}.` } }
}
