/**
 * The engine's log: one JSON line on standard error for what should not have happened. Never content, keys or whole ids: a fault carries
 * the name of what failed and the stack of our own code.
 */
import { pino } from 'pino'

export interface EngineLog {
  fault(where: string, cause: unknown): void
}

export function engineLog(): EngineLog {
  const logger = pino(
    { name: 'sarangbang', base: null, level: process.env['SARANGBANG_LOG'] ?? 'warn' },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    fault(where, cause) {
      const stack =
        cause instanceof Error
          ? cause.stack
              ?.split('\n')
              .slice(1, 8)
              .map((line) => line.trim())
          : undefined
      logger.error({ where, kind: cause instanceof Error ? cause.name : typeof cause, stack }, 'a call failed')
    },
  }
}
