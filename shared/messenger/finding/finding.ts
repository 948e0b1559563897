/**
 * Finding each other again (docs/spec/records.md): tells the own address record, keeps the newest of every device one may know, and passes
 * them on to who may know it too. Nothing heard here is believed but signatures; what a peer is told says nothing about whom else we know.
 */
import type { CborValue } from '../../codec/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, addressRecord, recordFault } from '../../reach/index.ts'
import { StoreError } from '../../store/index.ts'
import type { PeerSession, SyncCode } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import { TokenBucket } from '../../token-bucket.ts'
import type { KnownRecord } from '../api.ts'
import type { MessengerDeps } from '../deps.ts'
import type { People } from '../people/index.ts'
import type { Rooms } from '../rooms.ts'
import { type Addressee, Audience } from './audience.ts'
import { ByHand, type Told } from './by-hand.ts'
import type { Exchange } from './exchange.ts'
import { FinderKeys } from './finder-keys.ts'
import { nextRecord } from './own-record.ts'
import { type KeptRecord, RecordBook } from './record-book.ts'
import { type RecordMessage, recordMessage } from './record-message.ts'
import { Teller } from './teller.ts'

export interface FindingDeps extends MessengerDeps {
  readonly people: People
  readonly rooms: Rooms
  /** Milliseconds since 1970 by the clock this device believes (CLK-6). */
  now(): number
  /** What of a RECORD is about keepsakes (RECV-8, RECV-10). */
  keepsake(session: PeerSession, message: RecordMessage): SyncCode | undefined
}

/** What a finder key weighs in records: another one makes us prove anew to everybody. */
const FINDER_WEIGHT = 16

export class Finding {
  readonly #deps: FindingDeps
  readonly #self: DeviceId
  readonly #audience: Audience
  readonly #keys: FinderKeys
  readonly #book: RecordBook
  readonly #timers: NamedTimers
  readonly #teller: Teller
  readonly #byHand: ByHand
  readonly #refusals = new Map<string, number>()
  /** The record of each device that the links were given last. */
  readonly #learnt = new Map<DeviceId, number>()
  readonly #release: () => void
  #wanted: ReadonlySet<DeviceId> = new Set()

  constructor(deps: FindingDeps) {
    const { store, crypto, rng, clock, people, rooms, identity, links } = deps
    this.#deps = deps
    this.#self = identity.keys.device
    this.#audience = new Audience(people, rooms, this.#self)
    this.#keys = new FinderKeys(store, crypto, rng)
    this.#book = new RecordBook(store, (device) => people.ownerOf(device) !== undefined)
    this.#timers = new NamedTimers(clock)
    const { timers, book, keys, audience } = { timers: this.#timers, book: this.#book, keys: this.#keys, audience: this.#audience }
    const commit = (work: () => void): boolean => this.#commit(work)
    this.#teller = new Teller({
      ...{ clock, timers, self: this.#self, audience, keys, book, commit },
      recovery: () => deps.people.recovery.ownKey,
      seal: () => deps.people.recovery.ownSeal,
      now: () => deps.now(),
    })
    this.#byHand = new ByHand({ crypto, rng, people, audience, keys, book, self: this.#self, now: () => deps.now() })
    this.#release = links.onAddresses(() => this.#renewSoon())
    this.#renewSoon()
    this.#look()
  }

  stop(): void {
    this.#release()
    this.#timers.close()
  }

  /** Devices of contacts, own ones, room mates and carriers, without this one: whoever is reached for. Told again whenever that changed. */
  wants(wanted: ReadonlySet<DeviceId>): void {
    this.#wanted = wanted
    this.#shutOut()
    for (const [device, kept] of this.#book.all()) this.#learn(device, kept)
    this.#teller.tellAll(RESOURCE.RECORD_DELAY_MS)
  }

  sessionOpened(session: PeerSession): void {
    // Who has a session has an address.
    if (this.#book.own === undefined) this.#renew()
    this.#teller.opened(session)
  }

  sessionClosed(session: PeerSession): void {
    this.#teller.closed(session)
  }

  /** Only what is wrong whoever we know is answered with a code: silence about the rest tells nobody whom we know (GOV-16). */
  heard(session: PeerSession, payload: Uint8Array): SyncCode | undefined {
    const exchange = this.#teller.of(session)
    if (exchange === undefined) return undefined
    const read = recordMessage.decode(payload, RESOURCE.FRAME_BYTES)
    if (!read.ok) return read.code === 'UNSUPPORTED' ? undefined : this.#refuse('BAD_FRAME', 'RECORD_MALFORMED')
    const { held = [], proofs, records = [] } = read.value
    if (read.value.finder !== undefined && !exchange.hearing.spend(FINDER_WEIGHT)) return this.#refuse('RATE', 'RECORD_RATE')
    this.#takeFinder(session, read.value)
    if (proofs !== undefined && this.#audience.isTrusted(session)) this.#teller.heardProofs(exchange, proofs)
    this.#teller.heardHeld(
      exchange,
      held.filter(([device]) => this.#wanted.has(device)),
    )
    const { account: by, device: byDevice, address: via } = session
    return this.#records(records, exchange.hearing, { by, byDevice, via }, exchange) ?? this.#deps.keepsake(session, read.value)
  }

  /** The own record as it travels, for where no session carries it (RDV-4); undefined while there is no address to tell. */
  ownRecord(): Uint8Array | undefined {
    const { own } = this.#book
    return own?.device === this.#self && own.expires > this.#deps.now() ? addressRecord.encode(own) : undefined
  }

  /** What lay in the table where a device leaves word for this one (RDV-11): believed for its own signature, as any record. */
  found(device: DeviceId, bytes: Uint8Array): void {
    const read = addressRecord.decode(bytes)
    const by = this.#deps.people.ownerOf(device)
    if (!read.ok || by === undefined || read.value.device !== device) return this.#count('RECORD_MALFORMED')
    const fault = recordFault(this.#deps.crypto, read.value, this.#deps.now())
    if (fault !== undefined) return this.#count(fault === 'BAD_SIG' ? 'RECORD_FORGED' : `RECORD_${fault}`)
    if (this.#wanted.has(device) && this.#book.isNews(read.value)) this.#keep({ by, byDevice: device, via: undefined }, [read.value])
  }

  /** BNDL-10: what a letter to each device may hold, for one bundle; undefined: there is to be none. */
  telling(): (peer: Addressee) => Told | undefined {
    this.#renew()
    return this.#byHand.telling()
  }

  /** So much is heard of one who brings files; as in a session (REC-4). */
  hearing(): TokenBucket {
    return new TokenBucket(this.#deps.clock, RESOURCE.RECORDS_HEARD, RESOURCE.RECORDS_HEARD_PER_SECOND)
  }

  /** What stood in a letter by that device. */
  handed(from: Addressee, { records = [], common }: Told, hearing: TokenBucket): SyncCode | undefined {
    const { account, device } = from
    if (account === undefined) return undefined
    const who = { by: account, byDevice: device, via: undefined }
    const told = this.#records(records, hearing, who)
    if (common === undefined || told !== undefined) return told
    if (!hearing.spend(FINDER_WEIGHT)) return this.#refuse('RATE', 'RECORD_RATE')
    return this.#records(this.#byHand.opened(from, common), hearing, who)
  }

  /** As its newest record says; nothing of one that nobody here knows. */
  addressesOf(device: DeviceId): readonly string[] {
    return this.#book.get(device)?.record.addresses ?? []
  }

  known(): readonly KnownRecord[] {
    const { people, rooms } = this.#deps
    return [...this.#book.all()].flatMap(([device, { record, by, byDevice }]) => {
      if (!this.#wanted.has(device)) return []
      const account = people.ownerOf(device) ?? ownerInRooms(rooms, device)
      const { n, expires, addresses } = record
      return [{ device, account, since: n, expires, addresses, by, isFirstHand: byDevice === device }]
    })
  }

  refusals(): ReadonlyMap<string, number> {
    return this.#refusals
  }

  #records(
    records: readonly CborValue[],
    hearing: TokenBucket,
    { by, ...from }: Omit<KeptRecord, 'record' | 'by'> & { readonly by: AccountId | undefined },
    exchange?: Exchange,
  ): SyncCode | undefined {
    const news: AddressRecord[] = []
    let verdict: SyncCode | undefined
    for (const raw of records) {
      const read = addressRecord.fromCbor(raw)
      if (!hearing.spend()) verdict = this.#refuse('RATE', 'RECORD_RATE')
      else if (!read.ok && read.code === 'MALFORMED') verdict = this.#refuse('BAD_FRAME', 'RECORD_MALFORMED')
      else if (read.ok) verdict = this.#judge(exchange, read.value, news)
      if (verdict !== undefined) break
    }
    if (by !== undefined) this.#keep({ by, ...from }, news)
    return verdict
  }

  /** The signature comes first: else an answer, or none, would say whether we know that device. */
  #judge(exchange: Exchange | undefined, record: AddressRecord, news: AddressRecord[]): SyncCode | undefined {
    const { crypto } = this.#deps
    const fault = recordFault(crypto, record, this.#deps.now())
    if (fault === 'BAD_SIG') return this.#refuse('BAD_SIG', 'RECORD_FORGED')
    if (fault !== undefined) return this.#passOver(`RECORD_${fault}`)
    if (record.device === this.#self) return this.#surpass(record)
    if (!this.#wanted.has(record.device)) return this.#passOver('RECORD_FOREIGN')
    exchange?.has(record.device, record.n)
    const held = this.#book.get(record.device)?.record
    if (held === undefined || record.n > held.n) news.push(record)
    else if (record.n < held.n) this.#count('RECORD_OLD')
    return undefined
  }

  #keep(from: Omit<KeptRecord, 'record'>, news: readonly AddressRecord[]): void {
    if (news.length === 0) return
    // Others say it again: a power cut may take it.
    const isKept = this.#commit(() => {
      for (const record of news) {
        if (!this.#book.isNews(record)) continue
        for (const gone of this.#book.put({ record, ...from })) this.#unlearn(gone)
      }
    }, 'relaxed')
    if (!isKept) return
    for (const { device } of news) {
      const kept = this.#book.get(device)
      if (kept !== undefined) this.#learn(device, kept)
    }
    this.#teller.tellAll(RESOURCE.RECORD_DELAY_MS)
  }

  /** A copy of this device, or this one before a backup was put back, has signed a later one. */
  #surpass({ n }: AddressRecord): undefined {
    if (n > (this.#book.own?.n ?? -1)) this.#renew(n)
    return undefined
  }

  #takeFinder(session: PeerSession, { finder, recovery, seal }: RecordMessage): void {
    const { account } = session
    if (finder === undefined || account === undefined || !this.#audience.isTrusted(session)) return
    const now = this.#deps.now()
    const isOwn = this.#audience.isOwn(session)
    // GOV-6: what only the words vouch for does not speak for a contact before the person has seen it.
    if (!isOwn && this.#deps.people.newDevices(account).includes(session.device)) return
    let isNew = false
    this.#commit(
      () => {
        isNew = isOwn ? this.#keys.adopt(finder, now) : this.#keys.take(account, finder, now)
        if (recovery !== undefined) this.#deps.people.recovery.take(account, recovery)
        if (isOwn && seal !== undefined) this.#deps.people.recovery.takeSeal(seal)
      },
      isOwn ? 'durable' : 'relaxed',
    )
    if (isNew) this.#teller.tellAll(RESOURCE.RECORD_DELAY_MS)
  }

  /** GOV-16: who was given the finder key and is a contact no more shall find nobody by it. */
  #shutOut(): void {
    const isOut = (account: AccountId): boolean => !this.#audience.isContact(account)
    const blocked = [...this.#keys.given].some(isOut)
    const forgotten = [...this.#keys.accounts()].filter(isOut)
    if (this.#keys.own !== undefined && !blocked && forgotten.length === 0) return
    this.#commit(() => {
      if (blocked || this.#keys.own === undefined) this.#keys.renew(this.#deps.now())
      for (const account of forgotten) this.#keys.forget(account)
    })
  }

  #renewSoon(): void {
    this.#timers.after('own', RESOURCE.RECORD_DELAY_MS, () => this.#renew())
  }

  #renew(above = 0): void {
    const { crypto, identity, links, now } = this.#deps
    const next = nextRecord(crypto, identity.keys, this.#book.own, { now: Math.floor(now()), addresses: links.addresses(), above })
    if (next === undefined || !this.#commit(() => this.#book.keepOwn(next))) return
    this.#teller.tellAll(0)
  }

  /** Now and then: the day may be over, addresses others without a word of it, and records run out. */
  #look(): void {
    this.#timers.after('look', RESOURCE.RECORD_LOOK_MS, () => {
      this.#renew()
      this.#sweep()
      this.#look()
    })
  }

  /** Records that ran out, or that a clock far ahead let in, or of devices that nobody here knows any more. */
  #sweep(): void {
    const now = this.#deps.now()
    const isOver = ({ expires, n }: AddressRecord): boolean => expires <= now || n > now + RESOURCE.CLOCK_DOUBT_MS
    const gone = [...this.#book.all()].filter(([device, { record }]) => isOver(record) || !this.#wanted.has(device))
    if (gone.length === 0) return
    const isDone = this.#commit(() => {
      for (const [device] of gone) this.#book.delete(device)
    }, 'relaxed')
    if (isDone) for (const [device] of gone) this.#unlearn(device)
  }

  #learn(device: DeviceId, { record, via }: KeptRecord): void {
    if (!this.#wanted.has(device) || this.#learnt.get(device) === record.n || record.expires <= this.#deps.now()) return
    this.#learnt.set(device, record.n)
    this.#deps.links.learn(device, record.addresses, via)
  }

  #unlearn(device: DeviceId): void {
    if (this.#learnt.delete(device)) this.#deps.links.learn(device, [], undefined)
  }

  /** False: the disk would not, and all is as it was. */
  #commit(work: () => void, mode: 'durable' | 'relaxed' = 'durable'): boolean {
    try {
      this.#deps.store.transaction(work, mode)
      return true
    } catch (error) {
      if (!(error instanceof StoreError) || error.code === 'STORE_CLOSED') throw error
      this.#keys.reload()
      this.#book.reload()
      this.#count(error.code)
      return false
    }
  }

  /** Counted; nobody is told. */
  #passOver(counted: string): undefined {
    this.#count(counted)
    return undefined
  }

  #refuse(code: SyncCode, counted: string): SyncCode {
    this.#count(counted)
    return code
  }

  #count(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1)
  }
}

function ownerInRooms(rooms: Rooms, device: DeviceId): AccountId | undefined {
  for (const key of rooms.opened()) {
    const account = rooms.get(key)?.state.devices.get(device)?.account
    if (account !== undefined) return account
  }
  return undefined
}
