/** Who I am on this device, my other devices, my words, what I chose, and what all of it takes of the disk. */
import * as v from 'valibot'
import { INTRINSIC, MEDIA, RESOURCE, TRANSFER } from '../limits.ts'
import type { DeviceView, Me, Settings, StorageUse } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

/** Only against absurdity; the messenger looks at the bytes. */
const picture = v.pipe(v.string(), v.maxLength(INTRINSIC.PICTURE_BYTES * 2))
/** The messenger looks whether it is an address. */
const entrance = v.pipe(v.string(), v.maxLength(RESOURCE.ADDRESS_CHARACTERS))
const entrances: v.GenericSchema<readonly string[], readonly string[]> = v.pipe(
  v.array(entrance),
  v.maxLength(RESOURCE.RENDEZVOUS_BOOTSTRAP),
)
const place = input.wholeNumber(0, 11)
const word = v.pipe(v.string(), v.maxLength(64))

const setting = {
  readReceipts: v.exactOptional(v.boolean()),
  typing: v.exactOptional(v.boolean()),
  language: v.exactOptional(v.picklist(['ko', 'en', 'system'])),
  theme: v.exactOptional(v.picklist(['light', 'dark', 'system'])),
  textSize: v.exactOptional(v.pipe(input.wholeNumber(90, 150), v.multipleOf(10))),
  notifications: v.exactOptional(v.picklist(['full', 'name', 'none'])),
  enterSends: v.exactOptional(v.boolean()),
  lockAfterMinutes: v.exactOptional(input.wholeNumber(0, RESOURCE.LOCK_AFTER_MINUTES)),
  lockWithSystem: v.exactOptional(v.boolean()),
  background: v.exactOptional(v.boolean()),
  rendezvous: v.exactOptional(v.boolean()),
  rendezvousPort: v.exactOptional(input.wholeNumber(0, 65_535)),
  bootstrap: v.exactOptional(entrances),
  relay: v.exactOptional(v.boolean()),
  portMapping: v.exactOptional(v.boolean()),
  mediaMib: v.exactOptional(input.wholeNumber(1, MEDIA.QUOTA_MIB)),
  roomMediaMib: v.exactOptional(input.wholeNumber(1, MEDIA.QUOTA_MIB)),
  autoFetch: v.exactOptional(v.picklist(['always', 'nearby', 'never'])),
  autoFetchMib: v.exactOptional(input.wholeNumber(1, TRANSFER.AUTO_MIB_MOST)),
  uploadKib: v.exactOptional(input.wholeNumber(0, TRANSFER.UPLOAD_KIB_MOST)),
} as const satisfies Readonly<Record<keyof Settings, unknown>>

export const profileContract = {
  'profile.me': { input: input.nothing, output: output<Me>() },
  'profile.rename': { input: v.strictObject({ name: input.name }), output: output<Me>() },
  /** A data URL of a WebP, JPEG or PNG; null takes it away. */
  'profile.setPicture': { input: v.strictObject({ picture: v.nullable(picture) }), output: output<Me>() },
  /** The twelve words, as long as they were not checked. */
  'profile.words': { input: input.nothing, output: output<{ readonly words: readonly string[] | undefined }>() },
  /** Three of them typed again; the answer names the places that were wrong. None: the words leave this computer. */
  'profile.checkWords': {
    input: v.strictObject({ answers: v.pipe(v.array(v.strictObject({ place, word })), v.length(3)) }),
    output: output<{ readonly wrong: readonly number[] }>(),
  },
  'profile.devices': { input: input.nothing, output: output<readonly DeviceView[]>() },
  'profile.approveDevice': { input: v.strictObject({ device: input.id('device') }), output: output<readonly DeviceView[]>() },
  'profile.storage': { input: input.nothing, output: output<StorageUse>() },
  'profile.settings': { input: input.nothing, output: output<Settings>() },
  /** What is not named stays. */
  'profile.changeSettings': { input: v.strictObject(setting), output: output<Settings>() },
  'profile.safetyNumber': {
    input: v.strictObject({ account: input.id('account') }),
    output: output<{ readonly digits: string; readonly qr: string }>(),
  },
} as const satisfies Contract
