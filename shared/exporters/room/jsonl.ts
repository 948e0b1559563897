/**
 * A room as JSON Lines (EXP-8): all that is known of it, a line each, for programs. The first line says what the file is, the last how many
 * messages there were: a file without it was cut. Times are milliseconds since 1970, as everywhere in our JSON, with ISO beside them.
 */
import { type Language, systemLineText } from '../../i18n/index.ts'
import type { MessageView, SystemLine } from '../../messenger/index.ts'
import type { RoomWriting } from './room-writing.ts'

export const JSONL_VERSION = 1

export function* jsonLinesOf(writing: RoomWriting): Generator<string> {
  const { room, zone, savedAt, range, language } = writing
  yield line({
    sarangbang: 'room',
    version: JSONL_VERSION,
    room: room.room,
    title: room.name,
    kind: room.kind,
    zone: zone.name,
    saved: savedAt,
    ...range,
    me: room.me,
    people: room.people.map(({ account, name, me, member }) => ({ account, name, me, member })),
  })
  let messages = 0
  for (const page of room.pages()) {
    let piece = ''
    for (const view of page) {
      if (view.system === undefined) messages += 1
      piece += line(view.system === undefined ? messageOf(view) : systemOf(view, view.system, language))
    }
    writing.wrote(page)
    yield piece
  }
  yield line({ type: 'end', messages })
}

function messageOf(view: MessageView): object {
  return {
    type: 'message',
    id: view.id,
    at: iso(view.time),
    time: view.time,
    author: view.author,
    kind: view.kind,
    ...(view.text !== undefined && { text: view.text }),
    ...(view.attachments.length > 0 && {
      attachments: view.attachments.map(({ name, size, type, durationMs }) => ({
        name,
        size,
        type,
        ...(durationMs !== undefined && { durationMs }),
      })),
    }),
    ...(view.card !== undefined && { card: view.card }),
    ...(view.place !== undefined && { place: view.place }),
    ...(view.mentions.length > 0 && { mentions: view.mentions }),
    ...(view.replyTo !== undefined && { replyTo: view.replyTo }),
    ...(view.edited !== undefined && { edited: view.edited }),
    ...(view.deleted && { deleted: true }),
    ...(view.hidden && { hidden: true }),
    ...(view.pinned && { pinned: true }),
    ...(view.reactions.length > 0 && { reactions: view.reactions.map(({ emoji, accounts }) => ({ emoji, accounts })) }),
    ...(view.imported !== undefined && { imported: view.imported }),
    ...(view.inDoubt && { inDoubt: true }),
    ...(view.twoStories && { twoStories: true }),
    ...(view.rewritten && { rewritten: true }),
    arrived: view.arrivedAt,
  }
}

function systemOf({ id, time }: MessageView, system: SystemLine, language: Language): object {
  return { type: 'system', id, at: iso(time), time, ...system, text: systemLineText(system, language) }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** JSON escapes controls and lone surrogates; what some readers take for line ends is escaped, too. */
function line(value: object): string {
  return `${JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`
}
