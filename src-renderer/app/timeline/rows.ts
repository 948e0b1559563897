/**
 * What the timeline draws, one row after another: days, the place from which on it is unread, lines of the room itself, a label before what
 * was brought in from elsewhere, and messages in turns (one author, at most five minutes apart, one day, no line between). Pure. A row that is as it was is the same object, so that a change of
 * one message draws one row anew.
 */
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MessageView, SystemLine } from '../../../shared/messenger/index.ts'

export interface MessageRow {
  readonly kind: 'message'
  readonly key: string
  readonly message: MessageView
  readonly isOwn: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  /** The author's name stands above the first bubble of a turn. */
  readonly hasName: boolean
  /** The time stands beside the last bubble of each minute; beside the others it comes with the pointer or the focus. */
  readonly hasTime: boolean
  /** Where this message is, in words beneath. */
  readonly hasFate: boolean
}

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly time: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string; readonly message: MessageView }
  /** Before messages that were brought in from one app, once until others follow. */
  | { readonly kind: 'block'; readonly key: string; readonly app: string }
  /** What the other messenger said itself. */
  | { readonly kind: 'notice'; readonly key: string; readonly message: MessageView }
  | MessageRow

export interface RowsInput {
  readonly messages: readonly MessageView[]
  readonly me: AccountId | undefined
  readonly firstUnread: string | undefined
  /** In a direct room the name is said once a day: there is only one other. */
  readonly isDirect: boolean
  /** The words of the line beneath an own message; undefined where there is nothing to say. */
  readonly fateOf: (message: MessageView, isNewest: boolean) => string | undefined
  /** More follows that is not held: what is last here is not the last of all. */
  readonly hasNewer: boolean
}

const TURN_MS = 5 * 60_000
const MINUTE_MS = 60_000

export function rowsOf(input: RowsInput, before: readonly Row[] = []): readonly Row[] {
  const { me, firstUnread, isDirect } = input
  const messages = input.messages.filter((message, index, all) => isShown(message, all[index + 1], isDirect))
  const fates = fateKeys(input)
  const known = new Map(before.map((row) => [row.key, row]))
  const rows: Row[] = []
  const add = (row: Row) => rows.push(unchanged(known.get(row.key), row))
  let isNamedToday = false
  let block: string | undefined
  for (const [index, message] of messages.entries()) {
    const previous = messages[index - 1]
    const isNewDay = previous === undefined || dayOf(previous.time) !== dayOf(message.time)
    const isUnreadHere = message.id === firstUnread
    if (isNewDay) {
      isNamedToday = false
      add({ kind: 'day', key: `day ${dayOf(message.time)}`, time: message.time })
    }
    if (isUnreadHere) add({ kind: 'unread', key: 'unread' })
    if (message.system !== undefined) {
      add({ kind: 'system', key: message.id, message })
      continue
    }
    // Lines of the room stand between without ending it.
    const isBlockNew = message.imported?.archive !== block
    block = message.imported?.archive
    if (isBlockNew && message.imported !== undefined) add({ kind: 'block', key: `block ${message.id}`, app: message.imported.app })
    if (message.imported?.kind === 'system') {
      add({ kind: 'notice', key: message.id, message })
      continue
    }
    const next = messages[index + 1]
    const isOwn = message.author.account === me
    const isFirst = isNewDay || isUnreadHere || isBlockNew || !isOneTurn(previous, message)
    const isLast = next?.id === firstUnread || !isOneTurn(message, next)
    const hasName: boolean = isFirst && !isOwn && !(isDirect && isNamedToday)
    isNamedToday ||= hasName
    const hasTime = isLast || next === undefined || minuteOf(next.time) !== minuteOf(message.time)
    add({ kind: 'message', key: message.id, message, isOwn, isFirst, isLast, hasName, hasTime, hasFate: fates.has(message.id) })
  }
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows
}

/** How a room of two came to be says nothing to those two. What was done to a room several times over is said once, the last time. */
function isShown({ system }: MessageView, next: MessageView | undefined, isDirect: boolean): boolean {
  if (system === undefined) return true
  if (isDirect && (system.act === 'create' || system.act === 'admit')) return false
  return next?.system === undefined || !isSameLine(system, next.system)
}

function isSameLine(a: SystemLine, b: SystemLine): boolean {
  return a.act === b.act && a.by.account === b.by.account && a.target?.account === b.target?.account && a.detail === b.detail
}

/** Which own messages bear a line; of lines with the same words only the newest. */
function fateKeys({ messages, me, fateOf, hasNewer }: RowsInput): ReadonlySet<string> {
  const keys = new Set<string>()
  const said = new Set<string>()
  let isNewest = !hasNewer
  for (const message of messages.toReversed()) {
    // What was brought in is nobody's delivery.
    if (message.system !== undefined || message.imported !== undefined || message.author.account !== me) continue
    const words = fateOf(message, isNewest)
    isNewest = false
    if (words === undefined || said.has(words)) continue
    said.add(words)
    keys.add(message.id)
  }
  return keys
}

function isOneTurn(earlier: MessageView | undefined, later: MessageView | undefined): boolean {
  if (earlier === undefined || later === undefined || isLine(earlier) || isLine(later)) return false
  // What somebody signed and what a file says of him are never one turn.
  if (earlier.imported?.archive !== later.imported?.archive) return false
  return (
    earlier.author.account === later.author.account && later.time - earlier.time <= TURN_MS && dayOf(earlier.time) === dayOf(later.time)
  )
}

function isLine({ system, imported }: MessageView): boolean {
  return system !== undefined || imported?.kind === 'system'
}

/** The calendar day of this place. */
function dayOf(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS)
}

function unchanged(before: Row | undefined, now: Row): Row {
  if (before === undefined || before.kind !== now.kind) return now
  if (before.kind === 'message' && now.kind === 'message') return isSameMessageRow(before, now) ? before : now
  if (before.kind === 'system' && now.kind === 'system') return before.message === now.message ? before : now
  if (before.kind === 'notice' && now.kind === 'notice') return before.message === now.message ? before : now
  return before
}

function isSameMessageRow(before: MessageRow, now: MessageRow): boolean {
  return (
    before.message === now.message &&
    before.isOwn === now.isOwn &&
    before.isFirst === now.isFirst &&
    before.isLast === now.isLast &&
    before.hasName === now.hasName &&
    before.hasTime === now.hasTime &&
    before.hasFate === now.hasFate
  )
}
