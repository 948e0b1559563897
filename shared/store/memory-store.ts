/**
 * The store in memory: for simulations of many devices in one process and for profiles that shall leave nothing behind. `crash` loses what
 * a power cut may lose. Rows are copied on the way in and frozen; bytes are shared, because everywhere in this project bytes are never
 * changed once made.
 */
import type { BlockTable, MessageTable, ReferenceTable, RoomKey, RoomUsage, Store, ValueTable } from './store.ts'
import { MemoryBlocks } from './memory-blocks.ts'
import { MemoryLog } from './memory-log.ts'
import { MemoryMessages } from './memory-messages.ts'
import { MemoryValues } from './memory-values.ts'

export interface MemoryStore extends Store {
  /** Undoes everything since the last durable commit; the store goes on as if reopened. Not inside a transaction (`RangeError`). */
  crash(): void
  /** How often `purgeErased` ran. */
  readonly purges: number
}

export function memoryStore(): MemoryStore {
  return new DefaultMemoryStore()
}

class DefaultMemoryStore implements MemoryStore {
  readonly #log = new MemoryLog()
  readonly values: ValueTable = new MemoryValues(this.#log)
  readonly #blocks = new MemoryBlocks(this.#log)
  readonly #messages = new MemoryMessages(this.#log)
  readonly blocks: BlockTable = this.#blocks
  readonly messages: MessageTable = this.#messages
  readonly references: ReferenceTable = this.#messages.references
  #purges = 0

  get purges(): number {
    return this.#purges
  }

  transaction<T>(work: () => T, mode: 'durable' | 'relaxed' = 'durable'): T {
    return this.#log.transaction(work, mode)
  }

  usage(): Iterable<ReadonlyMap<RoomKey, RoomUsage>> {
    const blocks = this.#blocks.sizes()
    const messages = this.#messages.usage()
    const rooms = new Set([...blocks.keys(), ...messages.keys()])
    const of = (room: RoomKey): RoomUsage => {
      const shown = messages.get(room)
      return { bytes: (blocks.get(room) ?? 0) + (shown?.bytes ?? 0), messages: shown?.messages ?? 0 }
    }
    return [new Map([...rooms].map((room) => [room, of(room)]))]
  }

  purgeErased(): void {
    this.#log.assertOutside()
    this.#purges += 1
  }

  crash(): void {
    this.#log.crash()
  }

  close(): void {
    this.#log.close()
  }
}
