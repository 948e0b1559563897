/** What every store must do (`shared/store/store.ts`, docs/spec/store.md). */
import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../shared/store/index.ts'
import { blockCases } from './store-blocks.ts'
import { messageCases } from './store-messages.ts'
import { referenceCases } from './store-references.ts'
import { searchCases } from './store-search.ts'
import { sharingCases } from './store-sharing.ts'
import { transactionCases } from './store-transactions.ts'
import { usageCases } from './store-usage.ts'
import { valueCases } from './store-values.ts'

export interface MadeStore {
  readonly store: Store
  /** Removes what the store left behind; the store is closed by then. */
  dispose(): void
}

export function registerStoreContract(name: string, make: () => MadeStore): void {
  describe(`store contract: ${name}`, () => {
    let made: MadeStore
    beforeEach(() => {
      made = make()
    })
    afterEach(() => {
      made.store.close()
      made.dispose()
    })
    const store = (): Store => made.store

    describe('transactions', () => {
      transactionCases(store)
    })
    describe('values', () => {
      valueCases(store)
    })
    describe('blocks', () => {
      blockCases(store)
    })
    describe('messages', () => {
      messageCases(store)
    })
    describe('references', () => {
      referenceCases(store)
    })
    describe('what a room was given', () => {
      sharingCases(store)
    })
    describe('usage', () => {
      usageCases(store)
    })
    describe('search', () => {
      searchCases(store)
    })
  })
}
