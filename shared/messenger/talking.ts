/**
 * What a person says in a room: messages, their edits and deletions, marks on them. Checked against the room before anything is written; a
 * returned success is on this device's disk.
 */
import type { MessageId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { PIN, reactionMark, textContents } from '../rooms/kinds/index.ts'
import type { MessageRow } from '../store/index.ts'
import type { ActCode, Messenger } from './api.ts'
import type { DeliveryWatch } from './delivery-watch.ts'
import type { Archives } from './archives/index.ts'
import type { DirectPairs } from './direct-pairs.ts'
import type { Reading } from './reading.ts'
import { type Room, viewOfRow } from './room/index.ts'
import { type Rooms, isStoreFull } from './rooms.ts'
import type { People } from './people/index.ts'

export interface TalkingDeps {
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly people: Pick<People, 'isBlocked' | 'shared'>
  readonly reading: Pick<Reading, 'find' | 'imported'>
  readonly archives: Pick<Archives, 'forget'>
  readonly watch: Pick<DeliveryWatch, 'watch'>
}

export class Talking {
  readonly #deps: TalkingDeps
  /** What is told now was just said here, a few words that somebody waits to see. */
  isSaying = false

  constructor(deps: TalkingDeps) {
    this.#deps = deps
  }

  send: Messenger['send'] = (id, texts, { replyTo, mentions } = {}) => {
    if (texts.length === 0) return fail('EMPTY')
    if (mentions !== undefined && mentions.length > 0 && texts.length > 1) return fail('OUT_OF_RANGE')
    const contents = textContents(texts, { replyTo, mentions })
    if (!contents.ok) return contents
    this.isSaying = texts.length === 1 && (texts[0]?.length ?? 0) <= RESOURCE.EVENT_TEXT_CHARACTERS
    try {
      return this.post(id, contents.value, replyTo)
    } finally {
      this.isSaying = false
    }
  }

  post: Messenger['post'] = (id, contents, replyTo) => {
    const room = this.#deps.pairs.currentRoom(id)
    if (room === undefined) return fail('NO_ROOM')
    const refusal = this.mayWrite(room)
    if (refusal !== undefined) return fail(refusal)
    // Nobody else has it: an answer would claim that there was something signed to answer.
    if (replyTo !== undefined && this.#deps.reading.imported(replyTo) !== undefined) return fail('IMPORTED')
    const sent = this.#committing(room, () => room.post(contents))
    if (sent.ok) this.#deps.watch.watch(room, sent.value)
    return sent
  }

  edit: Messenger['edit'] = (message, text, { mentions } = {}) => this.#onOwn(message, (room, row) => room.edit(row, text, mentions))

  delete: Messenger['delete'] = (message) => this.#onOwn(message, (room, row) => room.delete(row))

  react: Messenger['react'] = (message, emoji, on) => {
    const what = reactionMark(emoji)
    return this.#mark(message, what ?? (emoji === '' ? fail('EMPTY') : fail('TOO_LONG')), on)
  }

  pin: Messenger['pin'] = (message, on) => this.#mark(message, PIN, on)

  /** Of any room: it concerns nobody else, so who left may do it too. */
  forget: Messenger['forget'] = (messages, forgotten) => {
    const { reading, archives } = this.#deps
    const imported = messages.flatMap((message) => reading.imported(message) ?? [])
    const rows = messages.flatMap((message) => reading.find(message) ?? [])
    if (rows.length + imported.length < messages.length) return fail('NO_MESSAGE')
    if (imported.length > 0 && !archives.forget(imported, forgotten)) return fail('STORE_FULL')
    for (const [room, own] of Map.groupBy(rows, (each) => each.room)) {
      const done = this.#committing(room, () => {
        room.forget(
          own.map(({ row }) => row),
          forgotten,
        )
        return ok(undefined)
      })
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  /** Like forgetting, of any room. NO_MESSAGE also where there is no file at that place. */
  hear: Messenger['hear'] = (message, index) => {
    const found = this.#deps.reading.find(message)
    if (found === undefined || (viewOfRow(found.row)?.attachments.length ?? 0) <= index) return fail('NO_MESSAGE')
    return this.#committing(found.room, () => {
      found.room.hear(message, index)
      return ok(undefined)
    })
  }

  /** Why this person may not write there now; undefined when he may. */
  mayWrite(room: Room): ActCode | undefined {
    const { rooms, people } = this.#deps
    const record = rooms.registry.get(room.core.key)
    if (record?.state === 'update-needed') return 'UPDATE_NEEDED'
    const { state, core } = room
    const me = state.members.get(core.account)
    if (me === undefined) return record?.state === 'joining' ? 'NOT_READY' : 'NOT_MEMBER'
    if (state.devices.get(core.keys.device)?.live !== true)
      return people.shared.devices.isOut(core.keys.device) ? 'DEVICE_REVOKED' : 'NOT_READY'
    if (me.role === 0 || (state.kind === 'notice' && me.role < 3)) return 'READ_ONLY'
    if (record?.kind === 'direct' && record.peer !== undefined && people.isBlocked(record.peer)) return 'BLOCKED'
    return undefined
  }

  #mark(message: MessageId, what: string | Result<never, ActCode>, on: boolean): Result<MessageId, ActCode> {
    const found = this.#deps.reading.find(message)
    if (found === undefined) return fail(this.#missing(message))
    if (typeof what !== 'string') return what
    const refusal = this.mayWrite(found.room)
    return refusal === undefined ? this.#committing(found.room, () => found.room.mark(message, what, on)) : fail(refusal)
  }

  #onOwn(message: MessageId, work: (room: Room, row: MessageRow) => Result<MessageId, ActCode>): Result<MessageId, ActCode> {
    const found = this.#deps.reading.find(message)
    if (found === undefined) return fail(this.#missing(message))
    if (found.row.account !== found.room.core.account) return fail('FORBIDDEN')
    const refusal = this.mayWrite(found.room)
    if (refusal !== undefined) return fail(refusal)
    const changed = this.#committing(found.room, () => work(found.room, found.row))
    if (changed.ok) this.#deps.watch.watch(found.room, [message])
    return changed
  }

  #missing(message: MessageId): 'IMPORTED' | 'NO_MESSAGE' {
    return this.#deps.reading.imported(message) === undefined ? 'NO_MESSAGE' : 'IMPORTED'
  }

  /** A commit that fails leaves memory ahead of the disk: the room is read anew, and the act is refused. */
  #committing<T>(room: Room, work: () => Result<T, ActCode>): Result<T, ActCode> {
    try {
      return work()
    } catch (cause) {
      this.#deps.rooms.reopen(room.core.key)
      if (isStoreFull(cause)) return fail('STORE_FULL')
      throw cause
    }
  }
}
