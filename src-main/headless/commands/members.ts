/** `members`: who is in a room, with role; and who only keeps it. */
import { roles } from '../../../shared/i18n/index.ts'
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findRoom } from '../find.ts'
import { carrierJson, memberJson, ROLE_NAMES } from '../json-shapes.ts'
import { carrierLine } from '../text-views.ts'
import { columns, plain } from '../terminal-text.ts'

export const members = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const all = await session.ask('rooms.members', { room })
    const carriers = await session.ask('carrying.carriersOf', { room })
    const { language, say } = context
    return {
      json: { room, members: all.map(memberJson), ...(carriers.length > 0 && { carriers: carriers.map(carrierJson) }) },
      human: () =>
        columns([
          ...all.map((one) => [
            `${plain(one.name)}${one.me ? say({ en: ' (me)', ko: ' (나)' }) : ''}`,
            one.account.slice(0, 8),
            roles[ROLE_NAMES[one.role]][language],
            one.verified ? say({ en: 'verified', ko: '확인됨' }) : '',
            one.rewritten ? say({ en: 'changed old words without saying so', ko: '지난 글을 몰래 바꿨어요' }) : '',
          ]),
          ...carriers.map((one) => carrierLine(one, context)),
        ]),
    }
  },
})
