/** Contacts, invitations to become one, and devices seen on the same network. */
import * as v from 'valibot'
import type { Accepted, BlockedDevice, Contact, KnockView, NearbyDevice } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const account = input.id('account')

export const peopleContract = {
  'people.contacts': { input: input.nothing, output: output<readonly Contact[]>() },
  'people.rename': { input: v.strictObject({ account, name: input.name }), output: output<Contact>() },
  'people.verify': { input: v.strictObject({ account, verified: v.boolean() }), output: output<Contact>() },
  'people.block': { input: v.strictObject({ account, blocked: v.boolean() }), output: output<Contact>() },
  /** The person has looked at this contact's devices: none is new any more. */
  'people.devicesSeen': { input: v.strictObject({ account }), output: output<Contact>() },
  'people.invite': {
    input: v.optional(v.strictObject({ expiresInMs: v.exactOptional(input.term), inPerson: v.exactOptional(v.boolean()) }), {}),
    output: output<{ readonly link: string }>(),
  },
  'people.accept': { input: v.strictObject({ link: input.link, scanned: v.exactOptional(v.boolean()) }), output: output<Accepted>() },
  'people.nearby': { input: input.nothing, output: output<readonly NearbyDevice[]>() },
  'people.knocks': { input: input.nothing, output: output<readonly KnockView[]>() },
  'people.ask': { input: v.strictObject({ device: input.id('device') }), output: output<KnockView>() },
  /** `block` goes with a no: whoever asked is blocked, or his device while he has not said who he is. */
  'people.answerKnock': {
    input: v.pipe(
      v.strictObject({ id: input.handle, accept: v.boolean(), block: v.exactOptional(v.boolean()) }),
      v.check(({ accept, block }) => !(accept && block === true), 'nobody is let in and blocked at once'),
    ),
    output: output<KnockView>(),
  },
  /** Those blocked before they said whose they are. */
  'people.blockedDevices': { input: input.nothing, output: output<readonly BlockedDevice[]>() },
  'people.unblockDevice': { input: v.strictObject({ device: input.id('device') }), output: output<undefined>() },
  'people.confirmKnock': { input: v.strictObject({ id: input.handle, same: v.boolean() }), output: output<KnockView>() },
} as const satisfies Contract
