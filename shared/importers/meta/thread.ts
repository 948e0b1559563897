/**
 * Turns a file of Meta round: it begins with the newest message, records begin with the oldest (IMP-35). What is held is at most
 * `IMPORT.REVERSED_CHARACTERS` of the file; a file larger than Meta writes any comes in stretches, each in order, with a warning.
 */
import { IMPORT } from '../../limits.ts'
import type { ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { Conversation, JsonSplitter, listOf, textOf, type Draft } from '../json/index.ts'
import type { ChatHead } from '../model.ts'
import { readMeta, type Reads } from './message.ts'
import { repaired } from './repair.ts'

export function openThread(found: Recognition, sink: ImportSink, around: Surroundings): Reading<string> {
  const isSealed = found.variant === 'meta-e2ee-json'
  const reads: Reads = isSealed ? (text) => text : repaired
  const thread = new Thread(sink)
  let number = 0
  const take = (value: unknown, characters: number): void => {
    number += 1
    const read = readMeta(value, isSealed, reads, around)
    if (read === undefined) thread.warn(number)
    else thread.hold({ draft: read.draft, ms: read.ms, number }, characters)
  }
  const splitter = new JsonSplitter(
    {
      member: (key) => {
        if (key === 'messages') return { member: () => take }
        if (key === 'title' || key === 'threadName') return (value) => thread.learn({ title: nameOf(value, reads) })
        if (key === 'thread_type') return (value) => thread.learn(typeOf(value))
        return key === 'participants' ? (value) => thread.participants(listOf(value).length) : undefined
      },
    },
    (trouble) => sink.warn(0, trouble === 'CUT' ? 'ENDS_EARLY' : 'BAD_RECORD'),
  )
  return {
    push: (piece) => splitter.push(piece),
    end: () => {
      splitter.end()
      thread.end()
    },
  }
}

interface Held {
  readonly draft: Draft
  ms: number | undefined
  readonly number: number
}

class Thread {
  readonly #sink: ImportSink
  #chat: Conversation | undefined
  #head: ChatHead = {}
  #held: Held[] = []
  #characters = 0

  constructor(sink: ImportSink) {
    this.#sink = sink
  }

  learn(more: ChatHead): void {
    this.#head = { ...this.#head, ...more }
    this.#chat?.learn(this.#head)
  }

  /** The person who exported is one of them. */
  participants(count: number): void {
    if (this.#head.type === undefined && count > 0) this.learn({ type: count > 2 ? 'group' : 'direct' })
  }

  warn(number: number): void {
    this.#open().warn(number, 'BAD_RECORD')
  }

  hold(message: Held, characters: number): void {
    if (this.#characters + characters > IMPORT.REVERSED_CHARACTERS) {
      this.#open().warn(message.number, 'BAD_VALUE')
      this.#give()
    }
    this.#held.push(message)
    this.#characters += characters
  }

  end(): void {
    this.#open()
    this.#give()
  }

  #give(): void {
    const chat = this.#open()
    for (const { draft, number } of oldestFirst(this.#held)) chat.add(draft, number)
    this.#held = []
    this.#characters = 0
  }

  #open(): Conversation {
    return (this.#chat ??= new Conversation(this.#sink.chat(this.#head)))
  }
}

/** Equal times keep the order the file means: turned round where it begins with the newest. A message without a time stays beside its neighbour. */
function oldestFirst(held: readonly Held[]): Held[] {
  const timed = held.filter(({ ms }) => ms !== undefined)
  const isNewestFirst = (timed[0]?.ms ?? 0) >= (timed.at(-1)?.ms ?? 0)
  const ordered = isNewestFirst ? held.toReversed() : [...held]
  let before = Number.NEGATIVE_INFINITY
  const keyed = ordered.map((message) => ({ message, ms: (before = message.ms ?? before) }))
  return keyed.toSorted((a, b) => (a.ms === b.ms ? 0 : a.ms - b.ms)).map(({ message }) => message)
}

function nameOf(value: unknown, reads: Reads): string | undefined {
  const name = textOf(value)
  return name === undefined || name === '' ? undefined : reads(name)
}

function typeOf(value: unknown): ChatHead {
  return value === 'RegularGroup' ? { type: 'group' } : value === 'Regular' ? { type: 'direct' } : {}
}
