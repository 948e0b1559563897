/** `digest`: what happened since a time, a room after another; those in which somebody waits for me first. */
import { contentLine } from '../../../shared/i18n/index.ts'
import type { DigestLine, RoomDigest } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { findRoom } from '../find.ts'
import { plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'
import { timeOf } from '../time-argument.ts'

const LINE_CHARACTERS = 60

export const digest = defineCommand({
  options: {
    since: {
      kind: 'text',
      value: 'TIME',
      help: { en: 'from then on (2026-11-22, 7d); otherwise the last day', ko: '이때부터 (2026-11-22, 7d). 없으면 지난 하루' },
    },
    room: { kind: 'text', value: 'ROOM', help: { en: 'one room', ko: '방 하나' } },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const now = Date.now()
    const since = timeOf(values.since ?? '1d', now)
    const session = await context.session('profile')
    const room = values.room === undefined ? undefined : await findRoom(session, values.room)
    const found = await session.ask('exports.digest', { since: Math.floor(since), ...(room !== undefined && { room }) })
    return {
      json: found,
      human: () =>
        found.rooms.length === 0
          ? context.say({ en: 'Nothing happened.', ko: '아무 일도 없었어요.' })
          : found.rooms.map((each) => roomText(each, context, now)).join('\n\n'),
    }
  },
})

function roomText(room: RoomDigest, context: CommandContext, now: number): string {
  const { say, language } = context
  const time = (at: number): string => timeText(at, language, now)
  const people = room.people
    .map(({ name, messages, me }) => {
      const who = me ? say({ en: 'Me', ko: '나' }) : plain(name)
      return say({ en: `${who} ${messages}`, ko: `${who} ${messages}개` })
    })
    .join(', ')
  const count = room.isCapped ? `${room.messages}+` : String(room.messages)
  const when = room.first === room.last ? time(room.first) : `${time(room.first)} – ${time(room.last)}`
  const line = ({ by, time: at, ...said }: DigestLine): string => {
    const words = [...plain(contentLine(said, language) ?? '…').replaceAll('\n', ' ')]
    return `    ${time(at)} ${plain(by.name)}: ${words.slice(0, LINE_CHARACTERS).join('')}${words.length > LINE_CHARACTERS ? '…' : ''}`
  }
  const part = (title: string, lines: readonly DigestLine[]): readonly string[] =>
    lines.length === 0 ? [] : [`  ${title}`, ...lines.map(line)]
  return [
    say({
      en: `${plain(room.name)}: ${count} ${count === '1' ? 'message' : 'messages'}, ${when}`,
      ko: `${plain(room.name)}: 메시지 ${room.messages}개${room.isCapped ? ' 이상' : ''}, ${when}`,
    }),
    `  ${people}`,
    ...part(say({ en: `Waiting for me (${room.waitingOf})`, ko: `내 답을 기다려요 (${room.waitingOf}개)` }), room.waiting),
    ...part(say({ en: `Asked for me (${room.mentionsOf})`, ko: `나를 찾았어요 (${room.mentionsOf}개)` }), room.mentions),
  ].join('\n')
}
