/** What a person changes about a room, as settings of its governance: checked here, so that nothing is written that would be void or not shown. */
import { type CborValue, equalBytes } from '../codec/index.ts'
import { INTRINSIC } from '../limits.ts'
import { parsePicture } from '../pictures/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { ActCode, RoomChanges } from './api.ts'

type Setting = readonly [key: string, value: CborValue]

/** GOV-19: no picture is written as no bytes; a setting is never taken away. */
const NO_PICTURE = new Uint8Array(0)

export function settingsOf(changes: RoomChanges): Result<readonly Setting[], ActCode> {
  const settings: Setting[] = []
  const { title, description, picture, history, door, inviters } = changes
  if (title !== undefined) {
    const trimmed = title.trim()
    if (trimmed === '') return fail('EMPTY')
    if ([...trimmed].length > INTRINSIC.TITLE_CHARACTERS) return fail('TOO_LONG')
    settings.push(['title', trimmed.toWellFormed()])
  }
  if (description !== undefined) {
    const trimmed = description.trim()
    if ([...trimmed].length > INTRINSIC.DESCRIPTION_CHARACTERS) return fail('TOO_LONG')
    settings.push(['description', trimmed.toWellFormed()])
  }
  if (picture !== undefined) {
    const bytes = picture === null ? ok(NO_PICTURE) : parsePicture(picture)
    if (!bytes.ok) return bytes
    settings.push(['picture', bytes.value])
  }
  if (history !== undefined) settings.push(['history', history])
  if (door !== undefined) settings.push(['door', door])
  if (inviters !== undefined) {
    if (inviters < 2) return fail('OUT_OF_RANGE')
    settings.push(['inviters', inviters])
  }
  return ok(settings)
}

/** Nothing set, no bytes and no text all mean the same. */
export function isSameSetting(held: CborValue | undefined, wanted: CborValue): boolean {
  if (wanted instanceof Uint8Array) return equalBytes(held instanceof Uint8Array ? held : NO_PICTURE, wanted)
  return held === wanted || (held === undefined && wanted === '')
}
