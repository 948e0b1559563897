/**
 * The pieces that inputs are made of. Objects are strict: a field we do not know is a mistake of the caller, not something to skip.
 * Lengths here only bound what is looked at (UTF-16 units); the messenger's own rules decide what is short enough.
 */
import * as v from 'valibot'
import { type IdKind, type IdOf, parseId } from '../ids/index.ts'
import { INTRINSIC, MEDIA, RESOURCE, RPC } from '../limits.ts'

/** Hex of an id of one kind; comes out branded. */
export function id<K extends IdKind>(kind: K) {
  return v.pipe(
    v.string(),
    v.rawTransform<string, IdOf<K>>(({ dataset, addIssue, NEVER }) => {
      const parsed = parseId(kind, dataset.value)
      if (parsed !== undefined) return parsed
      addIssue({ message: `not the id of a ${kind}` })
      return NEVER
    }),
  )
}

export const wholeNumber = (from: number, to: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to))
export const nothing = v.optional(v.strictObject({}), {})
/** A name a person typed; its real limit (grapheme count) is the messenger's to say. */
export const name = v.pipe(v.string(), v.maxLength(INTRINSIC.TITLE_CHARACTERS * 8))
/** Text of one message. MSG-2's limit is in bytes and gives TOO_LONG; this bound only stops absurdity. */
export const text = v.pipe(v.string(), v.maxLength(RPC.FRAME_BYTES))
/** A file of a message, by its place among the message's files. */
export const attached = { message: id('message'), index: wholeNumber(0, MEDIA.REFERENCES - 1) } as const
export const link = v.pipe(v.string(), v.maxLength(RESOURCE.LINK_CHARACTERS))
/** Names an invitation, a knock: ours, opaque to the caller. */
export const handle = v.pipe(v.string(), v.minLength(1), v.maxLength(128))
/** Somebody of the address book (32 hex digits). */
export const entry = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u))
export const emoji = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
/** reader 0, guest 1, member 2, admin 3, owner 4. */
export const role = v.picklist([0, 1, 2, 3, 4])
export const term = wholeNumber(1, INTRINSIC.INVITE_TERM_MS)
/** Recovery words as they were typed; whose they are is found out where they are used, and they are kept nowhere. */
export const words = v.pipe(v.string(), v.maxLength(RPC.WORDS_CHARACTERS))
/** A data URL; what is in it is looked at by who keeps it. Base64 makes four characters of three bytes, and a head goes before. */
export const picture = v.pipe(v.string(), v.maxLength(2 * INTRINSIC.PICTURE_BYTES))
/** Whom a text names; whether the ranges fit the text is the messenger's to say. */
export const mentions = v.pipe(
  v.array(v.strictObject({ account: id('account'), from: wholeNumber(0, RPC.FRAME_BYTES), to: wholeNumber(0, RPC.FRAME_BYTES) })),
  v.maxLength(INTRINSIC.MENTIONS),
)
