/**
 * Which new messages call a person who looks elsewhere, and with what words: pure functions, used by the shell of the window and by a page
 * in a browser alike. They look at as little of a room and a message as they need.
 */
import { type Language, contentLine, noticeWords, translator } from '../i18n/index.ts'
import { SHELL } from '../limits.ts'
import type { ContentSummary } from '../rooms/kinds/index.ts'

export interface NoticedRoom {
  readonly room: string
  readonly kind: string
  readonly name: string
  readonly unread: number
  readonly preferences: { readonly mutedUntil: number; readonly notify: 'all' | 'mentions' | 'none'; readonly archived: boolean }
}

export interface NoticedMessage {
  readonly id: string
  readonly author: { readonly name: string }
  readonly text?: string | undefined
  readonly holds?: ContentSummary | undefined
  readonly deleted: boolean
  readonly mentionsMe: boolean
}

/** The newest of `count` messages that came to a room within a moment. */
export interface Arrived {
  readonly newest: NoticedMessage
  readonly count: number
  readonly room: NoticedRoom
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

/** What badges, tray and title count: nothing of rooms that are silent or put away. */
export function unreadCount(rooms: readonly Pick<NoticedRoom, 'unread' | 'preferences'>[], now: number): number {
  return rooms
    .filter(({ preferences }) => preferences.mutedUntil <= now && preferences.notify !== 'none' && !preferences.archived)
    .reduce((sum, { unread }) => sum + unread, 0)
}

/** Undefined: this calls nobody. */
export function noticeOf(
  { newest, count, room: of }: Arrived,
  chosen: { readonly notifications: 'full' | 'name' | 'none' },
  moment: Moment,
  language: Language,
): Notice | undefined {
  const words = translator(noticeWords, language)
  const { mutedUntil, notify } = of.preferences
  if (chosen.notifications === 'none' || notify === 'none' || newest.deleted || of.unread === 0) return undefined
  if (moment.quietUntil > moment.now || mutedUntil > moment.now || moment.watchedRoom === of.room) return undefined
  if (notify === 'mentions' && !newest.mentionsMe) return undefined
  const isDirect = of.kind === 'direct'
  const author = newest.author.name
  if (count > SHELL.NOTIFIED_ONE_BY_ONE) return { title: of.name, body: words('newMessages', { count }) }
  const line = contentLine(newest, language)
  if (chosen.notifications === 'name' || line === undefined) {
    if (newest.mentionsMe && !isDirect) return { title: of.name, body: words('mentioned', { name: author }) }
    return { title: isDirect ? author : of.name, body: words('newMessage') }
  }
  const text = shortened(line)
  return { title: of.name, body: isDirect ? text : words('said', { name: author, text }) }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= SHELL.NOTIFIED_CHARACTERS ? line : `${characters.slice(0, SHELL.NOTIFIED_CHARACTERS - 1).join('')}…`
}
