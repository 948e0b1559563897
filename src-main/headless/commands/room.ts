/** `room …`: make one, name it. */
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findContact, findRoom } from '../find.ts'
import { UsageFailure } from '../failure.ts'

const KINDS = ['group', 'notice', 'shop'] as const
const NAME = { kind: 'text', value: 'NAME', required: true, help: { en: 'the room’s name', ko: '방 이름' } } as const

export const create = defineCommand({
  options: {
    name: NAME,
    kind: { kind: 'text', value: 'group|notice|shop', help: { en: 'group unless said', ko: '말하지 않으면 group' } },
    member: {
      kind: 'list',
      value: 'CONTACT',
      help: { en: 'add this contact; may be repeated', ko: '이 연락처 넣기. 여러 번 쓸 수 있어요' },
    },
  },
  positionals: NO_WORDS,
  async run({ name, kind, member }, _words, context) {
    const known = KINDS.find((one) => one === (kind ?? 'group'))
    if (known === undefined)
      throw new UsageFailure({ en: `--kind is one of: ${KINDS.join(', ')}.`, ko: `--kind에 쓸 수 있는 것: ${KINDS.join(', ')}` })
    const session = await context.session('profile')
    const members = []
    for (const who of member) members.push((await findContact(session, who)).account)
    const room = await session.ask('rooms.create', { name, kind: known, ...(members.length > 0 && { members }) })
    return { json: { room }, human: () => room }
  },
})

export const rename = defineCommand({
  options: { room: ROOM_OPTION, name: NAME },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    await session.ask('rooms.rename', { room, name: values.name })
    return { json: { room }, human: () => context.say({ en: 'Renamed.', ko: '이름을 바꿨어요.' }) }
  },
})
