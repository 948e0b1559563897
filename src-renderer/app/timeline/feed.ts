/**
 * Keeps the stretch of one room's conversation that is held in the page: opens it where it was left, fetches more at either end, and follows
 * what the engine tells. One message that came or changed is asked for by itself; only after a gap in the events is the stretch read anew.
 * The view is told where to stand by `stand`, each time with another number.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { call, onEvent } from '../engine/index.ts'
import { placeIn } from './places.ts'
import {
  EMPTY_WINDOW,
  firstMessage,
  isMessage,
  lastMessage,
  messageIdOf,
  type MessageWindow,
  placeOf,
  trimmed,
  withChanged,
  withNewer,
  withOlder,
  withoutMessages,
  withPage,
  withTail,
} from './window.ts'

/** Where the view shall stand now. */
export type Stand =
  | { readonly at: 'newest' }
  | { readonly at: 'unread' }
  /** `offset`: px of it above the upper edge; `flash`: it was looked for. */
  | { readonly at: 'message'; readonly id: MessageView['id']; readonly offset?: number; readonly flash?: boolean }

export interface FeedState {
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly code: string | undefined
  readonly window: MessageWindow
  /** Another number for another stretch of the conversation, as after a jump. */
  readonly stretch: number
  /** Where it was unread when the room was opened, or when it came unseen; stays until the room is left. */
  readonly firstUnread: MessageId | undefined
  readonly stand: Stand & { readonly number: number }
  readonly fetching: { readonly older: boolean; readonly newer: boolean }
  /** Messages that are answered and not held; null: not to be had. */
  readonly quoted: ReadonlyMap<MessageId, MessageView | null>
  /** What was searched for, in the message it was found in. */
  readonly mark: { readonly id: MessageId; readonly text: string } | undefined
  /** What came while this was open, the newest last; for being read aloud. */
  readonly came: readonly MessageView[]
}

export interface Feed {
  readonly store: StoreApi<FeedState>
  /** Follows the engine until the returned function is called. */
  follow(): () => void
  open(): Promise<void>
  /** False when the message is not to be had. */
  jumpTo(message: MessageId, mark?: string): Promise<boolean>
  jumpToTime(at: number): Promise<void>
  jumpToNewest(): Promise<void>
  fetchOlder(): Promise<void>
  fetchNewer(): Promise<void>
  /** Lets go of what is far from the message that is looked at. */
  trim(looksAt: MessageView['id'] | undefined): void
  /** After events were missed. */
  readAnew(): Promise<void>
}

const OPENED = 80
const PAGE = 80
const AROUND = 100
const BESIDE = 30
/** More at once are read as a page rather than one by one. */
const SINGLES = 8
const LONGEST_PAGE = 500
const CAME_KEPT = 20
const NOTHING_ASKED = { older: false, newer: false }

export function createFeed(room: RoomId, isWatched: () => boolean): Feed {
  const store = createStore<FeedState>(() => ({
    phase: 'loading',
    code: undefined,
    window: EMPTY_WINDOW,
    stretch: 0,
    firstUnread: undefined,
    stand: { at: 'newest', number: 0 },
    fetching: NOTHING_ASKED,
    quoted: new Map(),
    mark: undefined,
    came: [],
  }))
  /** With the message itself where its event brought it. */
  const arrived = new Map<MessageId, MessageView | undefined>()
  const stale = new Set<MessageId>()
  /** Grows whenever the stretch becomes another: an answer to an older question no longer fits. */
  let stretch = 0
  let isSettling = false
  let hasNewLines = false
  let missed = false

  const set = (changes: Partial<FeedState>) => store.setState(changes)
  const held = () => store.getState().window
  const standAt = (stand: Stand) => set({ stand: { ...stand, number: store.getState().stand.number + 1 } })

  async function open(): Promise<void> {
    const mine = ++stretch
    const left = placeIn(room)
    if (store.getState().phase === 'failed') set({ phase: 'loading', code: undefined })
    const opened = await call('messages.open', { room, limit: OPENED })
    if (mine !== stretch) return
    if (!opened.ok) return set({ phase: 'failed', code: opened.error.code })
    const { messages, firstUnread, hasOlder, hasNewer } = opened.value
    if (firstUnread === undefined && left !== undefined && (await reopenedAt(left, mine))) return
    if (mine !== stretch) return
    settle({ messages, hasOlder, hasNewer }, firstUnread)
    standAt({ at: firstUnread === undefined ? 'newest' : 'unread' })
  }

  /** Where it was left, when that is still to be had. */
  async function reopenedAt(left: { readonly id: MessageId; readonly offset: number }, mine: number): Promise<boolean> {
    const page = await call('messages.page', { room, around: left.id, limit: AROUND, system: true })
    if (mine !== stretch || !page.ok) return false
    settle({ messages: page.value, hasOlder: true, hasNewer: true }, undefined)
    standAt({ at: 'message', ...left })
    return true
  }

  function settle(window: MessageWindow, firstUnread = store.getState().firstUnread): void {
    set({ phase: 'ready', code: undefined, window, firstUnread, fetching: NOTHING_ASKED, stretch })
    void fetchQuoted()
    void settleEvents()
  }

  async function jumpTo(id: MessageId, mark?: string): Promise<boolean> {
    set({ mark: mark === undefined ? undefined : { id, text: mark } })
    if (held().messages.some((message) => message.id === id)) {
      standAt({ at: 'message', id, flash: true })
      return true
    }
    const mine = ++stretch
    const page = await call('messages.page', { room, around: id, limit: AROUND, system: true })
    if (mine !== stretch) return true
    if (!page.ok || !page.value.some((message) => message.id === id)) {
      if (store.getState().phase === 'loading') await open()
      return false
    }
    settle({ messages: page.value, hasOlder: true, hasNewer: true })
    standAt({ at: 'message', id, flash: true })
    return true
  }

  async function jumpToTime(at: number): Promise<void> {
    const mine = ++stretch
    const page = await call('messages.page', { room, at, limit: AROUND, system: true })
    if (mine !== stretch || !page.ok) return
    const first = page.value.find(({ time }) => time >= at) ?? page.value.at(-1)
    settle({ messages: page.value, hasOlder: true, hasNewer: true })
    if (first !== undefined) standAt({ at: 'message', id: first.id, offset: 0 })
  }

  async function jumpToNewest(): Promise<void> {
    if (!held().hasNewer) return standAt({ at: 'newest' })
    const mine = ++stretch
    const page = await call('messages.page', { room, limit: OPENED, system: true })
    if (mine !== stretch || !page.ok) return
    settle({ messages: page.value, hasOlder: isFull(page.value, OPENED), hasNewer: false })
    standAt({ at: 'newest' })
  }

  async function fetchOlder(): Promise<void> {
    const { fetching, window } = store.getState()
    const before = firstMessage(window)
    if (fetching.older || !window.hasOlder || before === undefined) return
    const mine = stretch
    set({ fetching: { ...fetching, older: true } })
    const page = await call('messages.page', { room, before, limit: PAGE, system: true })
    if (mine !== stretch) return
    set({ fetching: { ...store.getState().fetching, older: false } })
    if (page.ok) set({ window: withOlder(held(), page.value, isFull(page.value, PAGE)) })
    void fetchQuoted()
  }

  async function fetchNewer(): Promise<void> {
    const { fetching, window } = store.getState()
    const after = lastMessage(window)
    if (fetching.newer || !window.hasNewer || after === undefined) return
    const mine = stretch
    set({ fetching: { ...fetching, newer: true } })
    const page = await call('messages.page', { room, after, limit: PAGE, system: true })
    if (mine !== stretch) return
    set({ fetching: { ...store.getState().fetching, newer: false } })
    if (page.ok) set({ window: withNewer(held(), page.value, isFull(page.value, PAGE)) })
    void fetchQuoted()
  }

  function heard(event: HouseEvent | Lagged): void {
    if (event.type === 'lagged') missed = true
    // What was brought in tells of no single message.
    else if (event.type === 'contact' || event.type === 'imports') missed = true
    else if (!('room' in event) || event.room !== room) return
    else if (event.type === 'message') arrived.set(event.message, event.view)
    else if (event.type === 'message-changed' || event.type === 'delivery' || event.type === 'change') stale.add(event.message)
    else if (event.type === 'room') hasNewLines = true
    else if (event.type === 'fork' || event.type === 'rewritten') missed = true
    else return
    void settleEvents()
  }

  /** One after another, so that what came first is there first; events in between are taken together. */
  async function settleEvents(): Promise<void> {
    if (isSettling || store.getState().phase !== 'ready') return
    isSettling = true
    try {
      while (arrived.size > 0 || stale.size > 0 || hasNewLines || missed) {
        if (missed) await readAnew()
        else if (arrived.size > 0) await fetchArrived(taken(arrived, new Map(arrived)))
        else if (stale.size > 0) await fetchStale(taken(stale, [...stale]))
        else await fetchLines()
      }
    } finally {
      isSettling = false
    }
  }

  async function fetchArrived(news: ReadonlyMap<MessageId, MessageView | undefined>): Promise<void> {
    if (news.size > SINGLES) {
      await fetchTail(news.size + BESIDE, true)
      return
    }
    const brought = [...news.values()].filter((view) => view !== undefined)
    const found = brought.length === news.size ? brought : await getAll([...news.keys()])
    for (const message of found.toSorted((a, b) => a.time - b.time)) await place(message)
    void fetchQuoted()
  }

  async function place(message: MessageView): Promise<void> {
    const placement = placeOf(held(), message)
    if (placement.at === 'end') {
      noteCame([message])
      set({ window: placement.window })
    } else if (placement.at === 'within') {
      const id = messageIdOf(message)
      const mine = stretch
      const page = await call('messages.page', { room, ...(id !== undefined && { around: id }), limit: BESIDE, system: true })
      if (mine !== stretch) return
      if (page.ok) set({ window: withPage(held(), page.value) })
      noteCame([message])
    } else noteCame([message])
    // What I said myself is what I want to see.
    if (message.delivery.state !== 'received') await jumpToNewest()
  }

  function noteCame(messages: readonly MessageView[]): void {
    // What was brought in is old, however new it is here.
    const others = messages.filter(
      (message) => isMessage(message) && message.imported === undefined && message.delivery.state === 'received',
    )
    const [first] = others
    if (first === undefined) return
    const { came, firstUnread } = store.getState()
    set({
      came: [...came, ...others].slice(-CAME_KEPT),
      ...(firstUnread === undefined && !isWatched() && { firstUnread: messageIdOf(first) }),
    })
  }

  /** The newest ones, when they are held at all. */
  async function fetchTail(count: number, isNews: boolean): Promise<void> {
    if (held().hasNewer) return
    const mine = stretch
    const limit = Math.min(LONGEST_PAGE, count)
    const page = await call('messages.page', { room, limit, system: true })
    if (mine !== stretch || !page.ok) return
    const isAll = !isFull(page.value, limit)
    const before = held()
    const known = new Set(before.messages.map(({ id }) => id))
    const window = isAll ? { messages: page.value, hasOlder: false, hasNewer: false } : withTail(before, page.value)
    if (isNews) noteCame(page.value.filter(({ id, time }) => !known.has(id) && time >= (before.messages.at(-1)?.time ?? 0)))
    const isJoined = before.messages.length === 0 || page.value.some(({ id }) => known.has(id)) || isAll
    // More came than a page: what lies between is fetched when somebody scrolls there.
    set({ window: isJoined ? window : { ...before, hasNewer: true } })
    void fetchQuoted()
  }

  async function fetchLines(): Promise<void> {
    hasNewLines = false
    await fetchTail(BESIDE, false)
  }

  async function fetchStale(ids: readonly MessageId[]): Promise<void> {
    const { quoted } = store.getState()
    const shown = new Set(held().messages.map(({ id }) => id))
    const wanted = ids.filter((id) => shown.has(id) || quoted.has(id))
    if (wanted.length > SINGLES * 2) {
      missed = true
      return
    }
    const changed = await getAll(wanted)
    const found = new Map(changed.map((message) => [message.id, message]))
    // What is not to be had any more was taken out of this person's sight.
    const gone = new Set(wanted.filter((id) => !found.has(id)))
    set({ window: withoutMessages(withChanged(held(), changed), gone) })
    if (wanted.some((id) => quoted.has(id))) {
      const again = new Map(store.getState().quoted)
      for (const id of wanted) if (again.has(id)) again.set(id, found.get(id) ?? null)
      set({ quoted: again })
    }
  }

  async function readAnew(): Promise<void> {
    missed = false
    arrived.clear()
    stale.clear()
    const { phase, window } = store.getState()
    if (phase !== 'ready') return open()
    const messages = window.messages.filter(isMessage)
    if (!window.hasNewer) await fetchTail(messages.length + BESIDE, true)
    const middle = messages[Math.floor(messages.length / 2)]
    const around = middle === undefined ? undefined : messageIdOf(middle)
    if (around === undefined || (!window.hasNewer && messages.length + BESIDE <= LONGEST_PAGE)) return
    const mine = stretch
    const page = await call('messages.page', { room, around, limit: LONGEST_PAGE, system: true })
    if (mine !== stretch) return
    if (page.ok) set({ window: withPage(held(), page.value) })
    // What stood in the middle was taken back with all around it.
    else if (page.error.code === 'NO_MESSAGE') await open()
  }

  async function fetchQuoted(): Promise<void> {
    const { window, quoted } = store.getState()
    const shown = new Set(window.messages.map(({ id }) => id))
    const wanted = window.messages.flatMap(({ replyTo }) =>
      replyTo === undefined || shown.has(replyTo) || quoted.has(replyTo) ? [] : [replyTo],
    )
    if (wanted.length === 0) return
    const ids = [...new Set(wanted)]
    const found = new Map((await getAll(ids)).map((message) => [message.id, message]))
    const all = new Map(store.getState().quoted)
    for (const id of ids) all.set(id, found.get(id) ?? null)
    set({ quoted: all })
  }

  function follow(): () => void {
    const end = onEvent(heard)
    return () => {
      end()
      stretch += 1
    }
  }

  return {
    store,
    follow,
    open,
    jumpTo,
    jumpToTime,
    jumpToNewest,
    fetchOlder,
    fetchNewer,
    trim(looksAt) {
      const window = trimmed(held(), looksAt)
      if (window !== held()) set({ window })
    },
    async readAnew() {
      missed = true
      if (store.getState().phase === 'ready') await settleEvents()
      else await open()
    },
  }
}

async function getAll(ids: readonly MessageId[]): Promise<readonly MessageView[]> {
  const answers = await Promise.all(ids.map((message) => call('messages.get', { message })))
  return answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
}

/** A page of fewer than asked for was the last one; lines of the room come on top. */
function isFull(page: readonly MessageView[], asked: number): boolean {
  return page.filter(isMessage).length >= asked
}

/** All that waited, which waits no more. */
function taken<T>(waiting: { clear(): void }, all: T): T {
  waiting.clear()
  return all
}
