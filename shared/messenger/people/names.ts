/**
 * Names as people type and announce them (SYNC-16): what I type is refused when it does not fit, what others send is cut to size.
 */
import { cleanName } from '../../identity/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'

export type NameCode = 'EMPTY' | 'TOO_LONG'

/** Beyond this many UTF-16 units nobody typed a name; cleaning more would only cost time. */
const ABSURD_UNITS = 16 * INTRINSIC.NAME_CHARACTERS

/** A name typed here: plain text of 1 to 40 characters. */
export function parseName(typed: string): Result<string, NameCode> {
  if (typed.length > ABSURD_UNITS) return fail('TOO_LONG')
  const name = cleanName(typed, ABSURD_UNITS)
  if (name === '') return fail('EMPTY')
  return [...name].length > INTRINSIC.NAME_CHARACTERS ? fail('TOO_LONG') : ok(name)
}

/** A name that came from somebody else, fit to be shown; undefined when nothing is left of it. */
export function announcedName(claimed: unknown): string | undefined {
  if (typeof claimed !== 'string') return undefined
  const name = cleanName(claimed.slice(0, ABSURD_UNITS))
  return name === '' ? undefined : name
}
