/**
 * Bundles over the boundary: bytes go in pieces a frame has room for, as base64. What is begun is named by an id of the engine's; a few may be
 * open at once, and the one that was quiet longest makes room (NO_BUNDLE: it is not open any more).
 */
import * as v from 'valibot'
import { RESOURCE, RPC } from '../limits.ts'
import type { BundleProgress, BundleSummary, BundledRoom } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

/** Some bytes of the part at hand. */
export interface BundleChunk {
  readonly bytes: string
  /** The part ends with them. */
  readonly isPartOver: boolean
  /** And with it the bundle. */
  readonly isOver: boolean
}

const id = input.handle
const opened = v.strictObject({ id })
const BASE64_PER_BYTE = 4 / 3
const chunk = v.pipe(v.string(), v.maxLength(Math.ceil(RPC.BUNDLE_CHUNK_BYTES * BASE64_PER_BYTE) + 4))

export const bundlesContract = {
  'bundles.write': {
    input: v.strictObject({
      target: v.variant('to', [
        v.strictObject({ to: v.literal('room'), room: input.id('room') }),
        v.strictObject({ to: v.literal('contact'), account: input.id('account') }),
        v.strictObject({ to: v.literal('all') }),
      ]),
      since: v.exactOptional(input.wholeNumber(0, Number.MAX_SAFE_INTEGER)),
      maxBytes: v.exactOptional(input.wholeNumber(RESOURCE.BUNDLE_PART_MIN_BYTES, RESOURCE.BUNDLE_PART_BYTES)),
    }),
    output: output<{ readonly id: string }>(),
  },
  'bundles.take': { input: opened, output: output<BundleChunk>() },
  /** All of it is where it was to go: own messages say so from now on. */
  'bundles.written': { input: opened, output: output<{ readonly rooms: readonly BundledRoom[] }>() },
  'bundles.read': { input: input.nothing, output: output<{ readonly id: string }>() },
  /** `isFileOver`: the next bytes begin another file. */
  'bundles.give': { input: v.strictObject({ id, bytes: chunk, isFileOver: v.boolean() }), output: output<BundleProgress>() },
  /** The same files come once more. */
  'bundles.again': { input: opened, output: output<undefined>() },
  'bundles.summary': { input: opened, output: output<BundleSummary>() },
  'bundles.close': { input: opened, output: output<undefined>() },
} as const satisfies Contract
