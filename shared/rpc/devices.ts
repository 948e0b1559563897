/** My devices: linking another computer, and listing, renaming and taking out those there are. */
import * as v from 'valibot'
import { INTRINSIC } from '../limits.ts'
import type { LinkingProgress, LinkingView, OwnDeviceView } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const device = input.id('device')

/** What a page shows of it all at once. */
export interface DevicesState {
  readonly linking: LinkingView | undefined
  readonly progress: LinkingProgress | undefined
  /** Another of this person's devices took this one out. */
  readonly isRevoked: boolean
  readonly devices: readonly OwnDeviceView[]
}

export const devicesContract = {
  'devices.get': { input: input.nothing, output: output<DevicesState>() },
  /** A code for a computer that has nothing yet. */
  'devices.show': { input: input.nothing, output: output<LinkingView>() },
  /** The code an empty computer shows. */
  'devices.take': { input: v.strictObject({ link: input.link }), output: output<LinkingView>() },
  'devices.confirm': { input: v.strictObject({ same: v.boolean() }), output: output<LinkingView>() },
  'devices.cancel': { input: input.nothing, output: output<undefined>() },
  'devices.rename': { input: v.strictObject({ device, name: input.name }), output: output<readonly OwnDeviceView[]>() },
  'devices.revoke': { input: v.strictObject({ device }), output: output<readonly OwnDeviceView[]>() },
  /** The words are parsed, used and dropped: nobody logs an input. */
  'devices.revokeByWords': {
    input: v.strictObject({
      words: input.words,
      devices: v.pipe(v.array(device), v.minLength(1), v.maxLength(INTRINSIC.ACCOUNT_LIVE_DEVICES)),
      since: v.exactOptional(input.wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    }),
    output: output<readonly OwnDeviceView[]>(),
  },
} as const satisfies Contract
