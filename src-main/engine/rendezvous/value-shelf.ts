/**
 * The values a serving node keeps (RDV-10): in memory, bounded in all, per region of keys and per sender, never past their end. Stands in
 * for the datastore of kad-dht, which would store whatever a validator lets through, for ever, older over newer. Full is full: nobody is
 * pushed out by who comes later.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock, Crypto } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { judgeValue, type ValueTimes } from '../../../shared/rendezvous/index.ts'
import { spotKeyIn } from './table-key.ts'

/** Who asks, while a request is being answered; and what the validator found out about the value it brought. */
export interface Asking {
  readonly host: string
  judged?: (ValueTimes & { readonly region: number }) | undefined
}

interface Held {
  readonly bytes: Uint8Array
  readonly times: ValueTimes
  readonly region: number
  readonly host: string
}

interface TextKey {
  toString(): string
}

export class ValueShelf {
  readonly #crypto: Crypto
  readonly #clock: Clock
  readonly #asking = new AsyncLocalStorage<Asking>()
  readonly #held = new Map<string, Held>()
  readonly #perRegion = new Map<number, number>()
  readonly #perHost = new Map<string, number>()
  #refused = 0

  constructor(crypto: Crypto, clock: Clock) {
    this.#crypto = crypto
    this.#clock = clock
  }

  get size(): number {
    return this.#held.size
  }

  /** Values that were sent and not kept. */
  get refused(): number {
    return this.#refused
  }

  /** Runs the answering of a request, so that `put` knows whose it is. */
  answering<T>(host: string, run: () => T): T {
    return this.#asking.run({ host }, run)
  }

  /** kad-dht's validator: throws for what may not lie under the key. */
  validate(key: Uint8Array, value: Uint8Array): void {
    const spot = spotKeyIn(key)
    if (spot === undefined) return this.#refuse('KEY')
    const judged = judgeValue(this.#crypto, spot, value, this.#clock.now())
    if (!judged.ok) return this.#refuse(judged.code)
    const asking = this.#asking.getStore()
    if (asking !== undefined) asking.judged = { ...judged.value, region: spot[0] ?? 0 }
  }

  /** As kad-dht's datastore. */
  put(key: TextKey, bytes: Uint8Array): Promise<TextKey> {
    const asking = this.#asking.getStore()
    // What this node itself publishes goes to the table like anybody's; the copy kad-dht makes here is of no use.
    if (asking === undefined) return Promise.resolve(key)
    const { host, judged } = asking
    if (judged === undefined) return this.#refuse('KIND')
    const text = key.toString()
    this.#dropExpired()
    const before = this.#held.get(text)
    // kad-dht asks no selector here: without this, a value kept from earlier today could be put back over a newer one.
    if (before !== undefined && before.times.n > judged.n) return this.#refuse('OLDER')
    if (before === undefined && !this.#hasRoom(host, judged.region)) return this.#refuse('FULL')
    this.#drop(text)
    // A refresh stays on the account of who brought it first, or one host could hand its share on for ever.
    const owner = before?.host ?? host
    this.#held.set(text, { bytes: bytes.slice(), times: { n: judged.n, expires: judged.expires }, region: judged.region, host: owner })
    add(this.#perRegion, judged.region, 1)
    add(this.#perHost, owner, 1)
    return Promise.resolve(key)
  }

  get(key: TextKey): Promise<Uint8Array> {
    const text = key.toString()
    const held = this.#held.get(text)
    if (held !== undefined && held.times.expires > this.#clock.now()) return Promise.resolve(held.bytes)
    this.#drop(text)
    return Promise.reject(new NotHere())
  }

  has(key: TextKey): Promise<boolean> {
    return Promise.resolve(this.#held.has(key.toString()))
  }

  delete(key: TextKey): Promise<void> {
    this.#drop(key.toString())
    return Promise.resolve()
  }

  #hasRoom(host: string, region: number): boolean {
    return (
      this.#held.size < RESOURCE.RENDEZVOUS_RECORDS &&
      (this.#perRegion.get(region) ?? 0) < RESOURCE.RENDEZVOUS_RECORDS_PER_PREFIX &&
      (this.#perHost.get(host) ?? 0) < RESOURCE.RENDEZVOUS_RECORDS_PER_HOST
    )
  }

  /** Only when room is short: ends are looked at when a value is read, too. */
  #dropExpired(): void {
    if (this.#held.size < RESOURCE.RENDEZVOUS_RECORDS_PER_PREFIX) return
    const now = this.#clock.now()
    if (now < this.#sweepAt) return
    this.#sweepAt = now + SWEEP_MS
    for (const [text, { times }] of this.#held) if (times.expires <= now) this.#drop(text)
  }
  #sweepAt = 0

  #drop(text: string): void {
    const held = this.#held.get(text)
    if (held === undefined) return
    this.#held.delete(text)
    add(this.#perRegion, held.region, -1)
    add(this.#perHost, held.host, -1)
  }

  #refuse(code: string): never {
    this.#refused += 1
    throw new ValueRefused(code)
  }
}

const SWEEP_MS = 60_000

function add<K>(counts: Map<K, number>, key: K, by: number): void {
  const after = (counts.get(key) ?? 0) + by
  if (after === 0) counts.delete(key)
  else counts.set(key, after)
}

/** By this name kad-dht knows that there is nothing. */
class NotHere extends Error {
  override readonly name = 'NotFoundError'
}

export class ValueRefused extends Error {
  override readonly name = 'ValueRefused'
  readonly code: string

  constructor(code: string) {
    super(`value refused: ${code}`)
    this.code = code
  }
}
