/**
 * MSG-4: what a person put on a message, own or not: `m/…[message id ":" what] = {t, on}` with what = `+emoji`, `pin`, `vote:n` or something
 * of a later version. Taking back is `on: false`; a mark is never removed.
 */
import { type MessageId, parseId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { readFields } from './plain-value.ts'
import { type Time, readTime } from './time.ts'

export interface Mark {
  readonly message: MessageId
  readonly what: string
  readonly time: Time
  readonly isOn: boolean
}

/** The `what` of a pin. */
export const PIN = 'pin'
const REACTION_PREFIX = '+'
/** Length of a message id in hex, before the colon. */
const ID_CHARACTERS = 32

/** The mark under a key, or undefined (FEED-5). */
export function parseMark(key: string, value: unknown): Mark | undefined {
  const message = parseId('message', key.slice(0, ID_CHARACTERS))
  const what = key.slice(ID_CHARACTERS + 1)
  if (message === undefined || key[ID_CHARACTERS] !== ':' || !isWhat(what)) return undefined
  const fields = readFields(value)
  const time = readTime(fields?.get('t'))
  const isOn = fields?.get('on')
  return time === undefined || typeof isOn !== 'boolean' ? undefined : { message, what, time, isOn }
}

/** The key it is set under. */
export function markKey({ message, what }: Pick<Mark, 'message' | 'what'>): string {
  return `${message}:${what}`
}

/** The value that is set. */
export function markValue({ time, isOn }: Mark): Readonly<Record<string, unknown>> {
  return { t: [...time], on: isOn }
}

/** The `what` of a reaction, or undefined when the text cannot be one: empty, with spaces or control characters, or over the limit. */
export function reactionMark(emoji: string): string | undefined {
  const what = `${REACTION_PREFIX}${emoji}`
  return isWhat(what) && emojiOf(what) !== undefined ? what : undefined
}

/** The emoji of a reaction mark, or undefined for marks of another sort. */
export function emojiOf(what: string): string | undefined {
  return what.length > 1 && what.startsWith(REACTION_PREFIX) && !/[\s\p{Cc}]/u.test(what) ? what.slice(1) : undefined
}

function isWhat(what: string): boolean {
  return what !== '' && what.isWellFormed() && new TextEncoder().encode(what).length <= INTRINSIC.MARK_BYTES
}
