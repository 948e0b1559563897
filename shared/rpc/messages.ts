/** What is said in a room, and where it is. */
import * as v from 'valibot'
import type { MessageId } from '../ids/index.ts'
import { INTRINSIC, RPC } from '../limits.ts'
import type { EarlierText, MessageView, OpenedRoom, SearchHit, Trail } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const room = input.id('room')
const message = input.id('message')
const messages = v.pipe(v.array(message), v.minLength(1), v.maxLength(INTRINSIC.HIDE_MESSAGES))
const limit = v.exactOptional(input.wholeNumber(1, RPC.PAGE_MESSAGES))

export const messagesContract = {
  /** Several texts are several messages in one commit; the ids come in the order of the texts. */
  'messages.send': {
    input: v.strictObject({
      room,
      texts: v.pipe(v.array(input.text), v.minLength(1), v.maxLength(RPC.TEXTS_PER_SEND)),
      replyTo: v.exactOptional(message),
      /** Only with a single text. */ mentions: v.exactOptional(input.mentions),
    }),
    output: output<readonly MessageId[]>(),
  },
  'messages.edit': {
    input: v.strictObject({ message, text: input.text, mentions: v.exactOptional(input.mentions) }),
    output: output<MessageId>(),
  },
  'messages.delete': { input: v.strictObject({ message }), output: output<MessageId>() },
  'messages.react': { input: v.strictObject({ message, emoji: input.emoji, on: v.boolean() }), output: output<MessageId>() },
  'messages.hide': {
    input: v.strictObject({ room, messages, hidden: v.boolean() }),
    output: output<undefined>(),
  },
  'messages.pin': { input: v.strictObject({ message, on: v.boolean() }), output: output<MessageId>() },
  'messages.pins': { input: v.strictObject({ room }), output: output<readonly MessageView[]>() },
  /** For me only; `forgotten: false` brings them back. */
  'messages.forget': { input: v.strictObject({ messages, forgotten: v.boolean() }), output: output<undefined>() },
  /** A voice note was played on this profile, for me only. */
  'messages.hear': { input: v.strictObject(input.attached), output: output<undefined>() },
  'messages.earlier': { input: v.strictObject({ message }), output: output<readonly EarlierText[]>() },
  'messages.open': { input: v.strictObject({ room, limit }), output: output<OpenedRoom>() },
  /** Oldest first: `limit` messages before or after one, around one or a time, or the newest ones. */
  'messages.page': {
    input: v.pipe(
      v.strictObject({
        room,
        before: v.exactOptional(message),
        after: v.exactOptional(message),
        around: v.exactOptional(message),
        at: v.exactOptional(input.wholeNumber(0, Number.MAX_SAFE_INTEGER)),
        limit,
        /** Governance as lines among them. */ system: v.exactOptional(v.boolean()),
      }),
      v.check(({ before, after, around, at }) => [before, after, around, at].filter((place) => place !== undefined).length <= 1),
    ),
    output: output<readonly MessageView[]>(),
  },
  'messages.get': { input: v.strictObject({ message }), output: output<MessageView>() },
  'messages.markRead': { input: v.strictObject({ room, upTo: v.exactOptional(message) }), output: output<undefined>() },
  'messages.search': {
    input: v.strictObject({ text: v.pipe(v.string(), v.maxLength(1024)), room: v.exactOptional(room), limit }),
    output: output<readonly SearchHit[]>(),
  },
  'messages.trail': { input: v.strictObject({ message }), output: output<Trail>() },
} as const satisfies Contract
