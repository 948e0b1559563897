/** What is said in a room, and where it is. */
import * as v from 'valibot'
import type { MessageId } from '../ids/index.ts'
import { RPC } from '../limits.ts'
import type { MessageView, SearchHit, Trail } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const room = input.id('room')
const message = input.id('message')
const limit = v.exactOptional(input.wholeNumber(1, RPC.PAGE_MESSAGES))

export const messagesContract = {
  /** Several texts are several messages in one commit; the ids come in the order of the texts. */
  'messages.send': {
    input: v.strictObject({
      room,
      texts: v.pipe(v.array(input.text), v.minLength(1), v.maxLength(RPC.TEXTS_PER_SEND)),
      replyTo: v.exactOptional(message),
    }),
    output: output<readonly MessageId[]>(),
  },
  'messages.edit': { input: v.strictObject({ message, text: input.text }), output: output<MessageId>() },
  'messages.delete': { input: v.strictObject({ message }), output: output<MessageId>() },
  'messages.react': { input: v.strictObject({ message, emoji: input.emoji, on: v.boolean() }), output: output<MessageId>() },
  'messages.hide': {
    input: v.strictObject({ room, messages: v.pipe(v.array(message), v.minLength(1), v.maxLength(64)), hidden: v.boolean() }),
    output: output<undefined>(),
  },
  /** Oldest first: the `limit` messages before `before`, or the newest ones. */
  'messages.page': {
    input: v.strictObject({
      room,
      before: v.exactOptional(message),
      limit,
      /** Governance as lines among them. */ system: v.exactOptional(v.boolean()),
    }),
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
