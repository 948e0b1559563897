/** Once for all tests of the window: a current build, an Electron, and a screen where there is none. */
import { isBuildFresh } from '../../scripts/launch/build-state.mjs'
import { build } from '../../scripts/electron-build.ts'
import { findElectronForTests, startDisplay } from '../../scripts/electron/index.ts'

export async function setup(): Promise<() => void> {
  if (!isBuildFresh() && !build()) throw new Error('the build failed')
  const electron = findElectronForTests()
  if (!electron.ok) throw new Error(electron.code)
  process.env.TEST_ELECTRON = electron.value.executable
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.value.folder
  if (process.env.DISPLAY !== undefined || process.platform !== 'linux') return () => undefined
  const display = await startDisplay()
  if (!display.ok) throw new Error(display.code)
  process.env.DISPLAY = display.value.name
  return () => display.value.stop()
}
