/** What a person asks of conversations, says of them and notes about them; each with its answer. Messages are elsewhere (reading.ts). */
import type { RoomId } from '../ids/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { RoomKey, Store } from '../store/index.ts'
import type { ActCode, Messenger, MessengerEvent } from './api.ts'
import type { Governing } from './governing.ts'
import { RoomList, type RoomListDeps, notedRoom } from './room-list.ts'
import { RoomNotes } from './room-notes.ts'
import { inviteViews, memberViews } from './room-views.ts'
import type { Room } from './room/index.ts'
import { Typing, type TypingDeps } from './typing.ts'

export interface ConversationsDeps extends Omit<RoomListDeps, 'notes'>, Pick<TypingDeps, 'clock' | 'hub'> {
  readonly store: Store
  readonly governing: Governing
  /** Why nothing may be written into a room now. */
  mayWrite(room: Room): ActCode | undefined
  /** Whether this person tells that he types, and is told. */
  hasTyping(): boolean
  emit(event: MessengerEvent): void
}

export class Conversations {
  readonly typing: Typing
  readonly #deps: ConversationsDeps
  readonly notes: RoomNotes
  readonly #list: RoomList

  constructor(deps: ConversationsDeps) {
    this.#deps = deps
    this.notes = new RoomNotes(deps.store)
    this.#list = new RoomList({ ...deps, notes: this.notes })
    this.typing = new Typing({
      clock: deps.clock,
      hub: () => deps.hub(),
      isOn: () => deps.hasTyping(),
      roomId: (key) => deps.rooms.registry.get(key)?.room,
      emit: (event) => deps.emit(event),
    })
  }

  rooms: Messenger['rooms'] = () => this.#list.all()

  details: Messenger['roomDetails'] = (id) => {
    const room = this.#deps.pairs.currentRoom(id)
    return room === undefined ? fail('NO_ROOM') : this.#deps.governing.details(room.core.id)
  }

  change: Messenger['changeRoom'] = (id, changes) => this.#deps.pairs.inEach(id, (room) => this.#deps.governing.change(room, changes))

  members: Messenger['members'] = (id) => {
    const { pairs, names, reaching } = this.#deps
    const room = pairs.currentRoom(id)
    return room === undefined ? fail('NO_ROOM') : ok(memberViews(room, pairs.roomsOf(id), names, reaching))
  }

  invites: Messenger['invites'] = (id) => {
    const { pairs, names, now } = this.#deps
    const room = pairs.currentRoom(id)
    return room === undefined ? fail('NO_ROOM') : ok(inviteViews(room, now(), names))
  }

  prefer: Messenger['preferRoom'] = (id, preferences) =>
    this.#noting(id, (noted) => {
      const after = this.notes.prefer(noted, preferences)
      this.#deps.emit({ type: 'room', room: id })
      return ok(after)
    })

  saveDraft: Messenger['saveDraft'] = (id, draft) =>
    this.#noting(id, (noted) => {
      const saved = this.notes.saveDraft(noted, draft, this.#deps.now())
      if (!saved.ok) return saved
      if (saved.value) this.#deps.emit({ type: 'room', room: id })
      return ok(undefined)
    })

  /** Into the room that new messages go to. */
  say: Messenger['typing'] = (id, isTyping) => {
    const room = this.#deps.pairs.currentRoom(id)
    if (room === undefined) return fail('NO_ROOM')
    const refusal = this.#deps.mayWrite(room)
    if (refusal !== undefined) return fail(refusal)
    this.typing.say(room.core.key, isTyping)
    return ok(undefined)
  }

  /**
   * Something happened. A message ends what was said of its writing; one that was deleted is not to live on in a draft of its edit (DEL-1).
   */
  told(event: MessengerEvent): void {
    if (event.type === 'clock') this.#list.changed()
    if (!('room' in event)) return
    const { rooms, store } = this.#deps
    const key = rooms.registry.byId(event.room)
    this.#list.changed(key)
    if (event.type !== 'message' && event.type !== 'message-changed') return
    const record = key === undefined ? undefined : rooms.registry.get(key)
    if (key === undefined || record === undefined) return
    if (event.type === 'message' && event.own) return this.typing.sent(key)
    // A catch-up tells of thousands at once: none is read back unless somebody is said to be writing it.
    if (event.type === 'message' && !this.typing.isHeardIn(key)) return
    const row = store.messages.get(key, event.message)
    if (row === undefined) return
    if (event.type === 'message') this.typing.over(key, row.account)
    else if (row.deleted && this.notes.draft(notedRoom(key, record))?.edits === row.id) this.saveDraft(event.room, null)
  }

  /** Messages were made anew from blocks. */
  recount(): void {
    this.#list.changed()
  }

  /** The room is dropped: its key may be given to another one day. In the caller's transaction. */
  dropped(key: RoomKey): void {
    const record = this.#deps.rooms.registry.get(key)
    if (record !== undefined) this.notes.forget(notedRoom(key, record))
  }

  #noting<T>(id: RoomId, work: (noted: ReturnType<typeof notedRoom>) => Result<T, ActCode>): Result<T, ActCode> {
    const { registry } = this.#deps.rooms
    const key = registry.byId(id)
    const record = key === undefined ? undefined : registry.get(key)
    return key === undefined || record === undefined ? fail('NO_ROOM') : work(notedRoom(key, record))
  }
}
