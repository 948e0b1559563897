/** `member …`: what an admin does with the people of a room. */
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MemberAct } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, ROOM_OPTION } from '../command.ts'
import { findContact, findMember, findRoom } from '../find.ts'
import { plain } from '../terminal-text.ts'

const MEMBER = 2
const ADMIN = 3
const shape = { options: { room: ROOM_OPTION }, positionals: { shown: 'WHO', min: 1, max: 1 } } as const

export const remove = defineCommand({
  ...shape,
  run: (values, words, context) => act(context, values.room, words, (account) => ({ act: 'remove', account })),
})
export const promote = defineCommand({
  ...shape,
  run: (values, words, context) => act(context, values.room, words, (account) => ({ act: 'role', account, role: ADMIN })),
})
export const demote = defineCommand({
  ...shape,
  run: (values, words, context) => act(context, values.room, words, (account) => ({ act: 'role', account, role: MEMBER })),
})
export const transfer = defineCommand({
  ...shape,
  run: (values, words, context) => act(context, values.room, words, (account) => ({ act: 'transfer', account })),
})
export const add = defineCommand({
  ...shape,
  async run(values, [who = ''], context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const { account, name } = await findContact(session, who)
    await session.ask('rooms.act', { room, act: { act: 'add', account } })
    return { json: { room, account }, human: () => plain(name) }
  },
})

async function act(context: CommandContext, typedRoom: string, [who = '']: readonly string[], make: (account: AccountId) => MemberAct) {
  const session = await context.session('profile')
  const room = await findRoom(session, typedRoom)
  const members = await session.ask('rooms.members', { room })
  const account = findMember(members, who)
  await session.ask('rooms.act', { room, act: make(account) })
  return { json: { room, account }, human: () => plain(members.find((member) => member.account === account)?.name ?? who) }
}
