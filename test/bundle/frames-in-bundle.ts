/** Bundles of frames without a messenger: for tests of the form alone. */
import { BUNDLE_MAGIC, type BundleEvent, BundleReader, SectionWriter } from '../../shared/bundle/index.ts'
import { concatBytes } from '../../shared/codec/index.ts'
import { encodeFrame } from '../../shared/sync/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'

export const crypto = nodeCrypto()

export interface SectionSpec {
  readonly secret: Uint8Array
  readonly salt: Uint8Array
  /** Of each status frame in it. */
  readonly sizes: readonly number[]
  readonly end?: 'bye' | 'nothing'
}

/** A frame whose content says which one it is. */
export function numbered(number: number, size: number): Uint8Array {
  const status = new Uint8Array(size)
  for (let at = 0; at < size; at++) status[at] = (number * 31 + at) % 251
  return encodeFrame({ type: 'status', room: 0, status })
}

export function section({ secret, salt, sizes, end = 'bye' }: SectionSpec): readonly Uint8Array[] {
  const writer = new SectionWriter(crypto, salt, secret)
  const pieces: Uint8Array[] = []
  for (const [number, size] of sizes.entries()) pieces.push(...writer.write(numbered(number, size)))
  if (end === 'bye') pieces.push(...writer.write(encodeFrame({ type: 'bye', counts: [0, sizes.length, 0, 0] })))
  return [...pieces, writer.end()]
}

export function bundle(...sections: readonly SectionSpec[]): Uint8Array {
  return concatBytes(BUNDLE_MAGIC, ...sections.flatMap((each) => section(each)))
}

export function eventsOf(file: Uint8Array, secrets: readonly Uint8Array[], chunk = 4096): readonly BundleEvent<number>[] {
  const reader = new BundleReader(crypto, () => secrets.map((secret, of) => ({ secret, of })))
  const events: BundleEvent<number>[] = []
  for (let at = 0; at < file.length; at += chunk) events.push(...reader.push(file.subarray(at, at + chunk)))
  events.push(...reader.finish())
  return events
}

/** The status frames that came, in order, as their bytes. */
export function framesOf(events: readonly BundleEvent<number>[]): readonly Uint8Array[] {
  return events.flatMap((event) => (event.type === 'frame' && event.frame.type === 'status' ? (event.frame.status ?? []) : []))
}

export function count(events: readonly BundleEvent<number>[], type: BundleEvent<number>['type']): number {
  return events.filter((event) => event.type === type).length
}
