/**
 * On a computer where the words were typed: keepsakes that contacts hand back after their yes are opened, the newest of each device is kept
 * until the term is over, and what they say together comes back: names, marks, blocks, and whom to ask (docs/spec/recovery.md).
 */
import { type Held, bool, field, record } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { shortId, type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import type { Store } from '../../store/index.ts'
import type { OwnSource } from '../own-state/index.ts'
import type { Call, People, RestoredPerson } from '../people/index.ts'
import { type Joined, joinKeepsakes } from './joining.ts'
import { type Keepsake, type KeptContact, readKeepsake } from './keepsake.ts'
import { openKeepsake } from './sealing.ts'

const BACK = 'keepsake/back'
const DONE = 'keepsake/done'
const CHOSEN = 'keepsake/chosen'
const YES = Uint8Array.of(1)

/** Which marks came back by a keepsake: once only, as the person may think otherwise since. */
const done = record({ isVerified: field(1, bool), isBlocked: field(2, bool) })
type Done = Held<typeof done>

export interface RestoringDeps {
  readonly store: Pick<Store, 'values'>
  readonly crypto: Crypto
  readonly people: People
  /** How conversations are listed and told of. */
  readonly choices: OwnSource
  /** One durable transaction; false: the disk would not. */
  commit(work: () => void): boolean
  /** Counted; nobody is told. */
  count(code: string): void
  changed(): void
  /** Conversations are listed otherwise now. */
  chosen(items: readonly string[]): void
}

export class Restoring {
  readonly #deps: RestoringDeps
  readonly #opened = new Map<DeviceId, Keepsake>()
  #joined: Joined = joinKeepsakes([])

  constructor(deps: RestoringDeps) {
    this.#deps = deps
    this.#load()
  }

  start(): void {
    this.#restore()
  }

  /** Whether contacts may be asked for what they keep. */
  get isOpen(): boolean {
    return this.#deps.people.recovery.opener?.secret !== undefined
  }

  /** Who came back and has not answered: the next keepsake of this computer knows them, too. */
  awaited(): readonly KeptContact[] {
    return [...this.#joined.contacts.values()].filter(({ account }) => this.#deps.people.record(account)?.state === 'asked')
  }

  isKept(account: AccountId): boolean {
    return this.#joined.contacts.has(account)
  }

  /** A contact hands back what he keeps. */
  heard(sealed: Uint8Array): void {
    const { crypto, people, store } = this.#deps
    const { account } = people.identity()
    const secret = people.recovery.opener?.secret
    if (secret === undefined) return this.#deps.count('KEEPSAKE_UNASKED')
    const plain = openKeepsake(crypto, account, secret, sealed)
    const read = plain === undefined ? undefined : readKeepsake(crypto, account, plain)
    if (plain === undefined || read === undefined) return this.#deps.count('KEEPSAKE_SEALED')
    if (!read.ok) return this.#deps.count(read.code)
    const { device, n } = read.value
    if (n <= (this.#opened.get(device)?.n ?? -1)) return
    if (!this.#deps.commit(() => store.values.put(BACK, device, plain))) return
    this.#opened.set(device, read.value)
    this.#restore()
  }

  /** The term is over: what came back stands in the contact book. */
  forget(): void {
    const { store } = this.#deps
    const rest = [BACK, DONE, CHOSEN].flatMap((space) => store.values.list(space).map(([key]) => [space, key] as const))
    if (rest.length === 0) return
    const isGone = this.#deps.commit(() => {
      for (const [space, key] of rest) store.values.delete(space, key)
    })
    if (!isGone) return
    this.#opened.clear()
    this.#joined = joinKeepsakes([])
    this.#deps.people.recovery.call(new Map())
  }

  /** Somebody may be shut out, or let in again; or gone with a link of his that ran out, which is no reason to forget him. */
  look(): void {
    if (this.#opened.size === 0) return
    const isGone = (account: AccountId): boolean => this.#deps.people.record(account) === undefined
    if ([...this.#joined.contacts.keys()].some(isGone)) this.#restore()
    else this.#deps.people.recovery.call(this.#calls())
  }

  #restore(): void {
    const { people, store } = this.#deps
    if (this.#opened.size === 0) return
    this.#joined = joinKeepsakes([...this.#opened.values()])
    const { contacts, shut, out } = this.#joined
    const marks = new Map<AccountId, Done>()
    const restored = [...contacts.values()].map((contact): RestoredPerson => {
      const before = this.#doneWith(contact.account)
      const { isVerified, isBlocked } = contact
      marks.set(contact.account, { isVerified, isBlocked: isBlocked || before?.isBlocked === true })
      return {
        ...contact,
        // A mark that one keepsake gave and another takes back was not the person's here.
        isVerified: isVerified === (before?.isVerified ?? false) ? undefined : isVerified,
        isBlocked: isBlocked && before?.isBlocked !== true,
      }
    })
    const isKept = people.shared.restore({ people: restored, shut, out }, () => {
      for (const [account, each] of marks) store.values.put(DONE, account, done.encode(each))
    })
    if (!isKept) return
    this.restoreChoices()
    people.recovery.call(this.#calls())
    this.#deps.changed()
  }

  /** Once each, as soon as what it is about is here; what the person chose on this computer stays. */
  restoreChoices(): void {
    const { choices, store, commit } = this.#deps
    const due = [...this.#joined.choices].filter(([item]) => choices.owns(item) && store.values.get(CHOSEN, item) === undefined)
    if (due.length === 0) return
    const taken: string[] = []
    const isKept = commit(() => {
      for (const [item, value] of due) {
        const isTaken = choices.read(item).length === 0 && choices.write(item, value)
        if (isTaken) taken.push(item)
        if (isTaken || choices.read(item).length > 0) store.values.put(CHOSEN, item, YES)
      }
    })
    if (isKept && taken.length > 0) this.#deps.chosen(taken)
  }

  #calls(): ReadonlyMap<DeviceId, Call> {
    const calls = new Map<DeviceId, Call>()
    for (const { account, devices } of this.#joined.contacts.values()) {
      if (this.#deps.people.record(account)?.isBlocked !== false) continue
      const name = this.#deps.people.nameOf(account) ?? shortId(account)
      for (const [device, addresses] of devices) calls.set(device, { account, name, addresses })
    }
    return calls
  }

  #doneWith(account: AccountId): Done | undefined {
    const held = this.#deps.store.values.get(DONE, account)
    const read = held === undefined ? undefined : done.decode(held)
    return read?.ok === true ? read.value : undefined
  }

  #load(): void {
    const { crypto, people, store } = this.#deps
    for (const [key, plain] of store.values.list(BACK)) {
      const device = parseId('device', key)
      const read = readKeepsake(crypto, people.identity().account, plain)
      if (device !== undefined && read.ok && read.value.device === device) this.#opened.set(device, read.value)
    }
  }
}
