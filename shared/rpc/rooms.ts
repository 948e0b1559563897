/** Rooms, who is in them, and invitations into them. */
import * as v from 'valibot'
import type { RoomId } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import type { InviteView, MemberView, RoomDetails, RoomPreferences, RoomSummary } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const room = input.id('room')
const account = input.id('account')

const memberAct = v.variant('act', [
  v.strictObject({ act: v.literal('remove'), account }),
  v.strictObject({ act: v.literal('role'), account, role: input.role }),
  v.strictObject({ act: v.literal('transfer'), account }),
  v.strictObject({ act: v.literal('add'), account, role: v.exactOptional(input.role) }),
  v.strictObject({ act: v.literal('carrier'), device: input.id('device'), on: v.boolean() }),
])

const preferences = v.strictObject({
  pinned: v.exactOptional(v.boolean()),
  archived: v.exactOptional(v.boolean()),
  mutedUntil: v.exactOptional(input.wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  notify: v.exactOptional(v.picklist(['all', 'mentions', 'none'])),
  autoFetch: v.exactOptional(v.picklist(['always', 'nearby', 'never', 'as-set'])),
})

const changes = v.strictObject({
  title: v.exactOptional(input.name),
  description: v.exactOptional(v.pipe(v.string(), v.maxLength(INTRINSIC.DESCRIPTION_CHARACTERS * 8))),
  picture: v.exactOptional(v.nullable(input.picture)),
  history: v.exactOptional(v.picklist(['none', 'epoch', 'all'])),
  door: v.exactOptional(v.picklist(['open', 'ask'])),
  inviters: v.exactOptional(input.role),
})

const draft = v.strictObject({
  text: input.text,
  replyTo: v.exactOptional(input.id('message')),
  edits: v.exactOptional(input.id('message')),
  mentions: v.exactOptional(input.mentions),
})

export const roomsContract = {
  'rooms.list': { input: input.nothing, output: output<readonly RoomSummary[]>() },
  'rooms.members': { input: v.strictObject({ room }), output: output<readonly MemberView[]>() },
  'rooms.create': {
    input: v.strictObject({
      name: input.name,
      kind: v.exactOptional(v.picklist(['group', 'notice', 'shop'])),
      members: v.exactOptional(v.pipe(v.array(account), v.maxLength(INTRINSIC.ROOM_MEMBERS))),
    }),
    output: output<RoomId>(),
  },
  'rooms.direct': { input: v.strictObject({ account }), output: output<RoomId>() },
  'rooms.rename': { input: v.strictObject({ room, name: input.name }), output: output<undefined>() },
  'rooms.details': { input: v.strictObject({ room }), output: output<RoomDetails>() },
  'rooms.change': { input: v.strictObject({ room, changes }), output: output<undefined>() },
  'rooms.prefer': { input: v.strictObject({ room, preferences }), output: output<RoomPreferences>() },
  'rooms.saveDraft': { input: v.strictObject({ room, draft: v.nullable(draft) }), output: output<undefined>() },
  'rooms.typing': { input: v.strictObject({ room, isTyping: v.boolean() }), output: output<undefined>() },
  'rooms.act': { input: v.strictObject({ room, act: memberAct }), output: output<undefined>() },
  'rooms.leave': { input: v.strictObject({ room }), output: output<undefined>() },
  'rooms.invite': {
    input: v.strictObject({
      room,
      uses: v.exactOptional(input.wholeNumber(1, INTRINSIC.INVITE_USES)),
      expiresInMs: v.exactOptional(input.term),
      role: v.exactOptional(input.role),
      ask: v.exactOptional(v.boolean()),
    }),
    output: output<{ readonly link: string; readonly invite: string }>(),
  },
  /** Those that still let somebody in. */
  'rooms.invites': { input: v.strictObject({ room }), output: output<readonly InviteView[]>() },
  'rooms.revokeInvite': { input: v.strictObject({ room, invite: input.handle }), output: output<undefined>() },
} as const satisfies Contract
