/**
 * What the shell reads of the house, and what follows from it for the tray, the badge and notifications: pure functions over parsed data.
 * Parsed, because an engine the shell attached to may be of another version.
 */
import * as v from 'valibot'
import { SHELL } from '../../shared/limits.ts'
import type { Words } from './words.ts'

const language = v.picklist(['ko', 'en'])
const theme = v.picklist(['light', 'dark', 'system'])

export const hostState = v.object({ phase: v.string(), language, theme })
export type HostState = v.InferOutput<typeof hostState>

export const settings = v.object({
  notifications: v.fallback(v.picklist(['full', 'name', 'none']), 'full'),
  background: v.fallback(v.boolean(), false),
  lockWithSystem: v.fallback(v.boolean(), false),
})
export type Settings = v.InferOutput<typeof settings>

const preferences = v.object({
  mutedUntil: v.fallback(v.number(), 0),
  notify: v.fallback(v.picklist(['all', 'mentions', 'none']), 'all'),
  archived: v.fallback(v.boolean(), false),
})
const room = v.object({
  room: v.string(),
  kind: v.string(),
  name: v.string(),
  unread: v.number(),
  preferences: v.fallback(preferences, { mutedUntil: 0, notify: 'all', archived: false }),
})
export type Room = v.InferOutput<typeof room>
export const roomList = v.array(room)

export const message = v.object({
  id: v.string(),
  room: v.string(),
  author: v.object({ name: v.string() }),
  text: v.optional(v.string()),
  deleted: v.boolean(),
  mentionsMe: v.fallback(v.boolean(), false),
})
export type Message = v.InferOutput<typeof message>

export const houseEvent = v.variant('type', [
  v.object({ type: v.literal('host'), state: hostState }),
  v.object({ type: v.literal('message'), room: v.string(), message: v.string(), own: v.boolean() }),
  v.object({ type: v.literal('room') }),
  v.object({ type: v.literal('settings') }),
  v.object({ type: v.literal('lagged') }),
])

/** What tray and badge count: nothing of rooms that are silent or put away. */
export function unreadIn(rooms: readonly Room[], now: number): number {
  return rooms
    .filter(({ preferences: wanted }) => wanted.mutedUntil <= now && wanted.notify !== 'none' && !wanted.archived)
    .reduce((sum, { unread }) => sum + unread, 0)
}

export interface Moment {
  readonly now: number
  /** Until when the person wants no notification at all. */
  readonly quietUntil: number
  /** The room that is on the screen in a window that has the focus. */
  readonly watchedRoom: string | undefined
}

export interface Notice {
  readonly title: string
  readonly body: string
}

/** What a notification says of the newest of `count` messages in a room; undefined: there is none. */
export function noticeOf(
  { newest, count, room: of }: { readonly newest: Message; readonly count: number; readonly room: Room },
  chosen: Settings,
  moment: Moment,
  words: Words,
): Notice | undefined {
  const { mutedUntil, notify } = of.preferences
  if (chosen.notifications === 'none' || notify === 'none' || newest.deleted || of.unread === 0) return undefined
  if (moment.quietUntil > moment.now || mutedUntil > moment.now || moment.watchedRoom === of.room) return undefined
  if (notify === 'mentions' && !newest.mentionsMe) return undefined
  const isDirect = of.kind === 'direct'
  const author = newest.author.name
  if (count > SHELL.NOTIFIED_ONE_BY_ONE) return { title: of.name, body: words('newMessages', { count }) }
  if (chosen.notifications === 'name' || newest.text === undefined) {
    if (newest.mentionsMe && !isDirect) return { title: of.name, body: words('mentioned', { name: author }) }
    return { title: isDirect ? author : of.name, body: words('newMessage') }
  }
  const text = shortened(newest.text)
  return { title: of.name, body: isDirect ? text : words('said', { name: author, text }) }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= SHELL.NOTIFIED_CHARACTERS ? line : `${characters.slice(0, SHELL.NOTIFIED_CHARACTERS - 1).join('')}…`
}
