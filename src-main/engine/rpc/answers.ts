/** Outcomes as answers of the contract: a code is what a caller gets, its sentence comes from a catalogue. */
import type { Result } from '../../../shared/result.ts'
import type { Answer } from '../../../shared/rpc/index.ts'

export function value<T>(given: T): Answer<T> {
  return { ok: true, value: given }
}

export function answer<T>(result: Result<T>): Answer<T> {
  return result.ok ? result : { ok: false, error: { code: result.code, message: result.code } }
}
