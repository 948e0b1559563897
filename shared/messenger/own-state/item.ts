/**
 * One thing that follows the person from device to device: a name, and bytes that only its source understands. In the self room (GOV-18) an
 * item is an amendment of a message that never was an entry: its id follows from the name, so whatever device writes it says it of the same
 * item, and the latest word counts (MSG-3).
 */
import type { CborValue } from '../../codec/index.ts'
import { utf8 } from '../../codec/index.ts'
import { type Crypto, hash } from '../../crypto/index.ts'
import type { MessageId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { ENTRY_SALT_BYTES, type Amendment, type Fields, type Time, makeEdit } from '../../rooms/kinds/index.ts'

/** Of the entries it would amend; a version that does not know it keeps it whole. */
export const OWN_KIND = 'own'

const NAME_CHARACTERS = 160
/** Room beside the value for its name, times and salt (FEED-5). */
const AROUND_BYTES = 512
/** What is longer stays on the device where it is. */
export const ITEM_BYTES: number = INTRINSIC.ENTRY_BYTES - AROUND_BYTES

export interface Item {
  readonly name: string
  /** Empty: no longer anything. */
  readonly value: Uint8Array
}

export function itemSalt(crypto: Crypto, name: string): Uint8Array {
  return hash(crypto, 'sb1/own-item', utf8(name)).slice(0, ENTRY_SALT_BYTES)
}

/** undefined: too long to travel. */
export function itemAmendment(crypto: Crypto, message: MessageId, { name, value }: Item, time: Time): Amendment | undefined {
  if (value.length > ITEM_BYTES || name.length > NAME_CHARACTERS) return undefined
  const salt = itemSalt(crypto, name)
  const content = new Map<string, CborValue>([
    ['n', name],
    ['v', value],
  ])
  const made = makeEdit({ message, time, salt, original: placeOf(salt) }, OWN_KIND, content)
  return made.ok ? made.value : undefined
}

/** What a row of the self room says; undefined: nothing this version understands. */
export function readItem(kind: string, content: Fields): Item | undefined {
  const name = content.get('n')
  const value = content.get('v')
  if (kind !== OWN_KIND || typeof name !== 'string' || name.length > NAME_CHARACTERS || !(value instanceof Uint8Array)) return undefined
  return { name, value }
}

/** When the item would have been said first: a place of its own in the table, far in the past. */
function placeOf(salt: Uint8Array): Time {
  const [a = 0, b = 0, c = 0, d = 0] = salt
  return [((a * 256 + b) * 256 + c) * 256 + d, 0]
}
