/**
 * Takes batches back (ARC-6): a small one in one commit, a large one in many short ones, with everybody else's turn in between. A large one is
 * noted as leaving first, and from then on nobody sees anything of it; whatever ends the process, the next start goes on where this one was.
 */
import { ARCHIVE } from '../../limits.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import type { AddressBook } from '../address-book/index.ts'
import type { Batches } from './batches.ts'

export interface TakingBackDeps {
  readonly store: Store
  readonly batches: Batches
  readonly people: AddressBook
  /** False: the disk would not take it, and everything is as it was. */
  commit(work: () => void, mode?: 'durable' | 'relaxed'): boolean
  later(name: string, run: () => void): void
  changed(): void
}

export class TakingBack {
  readonly #deps: TakingBackDeps
  readonly #leaving = new Set<number>()
  /** Their archives are not shown until they are gone. */
  readonly #hidden = new Set<RoomKey>()
  /** The disk was full: tried again when somebody needs it gone, and at the next start. */
  #isStuck = false
  #waiting: (() => void)[] = []

  constructor(deps: TakingBackDeps) {
    this.#deps = deps
    for (const batch of deps.batches.open()) this.#hide(batch)
    if (this.isGoing) deps.later('imports-broken-off', () => this.#goOn())
  }

  get isGoing(): boolean {
    return this.#leaving.size > 0
  }

  isHidden(key: RoomKey): boolean {
    return this.#hidden.has(key)
  }

  /** How many messages go, at once or by and by; undefined: the disk would not even note it. */
  take(batch: number): number | undefined {
    const { batches, commit } = this.#deps
    const size = batches.sizeOf(batch)
    const isSmall = size <= ARCHIVE.TAKEN_BACK_AT_ONCE
    const isTaken = isSmall ? this.#whole(batch) : commit(() => batches.leave(batch))
    if (!isTaken && batches.get(batch)?.state !== 'open') return undefined
    if (isTaken && isSmall) return size
    // One that was broken off goes in any case: nobody may see half of it.
    this.#hide(batch)
    this.#isStuck = !isTaken
    if (!isTaken) return undefined
    this.#next()
    this.#deps.changed()
    return size
  }

  /** What was broken off and could not be taken back; whether nothing of it is left. */
  retry(): boolean {
    if (this.#isStuck) this.#goOn()
    return !this.#isStuck
  }

  /** When nothing is being taken back any more, or cannot be for now. */
  async gone(): Promise<void> {
    if (!this.isGoing || this.#isStuck) return
    await new Promise<void>((resolve) => void this.#waiting.push(resolve))
  }

  /** Nobody is kept waiting for what the next start will do. */
  stop(): void {
    this.#tell()
  }

  #hide(batch: number): void {
    this.#leaving.add(batch)
    for (const key of this.#deps.batches.get(batch)?.archives ?? []) this.#hidden.add(key)
  }

  #next(): void {
    this.#deps.later('imports-taking-back', () => this.#goOn())
  }

  #goOn(): void {
    const [batch] = this.#leaving
    if (batch === undefined) return
    const { batches, commit } = this.#deps
    this.#isStuck = false
    let isAll = batches.sizeOf(batch) <= ARCHIVE.TAKEN_BACK_AT_ONCE && batches.get(batch)?.state !== 'leaving'
    const step = (): void => {
      if (batches.get(batch)?.state === 'open') batches.leave(batch)
      isAll = batches.takeSome(batch, ARCHIVE.TAKEN_BACK_AT_ONCE)
    }
    if ((!isAll && !commit(step, 'relaxed')) || (isAll && !this.#whole(batch))) {
      this.#isStuck = true
      this.#tell()
    } else if (this.isGoing) this.#next()
  }

  #whole(batch: number): boolean {
    const { store, batches, people, commit, changed } = this.#deps
    const isDone = commit(() => {
      const isLeaving = batches.get(batch)?.state === 'leaving'
      batches.takeBack(batch)
      people.takeBack(batch)
      if (isLeaving) store.messages.clearTraces()
    })
    if (!isDone) return false
    const wasHidden = this.#leaving.delete(batch)
    if (this.isGoing) return true
    this.#hidden.clear()
    store.purgeErased()
    if (wasHidden) changed()
    this.#tell()
    return true
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
