/** For suites that open the window: an Electron that is here, or that can be had. */
import { findElectronForTests } from './find-electron.ts'

export function electron(): string | undefined {
  const found = findElectronForTests()
  return found.ok ? undefined : found.code
}
