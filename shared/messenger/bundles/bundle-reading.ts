/**
 * Reads bundles as a sync with a peer that is nobody (BNDL-2): the same checks and limits as from anybody, each batch one durable transaction,
 * no score, and nothing acknowledged to anyone but by this device's own statuses. Nothing is trusted for being in a file, nothing in it ends the
 * reading but a full disk, and reading again changes nothing.
 */
import { type BundleEvent, type BundleKey, BundleReader } from '../../bundle/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { BundleProgress, BundleReadCode, BundleReading, BundleSummary } from '../api-bundles.ts'
import type { Origin, ReadingDeps } from './reading-deps.ts'
import { SectionIntake } from './section-intake.ts'

export class DefaultBundleReading implements BundleReading {
  readonly #deps: ReadingDeps
  #reader: BundleReader<Origin>
  #section: SectionIntake | undefined
  #keys: readonly BundleKey<Origin>[] | undefined
  #isFileEmpty = true
  /** The section that ended last has another behind it; that its last piece came to be the file's last says that something was cut off. */
  #isFollowed = false
  #failed: 'STORE_FULL' | 'NOT_SAVED' | undefined

  constructor(deps: ReadingDeps) {
    this.#deps = deps
    this.#reader = this.#newReader()
  }

  push(bytes: Uint8Array): Result<BundleProgress, BundleReadCode> {
    const { tally } = this.#deps
    if (this.#isFileEmpty) tally.files += 1
    this.#isFileEmpty = false
    tally.bytes += bytes.length
    return this.#heard(this.#reader.push(bytes))
  }

  next(): Result<BundleProgress, BundleReadCode> {
    if (this.#isFileEmpty) return this.#progress()
    const heard = this.#heard(this.#reader.finish())
    if (this.#isFollowed) this.#deps.tally.cut += 1
    this.#isFollowed = false
    this.#reader = this.#newReader()
    this.#isFileEmpty = true
    return heard
  }

  again(): void {
    this.next()
    this.#deps.tally.again()
  }

  summary(): BundleSummary {
    if (!this.#isFileEmpty) this.next()
    const { tally, nameOf, hasAnswer } = this.#deps
    return tally.summary((room) => {
      const named = nameOf(room)
      return named === undefined ? undefined : { ...named, hasAnswer: hasAnswer(room) }
    })
  }

  close(): void {
    this.#deps.onClose()
  }

  #newReader(): BundleReader<Origin> {
    return new BundleReader(this.#deps.crypto, () => (this.#keys ??= this.#deps.keys()))
  }

  #heard(events: Iterable<BundleEvent<Origin>>): Result<BundleProgress, BundleReadCode> {
    if (this.#failed !== undefined) return fail(this.#failed)
    let refusal: BundleReadCode | undefined
    for (const event of events) {
      refusal ??= this.#take(event)
      if (this.#failed !== undefined) break
    }
    // At once: later it would be told by itself, and not counted here.
    const { tally } = this.#deps
    tally.counting(() => {
      for (const room of tally.takeUnsettled()) this.#deps.settle(room)
    })
    return refusal === undefined || this.#failed !== undefined ? this.#progress() : fail(refusal)
  }

  #progress(): Result<BundleProgress, BundleReadCode> {
    const { bytes, messages } = this.#deps.tally
    return this.#failed === undefined ? ok({ bytes, messages }) : fail(this.#failed)
  }

  #take(event: BundleEvent<Origin>): BundleReadCode | undefined {
    const { tally } = this.#deps
    if (event.type !== 'frame' && event.type !== 'end') this.#isFollowed = false
    switch (event.type) {
      case 'section':
        this.#close()
        this.#section = new SectionIntake(this.#deps, event.of, () => (this.#keys = undefined))
        return undefined
      case 'frame':
        this.#section?.take(event.frame)
        this.#noteFailure()
        return undefined
      case 'damaged':
        tally.damaged += 1
        this.#section?.lost()
        this.#noteFailure()
        return undefined
      case 'end':
        this.#isFollowed = this.#section?.isFollowed === true
        this.#close()
        return undefined
      case 'strange':
        tally.strange += 1
        return undefined
      case 'cut':
        if (this.#section === undefined) tally.cut += 1
        this.#close()
        return undefined
      case 'refused':
        return event.code
    }
  }

  /** What came whole is handed over, also of a section that ends before its end. */
  #close(): void {
    const section = this.#section
    this.#section = undefined
    if (section === undefined) return
    section.flush()
    if (!section.isWhole) this.#deps.tally.cut += 1
    this.#failed ??= section.failure
  }

  #noteFailure(): void {
    this.#failed ??= this.#section?.failure
  }
}
