/**
 * The stretch of a conversation that is held in the page, oldest first: without a gap from its first to its last message, of bounded length.
 * Pure: every change gives a new window, or the same one when nothing is new. What arrives outside of the stretch stays with the engine
 * until somebody scrolls there.
 */
import { type MessageId, parseId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'

export interface MessageWindow {
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

/** Some screens in each direction; each bubble more costs memory and work with every change. */
export const HELD_MESSAGES = 600
/** What an end is cut back to, so that it is not cut with every page. */
const KEPT_MESSAGES = 440

export const EMPTY_WINDOW: MessageWindow = { messages: [], hasOlder: false, hasNewer: false }

/** A page that lies before all that is held; `hasMore`: it was full. */
export function withOlder(window: MessageWindow, page: readonly MessageView[], hasMore: boolean): MessageWindow {
  return { ...window, messages: [...unknownOf(window, page), ...window.messages], hasOlder: hasMore }
}

export function withNewer(window: MessageWindow, page: readonly MessageView[], hasMore: boolean): MessageWindow {
  return { ...window, messages: [...window.messages, ...unknownOf(window, page)], hasNewer: hasMore }
}

/**
 * A page that overlaps what is held, or borders on it: between its first and its last message it is right and the window is not, so that what
 * the page lacks there is gone. What lies on either side of it stays. A page that touches nothing leaves the window as it was.
 */
export function withPage(window: MessageWindow, page: readonly MessageView[]): MessageWindow {
  const [first, last] = [page[0], page.at(-1)]
  if (first === undefined || last === undefined) return window
  const inPage = new Set(page.map(({ id }) => id))
  const held = window.messages
  const from = held.findIndex(({ id }) => inPage.has(id))
  const to = held.findLastIndex(({ id }) => inPage.has(id))
  const before = from === -1 ? held.filter(({ time }) => time < first.time) : held.slice(0, from).filter(({ time }) => time <= first.time)
  const after = to === -1 ? held.filter(({ time }) => time > last.time) : held.slice(to + 1).filter(({ time }) => time >= last.time)
  if (from === -1 && before.length > 0 && after.length > 0 && before.length + after.length < held.length) return window
  return { ...window, messages: [...before, ...page, ...after] }
}

/** A page of the newest there is: what is held after it is gone. */
export function withTail(window: MessageWindow, page: readonly MessageView[]): MessageWindow {
  const last = page.at(-1)
  if (last === undefined) return window
  const inPage = new Set(page.map(({ id }) => id))
  const to = window.messages.findLastIndex(({ id }) => inPage.has(id))
  const held = window.messages.filter(({ time }, index) => (to === -1 ? time <= last.time : index <= to))
  return withPage({ ...window, messages: held }, page)
}

/** The same message as it is now. */
export function withChanged(window: MessageWindow, changed: readonly MessageView[]): MessageWindow {
  const byId = new Map(changed.map((message) => [message.id, message]))
  if (!window.messages.some(({ id }) => byId.has(id))) return window
  return { ...window, messages: window.messages.map((message) => byId.get(message.id) ?? message) }
}

export function withoutMessages(window: MessageWindow, gone: ReadonlySet<MessageView['id']>): MessageWindow {
  const left = window.messages.filter(({ id }) => !gone.has(id))
  return left.length === window.messages.length ? window : { ...window, messages: left }
}

export type Placement =
  /** It stands after all that is held. */
  | { readonly at: 'end'; readonly window: MessageWindow }
  /** Somewhere in between, or beside one of the same moment: only the engine knows the order. */
  | { readonly at: 'within' }
  /** Beyond an end that goes on. */
  | { readonly at: 'outside' }

/** Where a message that just came belongs. */
export function placeOf(window: MessageWindow, message: MessageView): Placement {
  const [first, last] = [window.messages[0], window.messages.at(-1)]
  if (last === undefined || first === undefined || message.time > last.time) {
    if (window.hasNewer) return { at: 'outside' }
    return { at: 'end', window: { ...window, messages: [...window.messages, message] } }
  }
  if (message.time < first.time && window.hasOlder) return { at: 'outside' }
  return { at: 'within' }
}

/** Cuts the end that is farther from what is looked at, once there is too much. */
export function trimmed(window: MessageWindow, looksAt: MessageView['id'] | undefined): MessageWindow {
  const { messages } = window
  if (messages.length <= HELD_MESSAGES) return window
  const middle = messages.findIndex(({ id }) => id === looksAt)
  const cut = messages.length - KEPT_MESSAGES
  // Without a place the newest is looked at.
  return middle !== -1 && middle < messages.length / 2
    ? { ...window, messages: messages.slice(0, -cut), hasNewer: true }
    : { ...window, messages: messages.slice(cut), hasOlder: true }
}

/** Pages are asked for relative to messages; lines of the room itself have no place there. */
export function firstMessage(window: MessageWindow): MessageId | undefined {
  return idOf(window.messages.find(isMessage))
}

export function lastMessage(window: MessageWindow): MessageId | undefined {
  return idOf(window.messages.findLast(isMessage))
}

export function isMessage({ system }: MessageView): boolean {
  return system === undefined
}

/** A line of the room itself has no id to ask by. */
export function messageIdOf({ id, system }: MessageView): MessageId | undefined {
  return system === undefined ? parseId('message', id) : undefined
}

function idOf(message: MessageView | undefined): MessageId | undefined {
  return message === undefined ? undefined : messageIdOf(message)
}

function unknownOf({ messages }: MessageWindow, page: readonly MessageView[]): readonly MessageView[] {
  const known = new Set(messages.map(({ id }) => id))
  return page.filter(({ id }) => !known.has(id))
}
