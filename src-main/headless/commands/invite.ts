/** `invite`: a link to become my contact, or into a room. It carries this computer's addresses, so it wants a network. */
import { defineCommand } from '../command.ts'
import { findRoom } from '../find.ts'
import { UsageFailure } from '../failure.ts'
import { NO_WORDS, ROOM_OPTION } from '../command.ts'
import { inviteJson } from '../json-shapes.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

export const invite = defineCommand({
  options: {
    room: { kind: 'text', value: 'ROOM', help: { en: 'into this room instead', ko: '이 방으로 초대하기' } },
    uses: { kind: 'count', value: 'N', help: { en: 'how many people may use it (rooms)', ko: '쓸 수 있는 사람 수 (방)' } },
    expires: { kind: 'duration', value: '7d', help: { en: 'how long it works: 30m, 12h, 7d', ko: '쓸 수 있는 기간: 30m, 12h, 7d' } },
    ask: { kind: 'flag', help: { en: 'an admin has to agree to each (rooms)', ko: '관리자가 한 사람씩 허락해요 (방)' } },
    'in-person': { kind: 'flag', help: { en: 'will be scanned from this screen', ko: '이 화면에서 바로 스캔할 거예요' } },
  },
  positionals: NO_WORDS,
  async run({ room, uses, expires, ask, 'in-person': inPerson }, _words, context) {
    if (room === undefined && (uses !== undefined || ask)) {
      throw new UsageFailure({ en: '--uses and --ask belong to --room.', ko: '--uses와 --ask는 --room과 함께 써요.' })
    }
    const session = await context.session('network')
    const term = expires === undefined ? {} : { expiresInMs: expires }
    if (room === undefined) {
      const { link } = await session.ask('people.invite', { ...term, ...(inPerson && { inPerson }) })
      return { json: { link }, human: () => link }
    }
    const id = await findRoom(session, room)
    const made = await session.ask('rooms.invite', { room: id, ...term, ...(uses !== undefined && { uses }), ...(ask && { ask }) })
    return { json: { link: made.link, invite: made.invite }, human: () => made.link }
  },
})

export const invites = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: NO_WORDS,
  async run(values, _words, { session: open, say, language }) {
    const session = await open('profile')
    const room = await findRoom(session, values.room)
    const all = await session.ask('rooms.invites', { room })
    return {
      json: { room, invites: all.map(inviteJson) },
      human: () => {
        if (all.length === 0) return say({ en: 'No invitations.', ko: '초대가 없어요.' })
        return columns(
          all.map((one) => [
            one.invite,
            plain(one.by.name),
            `${one.uses}/${one.max}`,
            `${say({ en: 'until', ko: '기한' })} ${timeText(one.expires, language, Date.now())}`,
            one.ask ? say({ en: 'asks first', ko: '허락 필요' }) : '',
          ]),
        )
      },
    }
  },
})

export const revoke = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: { shown: 'INVITE', min: 1, max: 1 },
  async run(values, [id = ''], context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    await session.ask('rooms.revokeInvite', { room, invite: id })
    return { json: { room, invite: id }, human: () => context.say({ en: 'Withdrawn.', ko: '취소했어요.' }) }
  },
})
