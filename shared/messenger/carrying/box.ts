/**
 * An always-on box, at which nobody sits: whoever pairs with it first is its owner, and it carries for him without being asked at a screen.
 * Everybody else needs `carry allow` at the box itself.
 */
import { type AccountId, parseId } from '../../ids/index.ts'
import type { CarryingDeps } from './keeper.ts'

const SPACE = 'carry/box'
const OWNER = 'owner'

export class Box {
  readonly #deps: Pick<CarryingDeps, 'store' | 'people'>
  readonly #allow: (account: AccountId) => void

  constructor(deps: Pick<CarryingDeps, 'store' | 'people'>, allow: (account: AccountId) => void) {
    this.#deps = deps
    this.#allow = allow
  }

  get owner(): AccountId | undefined {
    const held = this.#deps.store.values.get(SPACE, OWNER)
    return held === undefined ? undefined : parseId('account', new TextDecoder().decode(held))
  }

  met(account: AccountId): void {
    const { store, people } = this.#deps
    const record = people.record(account)
    if (this.owner !== undefined || record?.state !== 'paired' || record.isBlocked) return
    store.transaction(() => store.values.put(SPACE, OWNER, new TextEncoder().encode(account)))
    this.#allow(account)
  }
}
