/** How many durable commits a store makes: each is a sync of the disk. */
import type { Store } from '../../shared/store/index.ts'

export interface Commits {
  durable: number
}

/** From now on. A nested durable call makes the whole durable, and a write outside of all is one of its own. */
export function commitsOf(store: Pick<Store, 'transaction' | 'values'>): Commits {
  const commits = { durable: 0 }
  const transaction = store.transaction.bind(store)
  let depth = 0
  let isDurable = false
  store.transaction = (work, mode = 'durable') => {
    isDurable ||= mode === 'durable'
    depth += 1
    try {
      return transaction(work, mode)
    } finally {
      depth -= 1
      if (depth === 0) {
        if (isDurable) commits.durable += 1
        isDurable = false
      }
    }
  }
  for (const name of ['put', 'delete'] as const) {
    const write: (...values: [string, string, Uint8Array]) => void = store.values[name].bind(store.values)
    store.values[name] = (...values: unknown[]) => {
      if (depth === 0) commits.durable += 1
      write(...(values as [string, string, Uint8Array]))
    }
  }
  return commits
}
