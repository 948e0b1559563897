/**
 * What a person keeps of a conversation on this device alone: how it is listed and told of, and what was typed and not sent. Small, read
 * into memory once, on disk when a call returns. Two direct rooms with one person share theirs (GOV-17).
 */
import { type Codec, array, bool, choice, equalBytes, field, id, optional, record, refined, struct, text, uint } from '../codec/index.ts'
import type { AccountId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import type { RoomKey, Store } from '../store/index.ts'
import type { ActCode, Draft, RoomPreferences } from './api.ts'

/** What of a room's record says whose conversation it is. */
export interface NotedRoom {
  readonly key: RoomKey
  readonly peer: AccountId | undefined
}

const PREFERENCES = 'preferences'
const DRAFTS = 'drafts'
const NOTHING = new Uint8Array(0)
const USUAL: RoomPreferences = { pinned: false, archived: false, mutedUntil: 0, notify: 'all' }

const preferences: Codec<RoomPreferences> = struct({
  pinned: field(1, bool),
  archived: field(2, bool),
  mutedUntil: field(3, uint()),
  notify: field(4, choice({ all: 0, mentions: 1, none: 2 })),
  autoFetch: optional(5, choice({ 'as-set': 0, always: 1, nearby: 2, never: 3 })),
})
const mention = refined(
  record({ account: field(0, id('account')), from: field(1, uint()), to: field(2, uint()) }),
  ({ from, to }) => from < to,
)
const draft: Codec<Draft> = struct({
  text: field(1, text(RESOURCE.DRAFT_CHARACTERS)),
  at: field(2, uint()),
  replyTo: optional(3, id('message')),
  edits: optional(4, id('message')),
  mentions: optional(5, array(mention, { max: INTRINSIC.MENTIONS })),
})

export class RoomNotes {
  readonly #store: Store
  readonly #preferences: Map<string, RoomPreferences>
  readonly #drafts: Map<string, Draft>

  constructor(store: Store) {
    this.#store = store
    this.#preferences = readAll(store, PREFERENCES, preferences)
    this.#drafts = readAll(store, DRAFTS, draft)
  }

  preferences(room: NotedRoom): RoomPreferences {
    return this.#preferences.get(nameOf(room)) ?? USUAL
  }

  draft(room: NotedRoom): Draft | undefined {
    return this.#drafts.get(nameOf(room))
  }

  /** What is not named stays. */
  prefer(room: NotedRoom, changes: Partial<RoomPreferences>): RoomPreferences {
    const after = { ...this.preferences(room), ...changes }
    this.#store.values.put(PREFERENCES, nameOf(room), preferences.encode(after))
    this.#preferences.set(nameOf(room), after)
    return after
  }

  /** True when something is other than before. A text too long is refused, and what was kept stays. */
  saveDraft(room: NotedRoom, given: Omit<Draft, 'at'> | null, now: number): Result<boolean, ActCode> {
    const name = nameOf(room)
    const before = this.#drafts.get(name)
    if (given === null || (given.text === '' && given.replyTo === undefined && given.edits === undefined)) {
      if (before === undefined) return ok(false)
      this.#store.values.delete(DRAFTS, name)
      this.#drafts.delete(name)
      return ok(true)
    }
    // Half a character at the end of what was cut cannot be kept as text.
    const after: Draft = { ...given, text: given.text.toWellFormed(), at: Math.max(0, Math.floor(now)) }
    if ([...after.text].length > RESOURCE.DRAFT_CHARACTERS) return fail('TOO_LONG')
    if ((after.mentions?.length ?? 0) > INTRINSIC.MENTIONS) return fail('TOO_MANY')
    if ((after.mentions ?? []).some(({ from, to }) => from >= to || to > after.text.length)) return fail('OUT_OF_RANGE')
    this.#store.values.put(DRAFTS, name, draft.encode(after))
    this.#drafts.set(name, after)
    return ok(before === undefined || !isSame(before, after))
  }

  /** As it is on disk, for own devices to tell each other; empty: as a room comes, or nothing typed. */
  encoded(what: 'preferences' | 'draft', room: NotedRoom): Uint8Array {
    const name = nameOf(room)
    if (what === 'draft') {
      const held = this.#drafts.get(name)
      return held === undefined ? NOTHING : draft.encode(held)
    }
    const held = this.#preferences.get(name)
    return held === undefined ? NOTHING : preferences.encode(held)
  }

  /** What another own device says of a conversation. Nothing that cannot be read takes the place of anything. */
  adopt(what: 'preferences' | 'draft', room: NotedRoom, value: Uint8Array): void {
    const name = nameOf(room)
    if (what === 'draft') this.#adopt(DRAFTS, this.#drafts, draft, name, value)
    else this.#adopt(PREFERENCES, this.#preferences, preferences, name, value)
  }

  #adopt<T>(space: string, held: Map<string, T>, codec: Codec<T>, name: string, value: Uint8Array): void {
    const read = value.length === 0 ? undefined : codec.decode(value)
    if (read?.ok === false) return
    if (read === undefined) {
      this.#store.values.delete(space, name)
      held.delete(name)
    } else {
      this.#store.values.put(space, name, codec.encode(read.value))
      held.set(name, read.value)
    }
  }

  /** A room that is gone: its key may be given to another one day. In the caller's transaction. */
  forget(room: NotedRoom): void {
    for (const space of [PREFERENCES, DRAFTS]) this.#store.values.delete(space, nameOf(room))
    this.#preferences.delete(nameOf(room))
    this.#drafts.delete(nameOf(room))
  }
}

function readAll<T>(store: Store, space: string, codec: Codec<T>): Map<string, T> {
  return new Map(
    store.values.list(space).flatMap(([name, bytes]) => {
      const read = codec.decode(bytes)
      return read.ok ? [[name, read.value] as const] : []
    }),
  )
}

/** An account is 64 digits, a room key never as many. */
function nameOf({ key, peer }: NotedRoom): string {
  return peer ?? String(key)
}

function isSame(a: Draft, b: Draft): boolean {
  return equalBytes(draft.encode({ ...a, at: 0 }), draft.encode({ ...b, at: 0 }))
}
