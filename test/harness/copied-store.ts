/**
 * A store in memory that can be copied as it stands, as a virtual machine is cloned or a folder copied (FORK-6): every change is noted, and a
 * copy does them again.
 */
import { type Store, memoryStore } from '../../shared/store/index.ts'

export interface CopiedStore extends Store {
  copy(): CopiedStore
  /** The n-th change from now on fails, as a full disk or a power cut would have it; undefined: none does. */
  failAfter(changes: number | undefined): void
}

type Table = 'values' | 'blocks' | 'messages'
type Change = (store: Store) => void

/** What writes; everything else reads. */
const WRITES = new Set([
  'put',
  'delete',
  'setState',
  'setChecked',
  'remove',
  'removeRoom',
  'segmentKey',
  'insert',
  'putAmendment',
  'removeAmendment',
  'clear',
])

export function copiedStore(before: readonly Change[] = []): CopiedStore {
  const inner = memoryStore()
  const changes: Change[] = []
  let left: number | undefined
  for (const change of before) {
    change(inner)
    changes.push(change)
  }
  const watched = <T extends Table>(table: T): Store[T] =>
    new Proxy(inner[table], {
      get(target, name) {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return (...args: readonly unknown[]): unknown => {
          if (WRITES.has(String(name)) && left !== undefined && (left -= 1) < 0) throw new Error('power is out')
          if (WRITES.has(String(name)))
            changes.push((store) => Reflect.apply(Reflect.get(store[table], name) as typeof method, store[table], args))
          return Reflect.apply(method, target, args)
        }
      },
    })
  return {
    values: watched('values'),
    blocks: watched('blocks'),
    messages: watched('messages'),
    references: inner.references,
    transaction(work, mode) {
      const mark = changes.length
      try {
        return inner.transaction(work, mode)
      } catch (cause) {
        changes.length = mark
        throw cause
      }
    },
    usage: () => inner.usage(),
    purgeErased: () => inner.purgeErased(),
    close: () => inner.close(),
    copy: () => copiedStore(changes),
    failAfter: (changes) => (left = changes),
  }
}
