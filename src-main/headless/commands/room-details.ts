/** `room show` and `room set`: what governance says of a room itself. */
import { readFileSync, statSync } from 'node:fs'
import { INTRINSIC } from '../../../shared/limits.ts'
import type { RoomChanges, RoomDetails } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findRoom } from '../find.ts'
import { detailsJson, ROLE_NAMES } from '../json-shapes.ts'
import { columns, plain } from '../terminal-text.ts'

const HISTORIES = ['none', 'epoch', 'all'] as const
const DOORS = ['open', 'ask'] as const
const INVITERS = ['member', 'admin', 'owner'] as const

export const show = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const details = await session.ask('rooms.details', { room })
    return { json: { room, ...detailsJson(details) }, human: () => detailsText(details, context) }
  },
})

export const set = defineCommand({
  options: {
    room: ROOM_OPTION,
    name: { kind: 'text', value: 'NAME', help: { en: 'the room’s name', ko: '방 이름' } },
    description: { kind: 'text', value: 'TEXT', help: { en: 'what the room is for', ko: '방 소개' } },
    picture: {
      kind: 'text',
      value: 'FILE|none',
      help: { en: 'a WebP, JPEG or PNG of at most 12 KiB', ko: '12 KiB까지의 WebP, JPEG, PNG 파일' },
    },
    history: {
      kind: 'text',
      value: 'none|epoch|all',
      help: { en: 'what newcomers may read of before', ko: '새로 온 사람이 읽을 수 있는 지난 글' },
    },
    door: { kind: 'text', value: 'open|ask', help: { en: 'whether an admin is asked', ko: '들어올 때 관리자에게 물을지' } },
    inviters: { kind: 'text', value: 'member|admin|owner', help: { en: 'who may invite', ko: '초대할 수 있는 사람' } },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const { name, description, picture } = values
    const history = oneOf('history', HISTORIES, values.history)
    const door = oneOf('door', DOORS, values.door)
    const inviters = oneOf('inviters', INVITERS, values.inviters)
    const changes: RoomChanges = {
      ...(name !== undefined && { title: name }),
      ...(description !== undefined && { description }),
      ...(picture !== undefined && { picture: picture === 'none' ? null : dataUrl(picture) }),
      ...(history !== undefined && { history }),
      ...(door !== undefined && { door }),
      ...(inviters !== undefined && { inviters: inviters === 'member' ? 2 : inviters === 'admin' ? 3 : 4 }),
    }
    if (Object.keys(changes).length === 0)
      throw new UsageFailure({ en: 'Say what to set, for instance --description TEXT.', ko: '--description처럼 바꿀 것을 말해 주세요.' })
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    await session.ask('rooms.change', { room, changes })
    const details = await session.ask('rooms.details', { room })
    return { json: { room, ...detailsJson(details) }, human: () => detailsText(details, context) }
  },
})

function oneOf<T extends string>(option: string, known: readonly T[], given: string | undefined): T | undefined {
  const found = known.find((each) => each === given)
  if (given !== undefined && found === undefined)
    throw new UsageFailure({ en: `--${option} is one of: ${known.join(', ')}.`, ko: `--${option}에 쓸 수 있는 것: ${known.join(', ')}` })
  return found
}

/** What it is, its bytes say; the name of the type only has to be one that a data URL may bear. */
function dataUrl(file: string): string {
  if (statSync(file).size > INTRINSIC.PICTURE_BYTES) throw new CommandFailure('PICTURE_TOO_LARGE', file)
  return `data:image/webp;base64,${readFileSync(file).toString('base64')}`
}

function detailsText({ title, description, picture, history, door, inviters }: RoomDetails, { say }: CommandContext): string {
  return columns([
    [say({ en: 'Name', ko: '이름' }), plain(title)],
    [say({ en: 'Description', ko: '소개' }), plain(description)],
    [say({ en: 'Picture', ko: '사진' }), picture === undefined ? say({ en: 'none', ko: '없음' }) : say({ en: 'yes', ko: '있음' })],
    [say({ en: 'History', ko: '지난 글' }), history],
    [say({ en: 'Door', ko: '문' }), door],
    [say({ en: 'Inviters', ko: '초대' }), ROLE_NAMES[inviters]],
  ])
}
