/**
 * The settings of a room, typed key by key. A key we do not know is kept and shown by nobody, so that an older version loses nothing; a
 * known key with a value of another type makes the act void everywhere.
 */
import type { CborValue } from '../../codec/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { isPicture } from '../../pictures/index.ts'
import type { Role, Settings } from './types.ts'

/** What a newcomer may read of the time before (GOV-14). */
export type History = 'none' | 'epoch' | 'all'
/** Whether any member lets the invited in, or an admin is asked (GOV-13). */
export type Door = 'open' | 'ask'

const HISTORIES: readonly CborValue[] = ['none', 'epoch', 'all']
const DOORS: readonly CborValue[] = ['open', 'ask']

const RULES: ReadonlyMap<string, (value: CborValue) => boolean> = new Map([
  ['title', isTextOf(INTRINSIC.TITLE_CHARACTERS)],
  ['description', isTextOf(INTRINSIC.DESCRIPTION_CHARACTERS)],
  ['colour', isTextOf(INTRINSIC.COLOUR_CHARACTERS)],
  ['history', (value) => HISTORIES.includes(value)],
  ['door', (value) => DOORS.includes(value)],
  ['inviters', (value) => value === 2 || value === 3 || value === 4],
])

/** Whether a setting may hold a value. */
export function isLegalSetting(key: string, value: CborValue): boolean {
  if (key.length === 0 || key.length > INTRINSIC.SETTING_KEY_CHARACTERS) return false
  return RULES.get(key)?.(value) ?? true
}

export function titleOf(settings: Settings): string | undefined {
  const value = settings.get('title')
  return typeof value === 'string' ? value : undefined
}

export function descriptionOf(settings: Settings): string {
  const value = settings.get('description')
  return typeof value === 'string' ? value : ''
}

/**
 * GOV-19: bytes of a picture. It came later than the others, so no value of it makes an act void: an earlier version knows no rule for the
 * key, and both must come to one verdict. Whatever is no picture shows none; a device of this version writes no such thing.
 */
export function roomPictureOf(settings: Settings): Uint8Array | undefined {
  const value = settings.get('picture')
  return value instanceof Uint8Array && isPicture(value) ? value : undefined
}

export function historyOf(settings: Settings): History {
  const value = settings.get('history')
  return value === 'none' || value === 'all' ? value : 'epoch'
}

export function doorOf(settings: Settings): Door {
  return settings.get('door') === 'ask' ? 'ask' : 'open'
}

/** The lowest role that may make invites; member unless set. */
export function invitersOf(settings: Settings): Role {
  const value = settings.get('inviters')
  return value === 3 || value === 4 ? value : 2
}

function isTextOf(maxCharacters: number): (value: CborValue) => boolean {
  return (value) => typeof value === 'string' && value.length <= 2 * maxCharacters && [...value].length <= maxCharacters
}
