/** Who I am on this device, and what I chose for it. */
import * as v from 'valibot'
import type { Me, Settings } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

export const profileContract = {
  'profile.me': { input: input.nothing, output: output<Me>() },
  'profile.rename': { input: v.strictObject({ name: input.name }), output: output<Me>() },
  'profile.settings': { input: input.nothing, output: output<Settings>() },
  /** What is not named stays. */
  'profile.changeSettings': { input: v.strictObject({ readReceipts: v.exactOptional(v.boolean()) }), output: output<Settings>() },
  'profile.safetyNumber': {
    input: v.strictObject({ account: input.id('account') }),
    output: output<{ readonly digits: string; readonly qr: string }>(),
  },
} as const satisfies Contract
