/**
 * Messages and system lines as a person sees them: rows, marks, governance and custody joined with the names this person uses. Nothing here
 * changes anything.
 */
import type { AccountId, MessageId } from '../ids/index.ts'
import { isDoubtful } from '../feeds/clock/index.ts'
import type { GovEvent } from '../rooms/governance/index.ts'
import { summaryOf } from '../rooms/kinds/index.ts'
import { type MarkBy, reactionsOf } from '../rooms/timeline/index.ts'
import type { MessageCursor, MessageRow } from '../store/index.ts'
import type { MessageView, PersonRef, SystemLine } from './api.ts'
import { attachmentViews } from './attachment-views.ts'
import { type CarrierLine, carrierLines } from './carrier-lines.ts'
import type { Names } from './names.ts'
import { type RecordedLine, type Room, lineOf, readMark, readTwin, storyOf, viewOfRow } from './room/index.ts'
import type { Archives } from './archives/index.ts'
import type { Rooms } from './rooms.ts'
import { changeOf, deliveryOf } from './whereabouts.ts'

/** In the order of the rows, each as its own room or archive has it. */
export function viewsOf(
  { rooms, archives, names }: { readonly rooms: Pick<Rooms, 'get'>; readonly archives: Pick<Archives, 'views'>; readonly names: Names },
  rows: readonly MessageRow[],
): readonly MessageView[] {
  const views = new Map<MessageView['id'], MessageView>()
  for (const [key, own] of Map.groupBy(rows, ({ room }) => room)) {
    const room = rooms.get(key)
    for (const view of room === undefined ? archives.views(own) : messageViews(room, own, names)) views.set(view.id, view)
  }
  return rows.flatMap(({ id }) => views.get(id) ?? [])
}

/** The rows of a page, with their reactions. */
export function messageViews(room: Room, rows: readonly MessageRow[], names: Names): readonly MessageView[] {
  const ids = rows.map(({ id }) => id)
  const marks = new Map<MessageId, MarkBy[]>()
  const stories = new Map<MessageId, Set<string>>()
  for (const row of room.core.store.messages.amendmentsOf(room.core.key, ids)) {
    const twin = readTwin(row)
    if (twin !== undefined) stories.set(row.message, (stories.get(row.message) ?? new Set()).add(storyOf(twin.candidate.entry)))
    const mark = readMark(row)
    // KEY-12: a mark counts while its account belongs here, or did.
    if (mark === undefined) continue
    const list = marks.get(row.message)
    if (list === undefined) marks.set(row.message, [mark])
    else list.push(mark)
  }
  const pinned = new Set(room.views.pins.map(({ message }) => message))
  return rows.map((row) => ({
    ...messageView(room, row, marks.get(row.id) ?? [], (stories.get(row.id)?.size ?? 0) > 1, names),
    pinned: !row.deleted && pinned.has(row.id),
  }))
}

function messageView(
  room: Room,
  row: MessageRow,
  marks: readonly MarkBy[],
  hasStories: boolean,
  names: Names,
): Omit<MessageView, 'pinned'> {
  const me = names.me()
  const said = viewOfRow(row)
  const change = room.changes.of(row)
  return {
    id: row.id,
    room: names.shownAs(room.core.id),
    author: { account: row.account, name: names.nameOf(row.account, room) },
    time: row.t,
    kind: row.kind,
    text: said?.text,
    mentions: said?.mentions ?? [],
    attachments: attachmentViews(said?.attachments ?? [], (index) => room.views.heard.has(row.id, index)),
    card: said?.card,
    place: said?.place,
    holds: said === undefined ? undefined : summaryOf(said),
    mentionsMe: row.namesMe,
    replyTo: row.replyTo,
    edited: row.editedAt === 0 ? undefined : row.editedAt,
    deleted: row.deleted,
    hidden: room.state.hidden.has(row.id),
    reactions: row.deleted ? [] : reactionsOf(marks).map(({ emoji, accounts }) => ({ emoji, accounts, mine: accounts.includes(me) })),
    imported: undefined,
    delivery: deliveryOf(room, row, names, change),
    change: change === undefined ? undefined : changeOf(room, row.account, change),
    arrivedAt: row.arrivedAt,
    inDoubt: isDoubtful([row.t, row.c], room.core.clock.now()),
    // FORK-2: one id with two contents, by somebody whose device told two stories.
    twoStories: hasStories && !row.deleted && room.isForked(row.account),
    rewritten: room.rewritten.concerns(row.account, row.id),
    system: undefined,
  }
}

/** Governance as lines of the timeline, ascending, between two times. */
export function systemLines(room: Room, from: number, to: number, names: Names): readonly MessageView[] {
  const carriers = carrierLines(room, names)
  return room.state.events
    .filter(({ t, kind, isRepeat }) => t >= from && t <= to && SHOWN.has(kind) && isRepeat !== true)
    .map((event) => systemView(room, event, names, carriers.get(event)))
}

const SHOWN: ReadonlySet<GovEvent['kind']> = new Set([
  'create',
  'admit',
  'raise',
  'limit',
  'remove',
  'leave',
  'set',
  'invite',
  'uninvite',
  'device',
  'drop',
  'vouch',
  'carrier',
])

function systemView(room: Room, event: GovEvent, names: Names, carrier: CarrierLine | undefined): MessageView {
  const person = (account: AccountId): PersonRef => ({ account, name: names.nameOf(account, room) })
  const line = { ...lineOf(event), ...carrier }
  return {
    id: line.id,
    room: names.shownAs(room.core.id),
    author: person(event.by),
    time: event.t,
    kind: 'system',
    text: undefined,
    mentions: [],
    attachments: [],
    card: undefined,
    place: undefined,
    holds: undefined,
    mentionsMe: false,
    replyTo: undefined,
    edited: undefined,
    deleted: false,
    hidden: false,
    reactions: [],
    pinned: false,
    imported: undefined,
    delivery: { state: 'received' },
    change: undefined,
    arrivedAt: event.t,
    inDoubt: false,
    twoStories: false,
    rewritten: false,
    system: systemLineOf(line, person),
  }
}

export function systemLineOf({ act, by, target, detail }: RecordedLine, person: (account: AccountId) => PersonRef): SystemLine {
  return { act, by: person(by), target: target === undefined ? undefined : person(target), detail }
}

export function cursorOf({ t, c, id }: MessageRow): MessageCursor {
  return { t, c, id }
}
