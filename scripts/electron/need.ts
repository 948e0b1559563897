/** For suites that open the window: an Electron that is here, or that can be had. */
import { findElectron } from './find-electron.ts'

export function electron(): string | undefined {
  const found = findElectron()
  return found.ok ? undefined : found.code
}
