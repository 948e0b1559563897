/** Reads members of values that came out of a file: each answers with the kind asked for or with nothing, whatever was written there. */
import { IMPORT } from '../../limits.ts'

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of an object its own member, never one it was born with. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NONE
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text as it stands, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The same, but an empty one is none. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A whole number written as one or in quotes, up to 2^53. */
export function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

/** An id as text, whether the file wrote it as a number or in quotes. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' || value.length > IMPORT.ID_CHARACTERS ? undefined : value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}

/** A body as records keep it: line ends as `\n`, no blank lines at its end. `cut` is told when it was longer than a line may be. */
export function bodyOf(text: string, cut: () => void): string {
  const whole = text.length > IMPORT.LINE_CHARACTERS ? (cut(), text.slice(0, IMPORT.LINE_CHARACTERS)) : text
  const joined = whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
  let end = joined.length
  while (end > 0 && joined.charCodeAt(end - 1) === 10) end -= 1
  return end === joined.length ? joined : joined.slice(0, end)
}

const NONE: Fields = Object.freeze({})
