/**
 * Keepsakes (docs/spec/recovery.md, RECV-7 to RECV-11): this device leaves with a few contacts, sealed to the words, whom its person knows;
 * keeps the same for contacts; gives it back to a computer that its person here said yes to; and on a computer where the words were typed takes
 * back what others kept. Said in RECORD, in sessions of people who trust each other, as the finder key is.
 */
import { toHex, equalBytes } from '../../codec/index.ts'
import { devicesOf } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { StoreError } from '../../store/index.ts'
import type { PeerSession, SyncCode } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MessengerEvent } from '../api.ts'
import type { RecoveringApi, RecoveringView } from '../api-recovering.ts'
import type { MessengerDeps } from '../deps.ts'
import { Audience, type RecordMessage, recordMessage } from '../finding/index.ts'
import { type OwnSource, roomItems, roomSource } from '../own-state/index.ts'
import type { People } from '../people/index.ts'
import type { RoomNotes } from '../room-notes.ts'
import type { Rooms } from '../rooms.ts'
import { type Said, SaidBook } from './exchange.ts'
import { type MakingDeps, draftKeepsake } from './making.ts'
import { OwnKeepsake } from './own-keepsake.ts'
import { askedView, holdersView } from './recovering-view.ts'
import { Restoring } from './restoring.ts'
import { isSealedKeepsake, keepsakeDigest } from './sealing.ts'
import { Shelf } from './shelf.ts'

export interface KeepsakesDeps extends MessengerDeps {
  readonly people: People
  readonly rooms: Rooms
  readonly notes: RoomNotes
  /** CLK-6. */
  now(): number
  /** By the newest address record of that device. */
  recordedAt(device: DeviceId): readonly string[]
  emit(event: MessengerEvent): void
  subscribe(listener: (event: MessengerEvent) => void): () => void
}

/** How often the same is handed over in one session: an earlier version never says that it keeps it. */
const TRIES = 2
/** Frames kept for a line that takes no more: what one may ask for, and a few words beside. */
const MOST_WAITING = RESOURCE.KEEPSAKES_PER_CONTACT + 8

export class Keepsakes implements RecoveringApi {
  readonly #deps: KeepsakesDeps
  readonly #audience: Audience
  readonly #own: OwnKeepsake
  readonly #shelf: Shelf
  readonly #restoring: Restoring
  readonly #making: MakingDeps
  readonly #timers: NamedTimers
  readonly #said = new SaidBook()
  readonly #refusals = new Map<string, number>()
  readonly #release: () => void

  constructor(deps: KeepsakesDeps) {
    const { store, crypto, clock, people, rooms, identity } = deps
    this.#deps = deps
    this.#audience = new Audience(people, rooms, identity.keys.device)
    this.#own = new OwnKeepsake(store, crypto)
    this.#shelf = new Shelf(store)
    this.#timers = new NamedTimers(clock)
    const source = roomSource(rooms, deps.notes)
    const choices: OwnSource = { ...source, owns: (item) => item.startsWith('prefs/') }
    this.#restoring = new Restoring({
      ...{ store, crypto, people, choices },
      commit: (work) => this.#commit(work),
      count: (code) => this.#count(code),
      changed: () => deps.emit({ type: 'recovery' }),
      chosen: (items) => {
        for (const key of rooms.registry.keys()) {
          const room = rooms.registry.get(key)?.room
          if (room !== undefined && roomItems(rooms, key, ['prefs']).some((item) => items.includes(item))) deps.emit({ type: 'room', room })
        }
      },
    })
    this.#making = {
      ...{ crypto, rng: deps.rng, people, keys: identity.keys, choices },
      awaited: () => this.#restoring.awaited(),
      addressesOf: (device) => [...new Set([...deps.links.addresses(device), ...deps.recordedAt(device)])],
    }
    this.#timers.after('start', 0, () => this.#restoring.start())
    this.#release = deps.subscribe((event) => {
      if (event.type === 'contact') this.contactsChanged()
      else if (event.type === 'room') this.#roomsChanged()
    })
    this.#look()
    this.contactsChanged()
  }

  stop(): void {
    this.#release()
    this.#timers.close()
  }

  sessionOpened(session: PeerSession): void {
    this.#said.opened(session)
    this.#tell(session)
  }

  sessionClosed(session: PeerSession): void {
    const said = this.#said.closed(session)
    if (said === undefined) return
    for (const what of ['give', 'send']) this.#timers.stop(`${what} ${said.number}`)
  }

  /** Whom one knows, or what is known of somebody, may be other than before. */
  contactsChanged(): void {
    this.#timers.after('soon', RESOURCE.KEEPSAKE_DELAY_MS, () => {
      this.#restoring.look()
      for (const [session] of this.#said.all()) this.#tell(session)
      this.#renew()
    })
    // Somebody may just have said yes.
    this.#timers.after('answers', 0, () => {
      for (const [session, said] of this.#said.all()) if (said.isAsking) this.#answer(session, said)
    })
  }

  /** A room came, or the person chose something of it. */
  #roomsChanged(): void {
    this.#timers.after('choices', 0, () => this.#restoring.restoreChoices())
    this.#timers.after('rooms', RESOURCE.KEEPSAKE_CHOICES_MS, () => this.#renew())
  }

  heard(session: PeerSession, { seal, keepsake, keeps, asks, kept }: RecordMessage): SyncCode | undefined {
    const said = this.#said.of(session)
    const { account } = session
    // RECV-7: now there is something to seal to.
    if (seal !== undefined && this.#audience.isOwn(session)) this.contactsChanged()
    // Silence to everybody else: an answer would say whom we know.
    if (said === undefined || account === undefined || this.#audience.isOwn(session) || !this.#audience.isTrusted(session)) return undefined
    if (keeps !== undefined) this.#heardKeeps(session, said, account, keeps)
    if (asks === true) {
      said.isAsking = true
      this.#answer(session, said)
    }
    if (kept !== undefined) this.#heardKept(said, kept[1])
    return keepsake === undefined ? undefined : this.#heardKeepsake(session, said, account, keepsake)
  }

  view(): RecoveringView {
    const { people } = this.#deps
    const { contacts, bytes } = this.#shelf.use
    return {
      until: people.recovery.opener?.until,
      asked: askedView(people, (account) => this.#restoring.isKept(account)),
      keepsake: { at: this.#own.madeAt, holders: holdersView(people, this.#own.holders(), this.#own.madeAt) },
      kept: { contacts, bytes },
    }
  }

  refusals(): ReadonlyMap<string, number> {
    return this.#refusals
  }

  /** What is due at once in a session: what is kept for them, and on a restored computer the question. Ours a moment later (RECV-8). */
  #tell(session: PeerSession): void {
    const said = this.#said.of(session)
    const { account, device } = session
    if (said === undefined || account === undefined || this.#audience.isOwn(session) || !this.#audience.isTrusted(session)) return
    const now = this.#deps.now()
    const digest = this.#shelf.digestOf(account, device)
    if (digest !== undefined && said.told !== toHex(digest)) {
      said.told = toHex(digest)
      this.#send(session, said, { keeps: digest })
      const isOld = now - (this.#shelf.renewed(account, device) ?? now) >= RESOURCE.KEEPSAKE_AGE_MS
      if (isOld) this.#commit(() => this.#shelf.renew(account, device, now), 'relaxed')
    }
    if (this.#restoring.isOpen && !said.hasAsked) {
      said.hasAsked = true
      this.#send(session, said, { asks: true })
    }
    this.#giveSoon(session, said)
  }

  /** They say first what they keep: what they have already is not sent again. */
  #giveSoon(session: PeerSession, said: Said): void {
    this.#timers.after(`give ${said.number}`, RESOURCE.RECORD_PASS_MS, () => this.#give(session, said))
  }

  /** Not more often than a holder takes it, and once more where nobody said that it is kept. */
  #give(session: PeerSession, said: Said): void {
    const { sealed, digest } = this.#own
    const { account } = session
    if (sealed === undefined || digest === undefined || account === undefined || !this.#audience.isTrusted(session)) return
    const ours = toHex(digest)
    if (said.theirs === ours || (said.given === ours && said.tries >= TRIES)) return
    const now = this.#deps.now()
    if (this.#own.place(account, this.#carriers(), now) === undefined) return
    const wait = Math.min(said.givenAt + RESOURCE.KEEPSAKE_AGAIN_MS - now, RESOURCE.KEEPSAKE_AGAIN_MS)
    if (wait <= 0) {
      said.tries = said.given === ours ? said.tries + 1 : 1
      said.given = ours
      said.givenAt = now
      this.#send(session, said, { keepsake: sealed })
    }
    this.#timers.after(`give ${said.number}`, wait <= 0 ? RESOURCE.KEEPSAKE_AGAIN_MS : wait, () => this.#give(session, said))
  }

  #heardKeeps(session: PeerSession, said: Said, account: AccountId, keeps: Uint8Array): void {
    said.theirs = toHex(keeps)
    const { digest } = this.#own
    if (digest === undefined || !equalBytes(digest, keeps)) return this.#giveSoon(session, said)
    const now = this.#deps.now()
    const place = this.#own.place(account, this.#carriers(), now)
    const known = new Map(this.#own.holders()).get(account)
    const isKnown = known !== undefined && known.n === this.#own.madeAt && now >= known.at && now - known.at < RESOURCE.KEEPSAKE_AGE_MS
    if (place === undefined || isKnown) return
    if (this.#commit(() => this.#own.heldBy(account, place.instead, now), 'relaxed')) this.#deps.emit({ type: 'recovery' })
  }

  #heardKeepsake(session: PeerSession, said: Said, account: AccountId, sealed: Uint8Array): SyncCode | undefined {
    const { device } = session
    const now = this.#deps.now()
    if (!isSealedKeepsake(sealed)) return this.#refuse('BAD_FRAME', 'KEEPSAKE_MALFORMED')
    // GOV-6: what only the words vouch for does not speak for a contact before the person has seen it.
    if (!devicesOf(account, this.#deps.people.knownCard(account)).has(device)) return this.#passOver('KEEPSAKE_NEW_DEVICE')
    const digest = keepsakeDigest(this.#deps.crypto, sealed)
    const held = this.#shelf.digestOf(account, device)
    const since = now - (this.#shelf.renewed(account, device) ?? 0)
    if (held === undefined || !equalBytes(held, digest)) {
      // Half of what an honest one waits: clocks do not run alike.
      if (held !== undefined && since >= 0 && since < RESOURCE.KEEPSAKE_AGAIN_MS / 2) return this.#passOver('KEEPSAKE_RATE')
      let isKept = false
      if (!this.#commit(() => void (isKept = this.#shelf.put(account, device, sealed, digest, now)))) return undefined
      if (!isKept) return this.#passOver('KEEPSAKE_NO_PLACE')
    }
    // RECV-8: said when it is on disk.
    said.told = toHex(digest)
    this.#send(session, said, { keeps: digest })
    return undefined
  }

  /** RECV-10: only to a computer that the person here said yes to. */
  #answer(session: PeerSession, said: Said): void {
    const { account, device } = session
    if (said.hasAnswered || account === undefined || !this.#audience.isTrusted(session)) return
    if (!this.#deps.people.recovery.returned(account).includes(device)) return this.#count('KEEPSAKE_NOT_RETURNED')
    said.hasAnswered = true
    for (const kept of this.#shelf.of(account)) this.#send(session, said, { kept })
  }

  #heardKept(said: Said, sealed: Uint8Array): void {
    said.back += 1
    if (!said.hasAsked || said.back > RESOURCE.KEEPSAKES_PER_CONTACT) return this.#count('KEEPSAKE_UNASKED')
    this.#restoring.heard(sealed)
    this.contactsChanged()
  }

  /** Makes the own one anew where it no longer stands, and hands it out. */
  #renew(): void {
    const now = this.#deps.now()
    this.#sweep(now)
    const n = this.#own.next(now)
    const draft = draftKeepsake(this.#making, { n, now, isFirst: this.#own.madeAt === undefined })
    if (draft === undefined) return
    const wait = this.#own.standsFor(draft.stated, now)
    this.#timers.stop('own')
    if (wait > 0) return this.#timers.after('own', Math.min(wait, RESOURCE.KEEPSAKE_AGE_MS), () => this.#renew())
    const sealed = draft.seal()
    if (sealed === undefined || !this.#commit(() => this.#own.put({ n, ...draft.stated, sealed }))) return
    for (const [session, said] of this.#said.all()) if (!this.#audience.isOwn(session)) this.#giveSoon(session, said)
    this.#deps.emit({ type: 'recovery' })
  }

  /** GOV-16: nothing is kept for who is no contact, and who is none keeps nothing. */
  #sweep(now: number): void {
    const isContact = (account: AccountId): boolean => this.#audience.isContact(account)
    const lost = [...this.#own.holders()].flatMap(([account]) => (isContact(account) ? [] : [account]))
    if (lost.length === 0 && !this.#shelf.isDue(isContact, now)) return
    this.#commit(() => {
      this.#shelf.sweep(isContact, now)
      for (const account of lost) this.#own.release(account)
    })
  }

  /** Whose devices carry a room of mine. */
  #carriers(): ReadonlySet<AccountId> {
    const { rooms, people } = this.#deps
    const carriers = rooms.opened().flatMap((key) => [...(rooms.get(key)?.state.carriers ?? [])])
    return new Set(carriers.flatMap((device) => people.ownerOf(device) ?? []))
  }

  /** Now and then: terms end while nobody changes anything. */
  #look(): void {
    this.#timers.after('look', RESOURCE.KEEPSAKE_LOOK_MS, () => {
      if (this.#deps.people.recovery.opener === undefined) this.#restoring.forget()
      this.#renew()
      this.#look()
    })
  }

  /** In order, and as the line takes it. */
  #send(session: PeerSession, said: Said, message: RecordMessage): void {
    // Who reads nothing and asks on and on is told no more.
    if (said.waiting.length >= MOST_WAITING) return this.#count('KEEPSAKE_RATE')
    said.waiting.push(recordMessage.encode(message))
    this.#flush(session, said)
  }

  #flush(session: PeerSession, said: Said): void {
    for (let [next] = said.waiting; next !== undefined; [next] = said.waiting) {
      if (!session.tellRecords(next)) break
      said.waiting.shift()
    }
    if (said.waiting.length > 0) this.#timers.after(`send ${said.number}`, RESOURCE.RECORD_PASS_MS, () => this.#flush(session, said))
  }

  /** False: the disk would not, and all is as it was. */
  #commit(work: () => void, mode: 'durable' | 'relaxed' = 'durable'): boolean {
    try {
      this.#deps.store.transaction(work, mode)
      return true
    } catch (error) {
      if (!(error instanceof StoreError) || error.code === 'STORE_CLOSED') throw error
      this.#own.reload()
      this.#shelf.reload()
      this.#count(error.code)
      return false
    }
  }

  #refuse(code: SyncCode, counted: string): SyncCode {
    this.#count(counted)
    return code
  }

  #passOver(counted: string): undefined {
    this.#count(counted)
    return undefined
  }

  #count(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1)
  }
}
