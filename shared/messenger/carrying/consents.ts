/**
 * What this device's person answered to contacts who asked it to carry (CARR-1): a quota for all their rooms, or no; and who waits for an
 * answer, with the token he brought. Records only; survives restarts.
 */
import { bytes, choice, field, optional, struct, uint } from '../../codec/index.ts'
import { type AccountId, type RoomHandle, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'

export interface Consent {
  /** Bytes, for all rooms of the contact together. */
  readonly quota: number
  /** The same for files; 0: none. */
  readonly files: number
  /** Ms; 0 for one given before times were noted. */
  readonly since: number
}

export interface WaitingAsk {
  readonly account: AccountId
  readonly handle: RoomHandle
  readonly at: number
  readonly token: Uint8Array
}

const CONSENT = 'carry/for'
const ASKS = 'carry/asks'
const REFUSED = 'carry/refused'

const consent = struct({ quota: field(1, uint()), since: field(2, uint()), files: optional(3, uint()) })
const waiting = struct({ at: field(1, uint()), token: field(2, bytes({ max: RESOURCE.FRAME_BYTES })) })
const refusal = struct({ at: field(1, uint()), state: field(2, choice({ declined: 0, stopped: 1 })) })

export class Consents {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
  }

  of(account: AccountId): Consent | undefined {
    const held = this.#store.values.get(CONSENT, account)
    if (held === undefined) return undefined
    const read = consent.decode(held)
    if (!read.ok) return { quota: RESOURCE.CARRY_ACCOUNT_BYTES, files: 0, since: 0 }
    const { quota, since, files = 0 } = read.value
    return { quota, files, since }
  }

  accounts(): readonly AccountId[] {
    return this.#store.values.list(CONSENT).flatMap(([name]) => parseId('account', name) ?? [])
  }

  give(account: AccountId, given: Consent): void {
    this.#store.values.put(CONSENT, account, consent.encode(given))
    this.#store.values.delete(REFUSED, account)
  }

  /** No, or no longer; whoever waits is answered by that. */
  refuse(account: AccountId, state: 'declined' | 'stopped', at: number): void {
    this.#store.values.delete(CONSENT, account)
    this.#store.values.put(REFUSED, account, refusal.encode({ at: Math.floor(at), state }))
    for (const { handle } of this.asksOf(account)) this.settle(account, handle)
  }

  /** A no that still holds: a contact is not to ask again and again. */
  refusedNow(account: AccountId, now: number): 'declined' | 'stopped' | undefined {
    const held = this.#store.values.get(REFUSED, account)
    const read = held === undefined ? undefined : refusal.decode(held)
    return read?.ok === true && now < read.value.at + RESOURCE.CARRY_DECLINED_MS ? read.value.state : undefined
  }

  /** Keeps the newest token of each room; false when he waits for too many already. */
  wait({ account, handle, token, at }: WaitingAsk): boolean {
    const before = this.asksOf(account)
    const known = before.find((each) => each.handle === handle)
    if (known === undefined && before.length >= RESOURCE.CARRIED_ROOMS_PER_ACCOUNT) return false
    const value = waiting.encode({ at: Math.floor(known?.at ?? at), token })
    this.#store.transaction(() => this.#store.values.put(ASKS, `${account}/${handle}`, value))
    return true
  }

  settle(account: AccountId, handle: RoomHandle): void {
    this.#store.values.delete(ASKS, `${account}/${handle}`)
  }

  asks(): readonly WaitingAsk[] {
    return this.#list('')
  }

  asksOf(account: AccountId): readonly WaitingAsk[] {
    return this.#list(`${account}/`)
  }

  #list(prefix: string): readonly WaitingAsk[] {
    return this.#store.values.list(ASKS, prefix).flatMap(([name, held]) => {
      const [who = '', what = ''] = name.split('/')
      const account = parseId('account', who)
      const handle = parseId('handle', what)
      const read = waiting.decode(held)
      return account === undefined || handle === undefined || !read.ok ? [] : [{ account, handle, ...read.value }]
    })
  }
}
