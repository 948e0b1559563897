/** Takes the value out of a result in a test, so that an unexpected failure ends the test with its code instead of hiding behind an `if`. */
import type { Result } from '../../shared/result.ts'

export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected a value, got ${result.code}`)
  return result.value
}
