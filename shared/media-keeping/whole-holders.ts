/**
 * Which other devices have said that they hold a file whole, and when (MEDIA-27). Their word: it says where a file can be had and whether it
 * would still be there without this device; nothing is proven by it.
 */
import { uint } from '../codec/index.ts'
import { type DeviceId, type FileId, parseId } from '../ids/index.ts'
import { MEDIA } from '../limits.ts'
import type { Store } from '../store/index.ts'

const SPACE = 'media/whole'
const time = uint()

export interface WholeHolder {
  readonly device: DeviceId
  /** Wall ms of the latest word. */
  readonly at: number
}

export class WholeHolders {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
  }

  /** Oldest word first. */
  of(file: FileId): readonly WholeHolder[] {
    const found = this.#store.values.list(SPACE, `${file}/`).flatMap(([key, value]) => {
      const device = parseId('device', key.slice(file.length + 1))
      const read = time.decode(value)
      return device !== undefined && read.ok ? [{ device, at: read.value }] : []
    })
    return found.toSorted((a, b) => a.at - b.at)
  }

  /** Of a file the newest words stay. True when one is new. */
  note(device: DeviceId, file: FileId, at: number): boolean {
    const held = this.of(file)
    const isNew = !held.some((each) => each.device === device)
    const surplus = isNew ? held.slice(0, Math.max(0, held.length + 1 - MEDIA.HOLDERS_OF_FILE)) : []
    this.#store.transaction(() => {
      for (const { device: oldest } of surplus) this.remove(oldest, file)
      this.#store.values.put(SPACE, `${file}/${device}`, time.encode(at))
    }, 'relaxed')
    return isNew
  }

  /** True when it had said so. */
  remove(device: DeviceId, file: FileId): boolean {
    const key = `${file}/${device}`
    if (this.#store.values.get(SPACE, key) === undefined) return false
    this.#store.transaction(() => this.#store.values.delete(SPACE, key), 'relaxed')
    return true
  }

  drop(file: FileId): void {
    const held = this.of(file)
    if (held.length === 0) return
    this.#store.transaction(() => {
      for (const { device } of held) this.#store.values.delete(SPACE, `${file}/${device}`)
    }, 'relaxed')
  }
}
