/**
 * Files of messages on their way here: how far they are, in which order, who has them, what they take. Changes are told by events `transfers`
 * with the new standing of each file.
 */
import * as v from 'valibot'
import { RPC } from '../limits.ts'
import type { FileArrival, FileHoldings, MediaUsage } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const attached = input.attached

export const transfersContract = {
  /** In the order asked; those nobody knows of are left out. */
  'transfers.arrivals': {
    input: v.strictObject({ files: v.pipe(v.array(input.id('file')), v.maxLength(RPC.ARRIVALS)) }),
    output: output<readonly FileArrival[]>(),
  },
  /** All that is under way, queued, paused or failed, in its order. */
  'transfers.list': { input: input.nothing, output: output<readonly FileArrival[]>() },
  /** The person wants it: whatever the policy, also one that was paused or that failed. `first`: before all others. */
  'transfers.fetch': {
    input: v.strictObject({ ...attached, first: v.exactOptional(v.boolean()) }),
    output: output<FileArrival>(),
  },
  'transfers.pause': { input: v.strictObject(attached), output: output<undefined>() },
  /** Out of the queue; what came of it goes when room is needed. It does not come again by itself. */
  'transfers.cancel': { input: v.strictObject(attached), output: output<undefined>() },
  /** Everything waits, or goes on; it lasts over a restart. */
  'transfers.pauseAll': { input: v.strictObject({ paused: v.boolean() }), output: output<undefined>() },
  /** To that place in the queue, from 0. */
  'transfers.move': { input: v.strictObject({ ...attached, to: input.wholeNumber(0, 1_000_000) }), output: output<undefined>() },
  'transfers.holders': { input: v.strictObject(attached), output: output<FileHoldings>() },
  'transfers.usage': { input: input.nothing, output: output<MediaUsage>() },
  /** Takes the bytes off this device; the message stays, and it can be fetched again. ONLY_COPY: nobody else is known to have it, unless `anyway`. */
  'transfers.giveUp': {
    input: v.strictObject({ ...attached, anyway: v.exactOptional(v.boolean()) }),
    output: output<undefined>(),
  },
} as const satisfies Contract
