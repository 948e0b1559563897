/** Inviting people of the address book: a link and a sentence for each, who was reminded when, and who came by which link (BOOK-5). */
import type { Clock } from '../../crypto/index.ts'
import type { AccountId } from '../../ids/index.ts'
import { BOOK } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { AddressBookApi, BookCode, EntryId, IssuedInvitation } from '../api-address-book.ts'
import type { People } from '../people/index.ts'
import type { EntryShelf } from './entry-shelf.ts'
import { invitationSentence } from './invitation-words.ts'
import { contactLinkToken } from './link-token.ts'

export interface InvitingDeps {
  readonly clock: Clock
  people(): Pick<People, 'me' | 'linkUsers'>
  /** As the messenger does it: who is invited may be at the door before anything else happens. */
  invite(): Result<{ readonly link: string }, BookCode>
}

type IssuedHow = Parameters<AddressBookApi['invite']>[1]

export class Inviting {
  readonly #shelf: EntryShelf
  readonly #deps: InvitingDeps

  constructor(shelf: EntryShelf, deps: InvitingDeps) {
    this.#shelf = shelf
    this.#deps = deps
  }

  /** Of more than may wait, as many as there is room for. */
  invite(entries: readonly EntryId[], how: IssuedHow, language: 'ko' | 'en'): Result<readonly IssuedInvitation[], BookCode> {
    const held = this.#shelf.entries
    const wanted = [...new Set(entries)]
    if (wanted.some((entry) => !held.has(entry))) return fail('NO_ENTRY')
    const outside = wanted.filter((entry) => held.get(entry)?.account === undefined)
    if (outside.length === 0) return fail('ALREADY_HERE')
    const issued: IssuedInvitation[] = []
    let refusal: BookCode | undefined
    // One commit for all: a shop has hundreds.
    const done = this.#shelf.commit(() => {
      for (const entry of outside) {
        const one = this.#inviteOne(entry, how, language)
        if (one.ok) issued.push(one.value)
        else refusal = one.code
        if (refusal !== undefined) return
      }
    })
    if (!done.ok) return done
    if (refusal === undefined || (refusal === 'TOO_MANY' && issued.length > 0)) return ok(issued)
    return fail(refusal)
  }

  /** Whether it is time to ask somebody again. */
  isDue(entry: EntryId): boolean {
    const held = this.#shelf.entries.get(entry)
    const last = held?.invited.at(-1)
    const before = this.#deps.clock.now() - BOOK.REMIND_AFTER_MS
    return held?.account === undefined && last !== undefined && Math.max(last.at, last.reminded ?? 0) <= before
  }

  reminded(entries: readonly EntryId[]): Result<undefined, BookCode> {
    if (entries.some((entry) => !this.#shelf.entries.has(entry))) return fail('NO_ENTRY')
    const reminded = this.#now()
    return this.#shelf.commit(() => {
      for (const entry of entries) {
        const held = this.#shelf.entries.get(entry)
        const last = held?.invited.at(-1)
        if (held !== undefined && last !== undefined)
          this.#shelf.put(entry, { ...held, invited: [...held.invited.slice(0, -1), { ...last, reminded }] })
      }
    })
  }

  /** Somebody became a contact: whoever came by an entry's link is that entry. */
  contactsChanged(): void {
    const came: (readonly [EntryId, AccountId])[] = []
    for (const [entry, { account, invited }] of this.#shelf.entries) {
      if (account !== undefined) continue
      const [by] = invited.flatMap(({ token }) => this.#deps.people().linkUsers(token))
      if (by !== undefined) came.push([entry, by])
    }
    if (came.length === 0) return
    const joined = this.#now()
    this.#shelf.commit(() => {
      for (const [entry, account] of came) {
        const held = this.#shelf.entries.get(entry)
        if (held !== undefined) this.#shelf.put(entry, { ...held, account, joined })
      }
    })
  }

  #inviteOne(entry: EntryId, how: IssuedHow, language: 'ko' | 'en'): Result<IssuedInvitation, BookCode> {
    const held = this.#shelf.entries.get(entry)
    if (held === undefined) return fail('NO_ENTRY')
    const issued = this.#deps.invite()
    if (!issued.ok) return issued
    const { link } = issued.value
    const at = this.#now()
    const read = contactLinkToken(link, at)
    if (read === undefined) return fail('BAD_LINK')
    const { batch: _, ...rest } = held
    const invited = [...held.invited, { at, expires: read.expires, how, token: read.token }].slice(-BOOK.INVITATIONS)
    const done = this.#shelf.commit(() => this.#shelf.put(entry, { ...rest, invited }))
    if (!done.ok) return done
    const sentence = invitationSentence(language, held.name, this.#deps.people().me().name, link)
    return ok({ entry, name: held.name, link, expires: read.expires, sentence })
  }

  #now(): number {
    return Math.max(0, Math.floor(this.#deps.clock.now()))
  }
}
