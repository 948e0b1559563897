/** Named values in memory: a map for reading and a sorted list of keys for listing. */
import type { MemoryLog } from './memory-log.ts'
import type { ValueTable } from './store.ts'
import { SortedList, compareText } from './sorted-list.ts'

interface Space {
  readonly values: Map<string, Uint8Array>
  readonly keys: SortedList<string>
}

export class MemoryValues implements ValueTable {
  readonly #log: MemoryLog
  readonly #spaces = new Map<string, Space>()

  constructor(log: MemoryLog) {
    this.#log = log
  }

  get(space: string, key: string): Uint8Array | undefined {
    this.#log.assertOpen()
    return this.#spaces.get(space)?.values.get(key.toWellFormed())
  }

  put(space: string, key: string, value: Uint8Array): void {
    this.#log.assertOpen()
    this.#set(space, key.toWellFormed(), value)
  }

  delete(space: string, key: string): void {
    this.#log.assertOpen()
    this.#set(space, key.toWellFormed(), undefined)
  }

  list(space: string, prefix = '', limit = Infinity): readonly (readonly [key: string, value: Uint8Array])[] {
    this.#log.assertOpen()
    const there = this.#spaces.get(space)
    if (there === undefined) return []
    const start = prefix.toWellFormed()
    const pairs: (readonly [string, Uint8Array])[] = []
    for (const key of there.keys.ascending((other) => compareText(other, start) < 0)) {
      if (!key.startsWith(start) || pairs.length >= limit) break
      const value = there.values.get(key)
      if (value !== undefined) pairs.push([key, value])
    }
    return pairs
  }

  #set(name: string, key: string, value: Uint8Array | undefined): void {
    let space = this.#spaces.get(name)
    if (space === undefined) {
      space = { values: new Map(), keys: new SortedList(compareText) }
      this.#spaces.set(name, space)
    }
    const before = space.values.get(key)
    replace(space, key, value)
    const written = space
    this.#log.wrote(() => replace(written, key, before))
  }
}

function replace(space: Space, key: string, value: Uint8Array | undefined): void {
  if (value === undefined) {
    space.values.delete(key)
    space.keys.delete(key)
  } else {
    space.values.set(key, value)
    space.keys.add(key)
  }
}
