/**
 * What is being written in one room, for as long as the page lives: text, who is named in it, and what stood there before an edit began.
 * Sending empties it at once, before any answer; what could not be sent comes back in front of whatever was typed since, with the reason. All
 * acts of one room go out one after the other, so that quick messages keep their order.
 */
import { createStore, type StoreApi } from 'zustand'
import { type MessageId, parseId, type RoomId } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import type { Draft, MentionRange, MessageView } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { setWriting, type WritingMode, writingIn } from '../room/index.ts'
import { DraftKeeper, type Kept } from './draft-keeper.ts'
import { mentionsAfter, sameMentions, trimmed } from './mentions.ts'
import { fitsOneMessage } from './split.ts'
import { TypingTeller } from './typing-teller.ts'

export interface Typed {
  readonly text: string
  readonly mentions: readonly MentionRange[]
}

export interface FieldState extends Typed {
  /** The message whose text this is another wording of. */
  readonly editing: MessageId | undefined
  /** What was typed before the edit began. */
  readonly before: Typed | undefined
  /** Why the last message could not be sent. */
  readonly failure: string | undefined
  /** Not known yet what the kept text is about: nothing can be sent. */
  readonly isRestoring: boolean
}

/** Words that go along with files, which take their time. */
export interface Caption extends Typed {
  readonly mode: WritingMode
  readonly replyTo: MessageId | undefined
}

const NOTHING: Typed = { text: '', mentions: [] }

export class RoomField {
  readonly store: StoreApi<FieldState>
  readonly #room: RoomId
  readonly #keeper: DraftKeeper
  readonly #typing: TypingTeller
  #acts: Promise<void> = Promise.resolve()
  #waiting = 0
  /** Out of the field and not a message yet: kept as a draft with what is in the field, so that no end of the page loses them. */
  #captions: readonly Caption[] = []

  constructor(room: RoomId, draft: Draft | undefined) {
    this.#room = room
    this.store = createStore<FieldState>(() => ({
      ...NOTHING,
      editing: undefined,
      before: undefined,
      failure: undefined,
      isRestoring: false,
    }))
    this.#typing = new TypingTeller((isTyping) => void call('rooms.typing', { room, isTyping }))
    this.#keeper = new DraftKeeper(draft === undefined ? undefined : keptOf(draft), {
      save: async (kept) => {
        const answer = await call('rooms.saveDraft', { room, draft: kept === null ? null : forWire(kept) })
        // A text that is too long to be kept is not tried again and again.
        return answer.ok || !TRIED_AGAIN.has(answer.error.code)
      },
      crossed: () => void this.#hearAnew(),
    })
    if (draft !== undefined) void this.#adopt(draft)
  }

  /** Edited by hand; `caret` stands behind what was typed. */
  typed(text: string, caret: number, tellsTyping: boolean): void {
    const state = this.store.getState()
    const mentions = mentionsAfter(state.mentions, state.text, text, caret)
    this.store.setState({ text, mentions, failure: undefined })
    if (text.trim() === '') this.#typing.stopped()
    else if (tellsTyping) this.#typing.typed()
    this.keep()
  }

  addMention(mention: MentionRange): void {
    const { mentions } = this.store.getState()
    if (mentions.length >= INTRINSIC.MENTIONS) return
    this.store.setState({ mentions: [...mentions, mention].toSorted((a, b) => a.from - b.from) })
    this.keep()
  }

  /** What the composer is about has changed, by the timeline or by us. */
  modeChanged(mode: WritingMode): void {
    const state = this.store.getState()
    if (state.isRestoring) return
    const editing = mode.kind === 'edit' ? parseId('message', mode.of.id) : undefined
    if (editing !== state.editing) {
      if (mode.kind === 'edit') {
        const before = state.editing === undefined ? { text: state.text, mentions: state.mentions } : state.before
        this.store.setState({ editing, before, text: mode.of.text ?? '', mentions: mode.of.mentions, failure: undefined })
      } else {
        this.store.setState({ editing: undefined, before: undefined, ...(state.before ?? NOTHING), failure: undefined })
      }
    }
    this.keep()
  }

  /** False: there was nothing to send, or it does not fit one message. */
  send(): boolean {
    const state = this.store.getState()
    const mode = writingIn(this.#room)
    const { text, mentions } = trimmed(state.text, state.mentions)
    if (text === '' || state.isRestoring) return false
    if (!fitsOneMessage(text, mentions.length)) return false
    const named = mentions.length === 0 ? {} : { mentions: [...mentions] }
    if (mode.kind === 'edit') {
      const message = parseId('message', mode.of.id)
      if (message === undefined) return false
      if (text === mode.of.text && sameMentions(mentions, mode.of.mentions)) setWriting(this.#room, { kind: 'new' })
      else this.#give({ text, mentions }, mode, () => call('messages.edit', { message, text, ...named }))
      return true
    }
    const replyTo = mode.kind === 'reply' ? parseId('message', mode.to.id) : undefined
    const reply = replyTo === undefined ? {} : { replyTo }
    this.#give({ text, mentions }, mode, () => call('messages.send', { room: this.#room, texts: [text], ...reply, ...named }))
    return true
  }

  /** Several messages in one go; names in them stay words. */
  sendParts(parts: readonly string[]): void {
    const { text, mentions } = this.store.getState()
    const mode = writingIn(this.#room)
    if (mode.kind === 'edit' || parts.length === 0) return
    const replyTo = mode.kind === 'reply' ? parseId('message', mode.to.id) : undefined
    const reply = replyTo === undefined ? {} : { replyTo }
    this.#give({ text, mentions }, mode, () => call('messages.send', { room: this.#room, texts: [...parts], ...reply }))
  }

  /** Takes what is written out of the field, to go along with files. undefined: it does not fit one message, or nothing can be sent now. */
  takeCaption(): Caption | undefined {
    const state = this.store.getState()
    const mode = writingIn(this.#room)
    const { text, mentions } = trimmed(state.text, state.mentions)
    if (state.isRestoring || mode.kind === 'edit' || !fitsOneMessage(text, mentions.length)) return undefined
    const caption = { text, mentions, mode, replyTo: mode.kind === 'reply' ? parseId('message', mode.to.id) : undefined }
    this.#typing.sent()
    this.#captions = [...this.#captions, caption]
    this.store.setState({ ...NOTHING, failure: undefined })
    setWriting(this.#room, { kind: 'new' })
    this.keep()
    return caption
  }

  /** What is being answered, for something that goes without words; what is typed stays. */
  takeReply(): MessageId | undefined {
    const mode = writingIn(this.#room)
    if (mode.kind !== 'reply') return undefined
    setWriting(this.#room, { kind: 'new' })
    return parseId('message', mode.to.id)
  }

  /** It is a message now, or it comes back in front of what was typed since. */
  captionEnded(caption: Caption, outcome: 'posted' | 'given up'): void {
    this.#captions = this.#captions.filter((each) => each !== caption)
    if (outcome === 'given up') this.#comeBack(caption, caption.mode, undefined)
    this.keep()
  }

  /** What is sent from now on waits for this. */
  sendAfter(before: Promise<unknown>): void {
    this.#acts = this.#acts.then(async () => void (await before))
  }

  /** The draft as the engine has it, whoever wrote it. */
  heard(draft: Draft | undefined): void {
    if (!this.#keeper.heard(draft)) return
    if (draft === undefined) {
      this.store.setState({ ...NOTHING, editing: undefined, before: undefined })
      setWriting(this.#room, { kind: 'new' })
    } else void this.#adopt(draft)
  }

  /** Now, because the page or the place may be gone in a moment. */
  flush(): Promise<void> {
    return this.#keeper.flush()
  }

  stoppedTyping(): void {
    this.#typing.stopped()
  }

  keep(): void {
    const { editing, ...state } = this.store.getState()
    const mode = writingIn(this.#room)
    const { text, mentions } = editing === undefined ? this.#captions.reduceRight((after: Typed, one) => joined(one, after), state) : state
    const replyTo = mode.kind === 'reply' ? parseId('message', mode.to.id) : this.#captions[0]?.replyTo
    const isNothing = text === '' && editing === undefined && replyTo === undefined
    const about = editing !== undefined ? { edits: editing } : replyTo !== undefined ? { replyTo } : {}
    this.#keeper.changed(isNothing ? null : { text, ...about, ...(mentions.length > 0 && { mentions }) })
  }

  /** Takes the text out of the field and hands it over. */
  #give(given: Typed, mode: WritingMode, act: () => Promise<Done>): void {
    if (mode.kind === 'edit') this.#typing.stopped()
    else this.#typing.sent()
    this.#keeper.pause()
    this.#waiting++
    const after = this.store.getState().before ?? NOTHING
    this.store.setState({ ...after, editing: undefined, before: undefined, failure: undefined })
    setWriting(this.#room, { kind: 'new' })
    this.#acts = this.#acts.then(async () => {
      const done = await act()
      this.#waiting--
      if (!done.ok) this.#comeBack(given, mode, done.error.code)
      this.keep()
      if (this.#waiting === 0) this.#keeper.resume()
    })
  }

  #comeBack({ text: givenText, mentions: givenMentions }: Typed, mode: WritingMode, failure: string | undefined): void {
    const given = { text: givenText, mentions: givenMentions }
    const { text, mentions, editing, before } = this.store.getState()
    if (mode.kind === 'edit') {
      const typed = editing === undefined ? { text, mentions } : before
      this.store.setState({ ...given, editing: parseId('message', mode.of.id), before: typed, failure })
      setWriting(this.#room, mode)
    } else if (editing !== undefined) {
      this.store.setState({ before: joined(given, before ?? NOTHING), failure })
    } else {
      this.store.setState({ ...joined(given, { text, mentions }), failure })
      if (writingIn(this.#room).kind === 'new') setWriting(this.#room, mode)
    }
  }

  async #hearAnew(): Promise<void> {
    const rooms = await call('rooms.list')
    const summary = rooms.ok ? rooms.value.find(({ room }) => room === this.#room) : undefined
    if (summary !== undefined) this.heard(summary.draft)
  }

  /** Takes over a kept draft, once it is known what it is about. */
  async #adopt(draft: Draft): Promise<void> {
    const about = draft.edits ?? draft.replyTo
    const typed = { text: draft.text, mentions: draft.mentions ?? [] }
    if (about === undefined) {
      this.store.setState({ ...typed, editing: undefined, before: undefined })
      setWriting(this.#room, { kind: 'new' })
      return
    }
    this.store.setState({ isRestoring: true })
    const answer = await call('messages.get', { message: about })
    const isUntouched = this.store.getState().text === ''
    this.store.setState({ isRestoring: false, ...(isUntouched && typed) })
    if (!isUntouched || !answer.ok || !isThere(answer.value)) return
    this.store.setState({ editing: draft.edits })
    setWriting(this.#room, draft.edits === undefined ? { kind: 'reply', to: answer.value } : { kind: 'edit', of: answer.value })
  }
}

type Done = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }

const TRIED_AGAIN: ReadonlySet<string> = new Set(['DISCONNECTED', 'NOT_READY', 'CLOSED', 'TIMEOUT'])

function keptOf({ text, replyTo, edits, mentions }: Draft): Kept {
  return { text, ...(replyTo && { replyTo }), ...(edits && { edits }), ...(mentions && { mentions }) }
}

function joined(first: Typed, second: Typed): Typed {
  const gap = first.text === '' || second.text === '' ? '' : '\n'
  const shift = first.text.length + gap.length
  const rest = second.mentions.map((mention) => ({ ...mention, from: mention.from + shift, to: mention.to + shift }))
  return { text: first.text + gap + second.text, mentions: [...first.mentions, ...rest] }
}

/** Lists that go over a wire are lists of its own. */
function forWire({ mentions, ...kept }: Kept) {
  return { ...kept, ...(mentions && { mentions: [...mentions] }) }
}

function isThere({ deleted, hidden, text }: MessageView): boolean {
  return !deleted && !hidden && text !== undefined
}
