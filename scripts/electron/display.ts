/** A screen for tests of the window on a machine that has none: an X server that draws into memory, on a number that is free. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fail, ok, type Result } from '../../shared/result.ts'

export interface Display {
  /** For the variable DISPLAY. */
  readonly name: string
  stop(): void
}

export async function startDisplay(): Promise<Result<Display, string>> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const numbers = server.stdio[3]
  const failed = new Promise<undefined>((resolve) => {
    server.once('error', () => resolve(undefined))
    server.once('exit', () => resolve(undefined))
  })
  const number = numbers === null || numbers === undefined ? undefined : await Promise.race([once(numbers, 'data'), failed])
  if (number === undefined) return fail('Xvfb did not start')
  return ok({ name: `:${String(number[0]).trim()}`, stop: () => void server.kill() })
}
