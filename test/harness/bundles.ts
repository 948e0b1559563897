/** Bundles in the hands of a test: written whole, read whole, damaged on the way. */
import { concatBytes } from '../../shared/codec/index.ts'
import type { BundleOptions, BundleReadCode, BundleSummary } from '../../shared/messenger/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { expectOk } from './expect-ok.ts'
import type { Villager } from './village.ts'

/** The parts of a bundle; said to have arrived where they were to go. */
export function bundleOf(from: Pick<Villager<Store>, 'messenger'>, options: BundleOptions): readonly Uint8Array[] {
  const writing = expectOk(from.messenger.bundles.write(options))
  const parts: Uint8Array[] = []
  let part: Uint8Array[] = []
  for (let step = writing.next(); step.done !== true; step = writing.next()) {
    if (step.value.type === 'failed') throw new Error(step.value.code)
    if (step.value.type === 'bytes') part.push(step.value.bytes)
    else {
      parts.push(concatBytes(...part))
      part = []
    }
  }
  writing.done()
  return parts
}

export interface WholeRead {
  readonly summary: BundleSummary
  readonly codes: readonly BundleReadCode[]
}

/** Reads files one after the other, in chunks of any size. */
export function readBundle(by: Pick<Villager<Store>, 'messenger'>, files: readonly Uint8Array[], chunk = 100_000): WholeRead {
  const reading = by.messenger.bundles.read()
  const codes: BundleReadCode[] = []
  for (const file of files) {
    for (let at = 0; at < file.length; at += chunk) {
      const pushed = reading.push(file.subarray(at, at + chunk))
      if (!pushed.ok) codes.push(pushed.code)
    }
    const ended = reading.next()
    if (!ended.ok) codes.push(ended.code)
  }
  const summary = reading.summary()
  reading.close()
  return { summary, codes }
}
