/**
 * What is said in the sessions that are open, and when: at once the own record, the finder key, proofs and what is held here; a moment later,
 * when the other has said what it holds, the records of others that it lacks. One of these a session, none after it has closed.
 */
import type { Clock } from '../../crypto/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, addressRecord } from '../../reach/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { NamedTimers } from '../../timers/index.ts'
import type { Audience } from './audience.ts'
import { Exchange } from './exchange.ts'
import type { FinderKeys, ProofEnds } from './finder-keys.ts'
import type { RecordBook } from './record-book.ts'
import { type Proofs, type RecordMessage, recordMessage } from './record-message.ts'

export interface TellerDeps {
  readonly clock: Clock
  readonly timers: NamedTimers
  readonly self: DeviceId
  readonly audience: Audience
  readonly keys: FinderKeys
  readonly book: RecordBook
  /** What contacts recognise the own words by (RECV-1). */
  recovery(): Uint8Array | undefined
  /** What own devices seal keepsakes to (RECV-7). */
  seal(): Uint8Array | undefined
  now(): number
  /** One durable transaction; false: nothing of it is on disk. */
  commit(work: () => void): boolean
}

export class Teller {
  readonly #deps: TellerDeps
  readonly #exchanges = new Map<PeerSession, Exchange>()
  #lastNumber = 0

  constructor(deps: TellerDeps) {
    this.#deps = deps
  }

  opened(session: PeerSession): void {
    const exchange = new Exchange(session, (this.#lastNumber += 1), this.#deps.clock)
    this.#exchanges.set(session, exchange)
    this.#tellSoon(exchange, 0)
  }

  closed(session: PeerSession): void {
    const exchange = this.#exchanges.get(session)
    if (exchange === undefined) return
    this.#exchanges.delete(session)
    for (const what of ['tell', 'pass']) this.#deps.timers.stop(`${what} ${exchange.number}`)
  }

  of(session: PeerSession): Exchange | undefined {
    return this.#exchanges.get(session)
  }

  /** The peer named accounts that it knows. Looked at with the next word, so that many lists cost no more than one. */
  heardProofs(exchange: Exchange, proofs: Proofs): void {
    const isFirst = exchange.proofs === undefined
    exchange.proofs = proofs
    exchange.lookedWith = undefined
    this.#tellSoon(exchange, isFirst ? 0 : RESOURCE.RECORD_DELAY_MS)
  }

  /** What the peer has, by its own word: 0 where it knows the device and has nothing. */
  heardHeld(exchange: Exchange, held: readonly (readonly [DeviceId, number])[]): void {
    for (const [device, n] of held) exchange.peerHas.set(device, n)
    if (held.length > 0) this.#passSoon(exchange, RESOURCE.RECORD_PASS_MS)
  }

  /** Something is new here. */
  tellAll(ms: number): void {
    for (const exchange of this.#exchanges.values()) this.#tellSoon(exchange, ms)
  }

  #tellSoon(exchange: Exchange, ms: number): void {
    if (ms === 0) this.#deps.timers.stop(`tell ${exchange.number}`)
    this.#deps.timers.after(`tell ${exchange.number}`, ms, () => {
      if (!this.#exchanges.has(exchange.session)) return
      this.#tell(exchange)
      this.#passSoon(exchange, RESOURCE.RECORD_PASS_MS)
    })
  }

  /** What is due at once: the own record, the finder key, proofs, and what we hold; records of others wait for what the peer holds. */
  #tell(exchange: Exchange): void {
    const { session } = exchange
    const own = this.#deps.audience.mayHear(session) ? this.#ownFor(exchange) : undefined
    this.#lookAtProofs(exchange)
    const proofs = this.#proofsFor(exchange)
    const message: RecordMessage = {
      ...(own !== undefined && { records: [addressRecord.toCbor(own)] }),
      ...this.#finderFor(exchange),
      ...(proofs !== undefined && { proofs: proofs.list }),
    }
    const held = this.#heldFor(exchange)
    const pages = pagesOf(held, RESOURCE.ROWS_PER_PAGE)
    const messages = [message, ...pages.map((page): RecordMessage => ({ held: page }))].filter((each) => Object.keys(each).length > 0)
    const isSaid = messages.every((each) => session.tellRecords(recordMessage.encode(each)))
    // A line that takes no more is told again a moment later, all of it: what came twice is known already.
    if (!isSaid) return this.#tellSoon(exchange, RESOURCE.RECORD_PASS_MS)
    if (own !== undefined) exchange.ownTold = own.n
    if (message.finder !== undefined) exchange.finderTold = message.finder.changed
    if (proofs !== undefined) exchange.proven = proofs.digest
    for (const [device, n] of held) exchange.told.set(device, n)
  }

  /** Records of others that the peer may have and did not say that it has. */
  #pass(exchange: Exchange): void {
    const { session, telling, peerHas } = exchange
    if (!this.#exchanges.has(session)) return
    const due = [...this.#deps.audience.tellable(session, exchange.common)].flatMap((device) => {
      const record = this.#current(device)
      return record !== undefined && record.n > (peerHas.get(device) ?? -1) ? [record] : []
    })
    const newest = due.toSorted((a, b) => b.n - a.n).filter(() => telling.spend())
    for (const page of pagesOf(newest, RESOURCE.RECORDS_PER_FRAME)) {
      const isSaid = session.tellRecords(recordMessage.encode({ records: page.map((record) => addressRecord.toCbor(record)) }))
      if (isSaid) for (const { device, n } of page) exchange.has(device, n)
    }
    if (newest.some(({ device, n }) => n > (peerHas.get(device) ?? -1)) || newest.length < due.length) {
      this.#passSoon(exchange, RESOURCE.RECORD_LOOK_MS)
    }
  }

  #passSoon(exchange: Exchange, ms: number): void {
    this.#deps.timers.after(`pass ${exchange.number}`, ms, () => this.#pass(exchange))
  }

  /** A lower counter than before is news as well: the one told was signed by a clock far ahead. */
  #ownFor({ ownTold }: Exchange): AddressRecord | undefined {
    const { own } = this.#deps.book
    return own !== undefined && own.device === this.#deps.self && own.n !== ownTold && own.expires > this.#deps.now() ? own : undefined
  }

  #finderFor({ session, finderTold }: Exchange): Pick<RecordMessage, 'finder' | 'recovery' | 'seal'> {
    const { own } = this.#deps.keys
    const { account } = session
    if (own === undefined || own.changed <= finderTold || account === undefined || !this.#deps.audience.isTrusted(session)) return {}
    // Written down before it is said: one of them may be blocked after a crash.
    const isOwn = this.#deps.audience.isOwn(session)
    const isNoted = isOwn || this.#deps.commit(() => this.#deps.keys.give(account))
    const recovery = this.#deps.recovery()
    const seal = isOwn ? this.#deps.seal() : undefined
    return isNoted ? { finder: own, ...(recovery !== undefined && { recovery }), ...(seal !== undefined && { seal }) } : {}
  }

  #proofsFor(exchange: Exchange): { readonly list: Proofs; readonly digest: string } | undefined {
    const ends = this.#ends(exchange, false)
    if (ends === undefined || !this.#deps.audience.isTrusted(exchange.session)) return undefined
    const accounts = this.#accountsBeside(exchange)
    const digest = this.#deps.keys.digest(accounts)
    return digest === exchange.proven ? undefined : { list: this.#deps.keys.prove(accounts, ends), digest }
  }

  #lookAtProofs(exchange: Exchange): void {
    const { proofs, session } = exchange
    const ends = this.#ends(exchange, true)
    if (!this.#deps.audience.isTrusted(session)) exchange.common = new Set()
    if (proofs === undefined || ends === undefined || !this.#deps.audience.isTrusted(session)) return
    const accounts = this.#accountsBeside(exchange)
    const digest = this.#deps.keys.digest(accounts)
    if (exchange.lookedWith === digest) return
    exchange.lookedWith = digest
    exchange.common = this.#deps.keys.proven(accounts, proofs, ends)
  }

  /** Whom both may know beside each other: as many as a list of proofs holds. */
  #accountsBeside({ session }: Exchange): readonly AccountId[] {
    const { audience, keys } = this.#deps
    return audience
      .contactsOf(keys.accounts())
      .filter((account) => account !== session.account)
      .slice(0, RESOURCE.TAGS)
  }

  #ends({ session }: Exchange, isTheirs: boolean): ProofEnds | undefined {
    const { own, peer } = session.nonces
    if (isTheirs) return { from: session.device, to: this.#deps.self, nonce: own }
    return peer === undefined ? undefined : { from: this.#deps.self, to: session.device, nonce: peer }
  }

  #heldFor(exchange: Exchange): readonly (readonly [DeviceId, number])[] {
    return [...this.#deps.audience.tellable(exchange.session, exchange.common)].flatMap((device) => {
      const n = this.#current(device)?.n ?? 0
      return exchange.told.get(device) === n ? [] : [[device, n] as const]
    })
  }

  #current(device: DeviceId): AddressRecord | undefined {
    const record = this.#deps.book.get(device)?.record
    return record !== undefined && record.expires > this.#deps.now() ? record : undefined
  }
}

function pagesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size))
}
