/** `room …`: make one, name it, say who carries it. */
import { parseId } from '../../../shared/ids/index.ts'
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findContact, findRoom } from '../find.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { onOrOff } from '../on-or-off.ts'
import { plain } from '../terminal-text.ts'

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

export const carrier = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: { shown: 'CONTACT|DEVICE on|off', min: 2, max: 2 },
  notes: {
    en: 'A carrier keeps the room’s messages for those who are away, without being able to read them. Its person has to agree there with "contact carry". A contact’s name means all devices of that contact.',
    ko: '맡는 기기는 메시지를 읽지 못한 채 보관했다가, 없던 사람에게 전해 줘요. 그쪽에서도 "contact carry"로 허락해야 해요. 연락처 이름을 쓰면 그 사람의 기기 모두를 뜻해요.',
  },
  async run(values, [who = '', word = ''], context) {
    const isOn = onOrOff(word)
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const whole = parseId('device', who)
    const contacts = await session.ask('people.contacts')
    // Ids of accounts and devices look alike.
    const isDevice = whole !== undefined && !contacts.some(({ account }) => account === who)
    const devices = isDevice ? [whole] : (await findContact(session, who)).devices
    if (devices.length === 0) throw new CommandFailure('NOT_READY', plain(who))
    for (const device of devices) await session.ask('rooms.act', { room, act: { act: 'carrier', device, on: isOn } })
    return {
      json: { room, devices, carrier: isOn },
      human: () =>
        isOn
          ? context.say({ en: 'It carries the room from now on.', ko: '이제 그 기기가 방을 맡아요.' })
          : context.say({ en: 'It no longer carries the room.', ko: '이제 그 기기는 방을 맡지 않아요.' }),
    }
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
