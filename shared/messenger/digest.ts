/** What happened in one room since a time, counted from its newest message backwards (EXP-20). */
import { type AccountId, parseId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { DigestLine, RoomDigest } from './api-exports.ts'
import type { MessageView, PersonRef } from './api-messages.ts'
import type { RoomSummary } from './api.ts'

export class DigestOfRoom {
  readonly #summary: RoomSummary
  readonly #me: AccountId
  readonly #people = new Map<AccountId, { readonly person: PersonRef; messages: number }>()
  /** Newest first. */
  readonly #mentions: DigestLine[] = []
  #mentionsOf = 0
  /** Replies, with whom they answer still to be found further back. */
  readonly #replies = new Map<string, DigestLine>()
  readonly #waiting: DigestLine[] = []
  #waitingOf = 0
  #hasSpoken = false
  #messages = 0
  #first = 0
  #last = 0
  #isCapped = false

  constructor(summary: RoomSummary, me: AccountId) {
    this.#summary = summary
    this.#me = me
  }

  /** A page further back, ascending. False: enough. */
  take(page: readonly MessageView[]): boolean {
    for (const view of page.toReversed()) {
      // Brought in from elsewhere: it did not happen here, and nobody waits for an answer to it here.
      if (view.imported !== undefined) continue
      if (this.#messages >= RESOURCE.DIGEST_MESSAGES) {
        this.#isCapped = true
        return false
      }
      if (!view.deleted && !view.hidden) this.#count(view)
    }
    return true
  }

  /** undefined: nothing happened. */
  done(): RoomDigest | undefined {
    if (this.#messages === 0) return undefined
    const { room, name, kind, unread } = this.#summary
    const people = [...this.#people.values()].toSorted((a, b) => b.messages - a.messages)
    const ascending = (lines: readonly DigestLine[]): readonly DigestLine[] =>
      lines.slice(0, RESOURCE.DIGEST_LINES).toSorted((a, b) => a.time - b.time)
    return {
      room,
      name,
      kind,
      messages: this.#messages,
      isCapped: this.#isCapped,
      people: people.map(({ person, messages }) => ({ ...person, messages, me: person.account === this.#me })),
      first: this.#first,
      last: this.#last,
      mentions: ascending(this.#mentions),
      mentionsOf: this.#mentionsOf,
      waiting: ascending(this.#waiting),
      waitingOf: this.#waitingOf,
      unread,
    }
  }

  #count(view: MessageView): void {
    const { author, time } = view
    const isMine = author.account === this.#me
    this.#messages += 1
    this.#first = time
    if (this.#last === 0) this.#last = time
    const person = this.#people.get(author.account)
    if (person === undefined) this.#people.set(author.account, { person: author, messages: 1 })
    else person.messages += 1
    if (isMine) {
      this.#hasSpoken = true
      // Somebody answered this one, and I did not write after that.
      const reply = this.#replies.get(view.id)
      if (reply !== undefined) this.#wait(reply)
      return
    }
    const line = lineOf(view)
    if (line === undefined) return
    if (view.mentionsMe) {
      this.#mentionsOf += 1
      keep(this.#mentions, line)
    }
    if (this.#hasSpoken) return
    if (this.#summary.kind === 'direct' || view.mentionsMe) this.#wait(line)
    else if (view.replyTo !== undefined && !this.#replies.has(view.replyTo)) this.#replies.set(view.replyTo, line)
  }

  #wait(line: DigestLine): void {
    this.#waitingOf += 1
    keep(this.#waiting, line)
  }
}

function keep(lines: DigestLine[], line: DigestLine): void {
  if (lines.length < RESOURCE.DIGEST_LINES) lines.push(line)
}

function lineOf({ id, author, time, text, holds }: MessageView): DigestLine | undefined {
  const message = parseId('message', id)
  if (message === undefined) return undefined
  return {
    message,
    by: author,
    time,
    text: text === undefined ? undefined : [...text.slice(0, 2 * RESOURCE.DIGEST_CHARACTERS)].slice(0, RESOURCE.DIGEST_CHARACTERS).join(''),
    holds,
  }
}
