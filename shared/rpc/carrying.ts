/** Keeping rooms for others, and asking others to. */
import * as v from 'valibot'
import { RESOURCE } from '../limits.ts'
import type { CarriedFor, CarryAsk, RoomCarrier } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const account = input.id('account')
const room = input.id('room')

export const carryingContract = {
  /** Contacts who wait for an answer. */
  'carrying.asks': { input: input.nothing, output: output<readonly CarryAsk[]>() },
  /** For whom this computer keeps rooms, or would. */
  'carrying.carried': { input: input.nothing, output: output<readonly CarriedFor[]>() },
  /** Yes, or another quota, bytes; `files`: how much of the contact’s files, 0: none. */
  'carrying.allow': {
    input: v.strictObject({
      account,
      quota: v.exactOptional(input.wholeNumber(1, RESOURCE.CARRY_ACCOUNT_MOST_BYTES)),
      files: v.exactOptional(input.wholeNumber(0, RESOURCE.CARRY_FILES_MOST_BYTES)),
    }),
    output: output<undefined>(),
  },
  'carrying.decline': { input: v.strictObject({ account }), output: output<undefined>() },
  /** What was kept for that contact goes. */
  'carrying.stop': { input: v.strictObject({ account }), output: output<undefined>() },
  'carrying.carriersOf': { input: v.strictObject({ room }), output: output<readonly RoomCarrier[]>() },
  'carrying.ask': { input: v.strictObject({ room, account }), output: output<undefined>() },
  'carrying.end': { input: v.strictObject({ room, device: input.id('device') }), output: output<undefined>() },
} as const satisfies Contract
