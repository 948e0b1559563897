/** `rooms`: all rooms, each with its last line. */
import { type Language, contentLine, roomKinds, roomStates, systemLineText } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { roomJson } from '../json-shapes.ts'
import { columns, plain, shorten } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

const LAST_CELLS = 40

function lastText(last: NonNullable<RoomSummary['last']>, language: Language): string {
  const { name, system } = last
  return plain(system === undefined ? `${name}: ${contentLine(last, language) ?? '…'}` : systemLineText(system, language))
}

export const rooms = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const all = await session.ask('rooms.list')
    const { language, say } = context
    return {
      json: { rooms: all.map(roomJson) },
      human: () => {
        if (all.length === 0)
          return say({
            en: 'No rooms yet. "sarangbang room create --name NAME" makes one.',
            ko: '아직 방이 없어요. "sarangbang room create --name 이름"으로 만들어요.',
          })
        return columns(
          all.map(({ room, name, kind, state, unread, last }) => [
            plain(name),
            room.slice(0, 8),
            state === 'open' ? roomKinds[kind][language] : roomStates[state][language],
            unread === 0 ? '' : `(${unread})`,
            last === undefined ? '' : timeText(last.t, language, Date.now()),
            last === undefined ? '' : shorten(lastText(last, language), LAST_CELLS),
          ]),
        )
      },
    }
  },
})
