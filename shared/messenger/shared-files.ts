/**
 * MEDIA-75: what a room was given: pictures, files, voice messages and links, newest first, a few at a time. Only messages that may show
 * something of the kind are looked at (`MessageTable.sharing`), so a long room costs what it was given, not what was said in it; and it is done
 * in steps, so that a search through very many of them keeps nobody waiting.
 */
import type { RoomId } from '../ids/index.ts'
import { OPENING, RPC } from '../limits.ts'
import { linksIn } from '../links/index.ts'
import { matchesName } from '../matching/index.ts'
import type { MediaSort } from '../media/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { MessageCursor, MessageRow, MessageTable, RoomKey, Shared } from '../store/index.ts'
import type { ActCode } from './api.ts'
import type { SharedFile, SharedOptions, SharedSort } from './api-media.ts'
import type { Archives } from './archives/index.ts'
import { attachmentViews } from './attachment-views.ts'
import type { DirectPairs } from './direct-pairs.ts'
import { cursorOf } from './message-views.ts'
import type { Names } from './names.ts'
import { viewOfRow } from './room/index.ts'
import type { Rooms } from './rooms.ts'

export interface SharedFilesDeps {
  readonly rooms: Pick<Rooms, 'get'>
  readonly pairs: Pick<DirectPairs, 'keysOf' | 'readKeysOf' | 'row'>
  readonly archives: Pick<Archives, 'views' | 'has'>
  readonly names: Names
  readonly messages: Pick<MessageTable, 'sharing'>
}

const DEFAULT_LIMIT = 60

const LOOKED_AT: Readonly<Record<SharedSort, Shared>> = { pictures: 'files', files: 'files', voices: 'voices', links: 'links' }
const SORTS: Readonly<Record<Exclude<SharedSort, 'links'>, ReadonlySet<MediaSort>>> = {
  pictures: new Set<MediaSort>(['photo', 'video']),
  files: new Set<MediaSort>(['file', 'folder', 'audio']),
  voices: new Set<MediaSort>(['voice']),
}

/** In steps; the result is what the last one returns. */
export function* sharedFiles(
  deps: SharedFilesDeps,
  id: RoomId,
  { sort, search = '', before, limit = DEFAULT_LIMIT }: SharedOptions,
): Generator<undefined, Result<readonly SharedFile[], ActCode>> {
  const { pairs, rooms, archives } = deps
  const isThere = archives.has(id) || pairs.keysOf(id).some((key) => rooms.get(key) !== undefined)
  if (!isThere) return fail('NO_ROOM')
  const keys = pairs.readKeysOf(id)
  const first = before === undefined ? undefined : pairs.row(keys, before)
  if (before !== undefined && first === undefined) return fail('NO_MESSAGE')
  const wanted = Math.max(1, Math.min(limit, RPC.PAGE_MESSAGES))
  const found: SharedFile[] = []
  let cursor = first === undefined ? undefined : cursorOf(first)
  for (;;) {
    const rows = newestOf(deps, keys, LOOKED_AT[sort], cursor)
    for (const row of rows) {
      found.push(...givenBy(deps, row, sort).filter((one) => isFound(one, search)))
      // All of a message together: the next page begins with another one.
      if (found.length >= wanted) return ok(found)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < OPENING.LOOKED_AT_ONCE) return ok(found)
    cursor = cursorOf(last)
    yield undefined
  }
}

/** Of all rooms of a conversation together. */
function newestOf(
  { messages }: SharedFilesDeps,
  keys: readonly RoomKey[],
  what: Shared,
  before: MessageCursor | undefined,
): readonly MessageRow[] {
  const rows = keys.map((key) => messages.sharing(key, what, OPENING.LOOKED_AT_ONCE, before))
  const [only] = rows
  if (rows.length === 1 && only !== undefined) return only
  const newestFirst = rows.flat().toSorted((a, b) => b.t - a.t || b.c - a.c || (a.id < b.id ? 1 : -1))
  return newestFirst.slice(0, OPENING.LOOKED_AT_ONCE)
}

function givenBy({ rooms, archives, names }: SharedFilesDeps, row: MessageRow, sort: SharedSort): readonly SharedFile[] {
  const room = rooms.get(row.room)
  if (room === undefined) {
    // Brought in from elsewhere: there are words, and no files.
    const [view] = sort === 'links' ? archives.views([row]) : []
    return view === undefined
      ? []
      : linksOf(view.text).map((link) => ({ ...of(row, view.author), index: undefined, attachment: undefined, link }))
  }
  if (room.state.hidden.has(row.id)) return []
  const said = viewOfRow(row)
  if (said === undefined) return []
  const by = of(row, { account: row.account, name: names.nameOf(row.account, room) })
  if (sort === 'links') return linksOf(said.text).map((link) => ({ ...by, index: undefined, attachment: undefined, link }))
  return attachmentViews(said.attachments).flatMap((attachment, index) =>
    SORTS[sort].has(attachment.sort) ? [{ ...by, index, attachment, link: undefined }] : [],
  )
}

function of({ id, t }: MessageRow, author: SharedFile['author']): Pick<SharedFile, 'message' | 'author' | 'time'> {
  return { message: id, author, time: t }
}

/** Each once. */
function linksOf(text: string | undefined): readonly string[] {
  const links = linksIn(text ?? '').filter(({ href }) => /^https?:/.test(href))
  return [...new Set(links.map(({ href }) => href))]
}

/** As names are found everywhere: by initial consonants and half-typed syllables too. A link by what stands in its address. */
function isFound({ attachment, link }: SharedFile, search: string): boolean {
  if (search.trim() === '') return true
  return matchesName(attachment?.name ?? readable(link ?? ''), search) !== undefined
}

/** An address as a person reads it: 한글 rather than its percents. */
function readable(link: string): string {
  try {
    return decodeURI(link)
  } catch {
    return link
  }
}
