import { SHELL } from '../../shared/limits.ts'

/** SHELL-1: how long to wait before an engine that ended is started again, so that starts are a second apart at least. A clock that jumped back costs no more than that second. */
export function restartDelay(startedAt: number, now: number): number {
  return Math.max(0, SHELL.ENGINE_RESTART_MS - Math.max(0, now - startedAt))
}
