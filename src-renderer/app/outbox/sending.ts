/**
 * Files of one message on their way out: made ready, sealed one after another, then posted together. Nothing counts as sent before the post was
 * answered. When the engine is away it waits and goes on by itself; when a file cannot go, it stops and says which one, and why.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MentionRange } from '../../../shared/messenger/index.ts'
import { toBase64 } from '../bundles/index.ts'
import { call } from '../engine/index.ts'
import { sentOf, type TrayItem } from '../tray/index.ts'
import { engineIsBack, isAway } from './away.ts'
import { seal } from './seal.ts'
import { ownNewest, wasPosted } from './was-posted.ts'

/** An engine that forgets again and again what it sealed does not come round by being asked. */
const LOST_TIMES = 3
/** Nor one that goes away with every try. */
const AWAY_TIMES = 20

/** What is sent along with the files, and what they answer. */
export interface Words {
  readonly text: string
  readonly mentions: readonly MentionRange[]
  readonly replyTo: MessageId | undefined
}

export interface SendingFile {
  readonly item: TrayItem
  /** Of the engine, once it is sealed. */
  readonly handle: string | undefined
  readonly bytes: number
  /** undefined: not known yet. */
  readonly size: number | undefined
  readonly code: string | undefined
  /** Of a folder: how many things in it are not sent. */
  readonly leftOut: number
}

export interface SendingState {
  readonly files: readonly SendingFile[]
  /** away: the engine is, and it goes on when that is back. failed: it waits for the person. over: given up. */
  readonly phase: 'sealing' | 'posting' | 'away' | 'failed' | 'posted' | 'over'
  /** Of `failed`, where it was no single file that failed. */
  readonly code: string | undefined
}

/** What was sealed is not there any more: most likely the engine was started anew. */
function isLost(code: string): boolean {
  return code === 'NO_OUTGOING' || code === 'NOT_HERE' || code === 'CANCELLED'
}

export class Sending {
  readonly id: string
  readonly words: Words
  readonly store: StoreApi<SendingState>
  readonly #room: RoomId
  readonly #ended: (outcome: 'posted' | 'given up') => void
  readonly #stop = new AbortController()
  readonly #single = new Map<string, AbortController>()

  constructor(id: string, room: RoomId, items: readonly TrayItem[], words: Words, ended: (outcome: 'posted' | 'given up') => void) {
    this.id = id
    this.words = words
    this.#room = room
    this.#ended = ended
    this.store = createStore<SendingState>(() => ({ files: items.map(beginning), phase: 'sealing', code: undefined }))
  }

  /** Resolves when it is posted, given up, or waits for the person. `before`: what has to be out first. */
  async run(before: Promise<unknown>): Promise<void> {
    const { signal } = this.#stop
    for (let lost = 0; ;) {
      await this.#sealAll()
      if (signal.aborted) return
      const faults = this.store.getState().files.flatMap(({ code }) => code ?? [])
      if (faults.length === 0) {
        await before
        if (signal.aborted) return
        const there = await ownNewest(this.#room)
        const code = await this.#post()
        if (code === undefined) return this.#end('posted')
        lost += isLost(code) ? 1 : 0
        if ((!isAway(code) && !isLost(code)) || lost > LOST_TIMES) return this.store.setState({ phase: 'failed', code })
        if (isAway(code)) await this.#untilBack(signal)
        // The disk has less of it than was sealed.
        if (code === 'NOT_HERE') this.#sealAnew()
        if (signal.aborted) return
        // Perhaps it went out, and only the answer did not come.
        if (await wasPosted(this.#room, this.#said(), there)) return this.#end('posted')
      } else if (faults.every((code) => isAway(code) || isLost(code)) && (lost += 1) <= AWAY_TIMES) await this.#untilBack(signal)
      else return this.store.setState({ phase: 'failed' })
      if (signal.aborted) return
      await this.#keepWhatIsSealed()
    }
  }

  /** After a failure, or instead of waiting. */
  again(): void {
    const { files } = this.store.getState()
    this.store.setState({ phase: 'sealing', code: undefined, files: files.map((file) => ({ ...file, code: undefined })) })
    void this.#keepWhatIsSealed().then(() => this.run(Promise.resolve()))
  }

  /** The others go on without it; the last one takes all of it back. */
  leaveOut(item: TrayItem): void {
    const { files, phase } = this.store.getState()
    if (!isStill(phase)) return
    if (files.length === 1) return this.giveUp()
    this.#single.get(item.id)?.abort()
    this.#discard(files.filter((file) => file.item.id === item.id))
    const left = files.filter((file) => file.item.id !== item.id)
    this.store.setState({ files: left })
    if (phase === 'failed' && left.every(({ code }) => code === undefined)) this.again()
  }

  /** Not sent: whoever began it takes files and words back. Once it is being posted that is too late. */
  giveUp(): void {
    const { files, phase } = this.store.getState()
    if (!isStill(phase)) return
    this.#stop.abort()
    this.#discard(files)
    this.#end('given up')
  }

  /** Without a word to anybody: the profile was locked. */
  forget(): void {
    this.#stop.abort()
    this.store.setState({ phase: 'over' })
  }

  async #sealAll(): Promise<void> {
    this.store.setState({ phase: 'sealing', code: undefined })
    for (;;) {
      const next = this.store.getState().files.find(({ handle, code }) => handle === undefined && code === undefined)
      if (next === undefined || this.#stop.signal.aborted) return
      await this.#sealOne(next.item)
      // The others would fail alike, each after its own while.
      if (this.store.getState().files.some(({ code }) => code !== undefined && isAway(code))) return
    }
  }

  async #sealOne(item: TrayItem): Promise<void> {
    const known = item.state.kind === 'reading' ? { ...item, state: await item.state.done } : item
    this.#change(item, { item: known })
    const { name, blob } = sentOf(known)
    const content = blob ?? (known.source instanceof File ? undefined : known.source)
    if (content === undefined) return this.#change(known, { code: 'NO_FILE' })
    const single = new AbortController()
    this.#single.set(item.id, single)
    const signal = AbortSignal.any([this.#stop.signal, single.signal])
    const sealed = await seal(this.#room, { name, content }, (bytes, size) => this.#change(known, { bytes, size }), signal)
    this.#single.delete(item.id)
    if (signal.aborted) {
      if (sealed.ok) void call('outbox.discard', { id: sealed.value.id })
      return
    }
    if (sealed.ok)
      this.#change(known, {
        handle: sealed.value.id,
        bytes: sealed.value.bytes,
        size: sealed.value.size,
        leftOut: sealed.value.leftOut ?? 0,
      })
    else this.#change(known, { bytes: 0, code: sealed.code })
  }

  /** The code of what was in the way. */
  async #post(): Promise<string | undefined> {
    const { files } = this.store.getState()
    const { text, mentions, replyTo } = this.words
    this.store.setState({ phase: 'posting' })
    const answer = await call('outbox.post', {
      room: this.#room,
      files: await Promise.all(files.map(posted)),
      ...(text !== '' && { caption: text }),
      ...(mentions.length > 0 && { mentions: [...mentions] }),
      ...(replyTo !== undefined && { replyTo }),
    })
    return answer.ok ? undefined : answer.error.code
  }

  async #untilBack(signal: AbortSignal): Promise<void> {
    this.store.setState({ phase: 'away' })
    await engineIsBack(signal)
  }

  #sealAnew(): void {
    const { files } = this.store.getState()
    this.#discard(files)
    this.store.setState({ files: files.map(({ item }) => beginning(item)) })
  }

  /** An engine that was started anew has forgotten what it sealed: that is sealed once more. */
  async #keepWhatIsSealed(): Promise<void> {
    const answer = await call('outbox.list')
    const known = new Set(answer.ok ? answer.value.flatMap(({ id, state }) => (state === 'ready' ? [id] : [])) : [])
    this.store.setState(({ files }) => ({
      files: files.map((file) => (file.handle !== undefined && known.has(file.handle) ? file : beginning(file.item))),
    }))
  }

  #said(): Parameters<typeof wasPosted>[1] {
    return {
      text: this.words.text,
      sizes: this.store.getState().files.map(({ item, size }) => (item.source instanceof File ? size : undefined)),
    }
  }

  #change({ id }: TrayItem, change: Partial<SendingFile>): void {
    this.store.setState(({ files }) => ({ files: files.map((file) => (file.item.id === id ? { ...file, ...change } : file)) }))
  }

  #discard(files: readonly SendingFile[]): void {
    for (const { handle } of files) if (handle !== undefined) void call('outbox.discard', { id: handle })
  }

  #end(outcome: 'posted' | 'given up'): void {
    this.store.setState({ phase: outcome === 'posted' ? 'posted' : 'over' })
    this.#ended(outcome)
  }
}

/** It can still be taken back. */
function isStill(phase: SendingState['phase']): boolean {
  return phase === 'sealing' || phase === 'away' || phase === 'failed'
}

function beginning(item: TrayItem): SendingFile {
  return {
    item,
    handle: undefined,
    bytes: 0,
    size: item.source instanceof File ? sentOf(item).blob?.size : undefined,
    code: undefined,
    leftOut: 0,
  }
}

async function posted({ item, handle }: SendingFile) {
  const { preview, waveform, ...facts } = sentOf(item).facts
  return {
    id: handle ?? '',
    ...facts,
    ...(preview !== undefined && { preview: toBase64(new Uint8Array(await preview.arrayBuffer())) }),
    ...(waveform !== undefined && { waveform: toBase64(waveform) }),
  }
}
