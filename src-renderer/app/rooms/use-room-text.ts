/** The second line of a room in lists, and what is read aloud of the whole row. */
import { useMemo } from 'react'
import { roomsWords, systemLineText } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useDates, useLanguage, useWords } from '../words/index.ts'
import { isMuted } from './order.ts'

export interface RoomText {
  /** What was said last, with its author in rooms of several. */
  preview(room: RoomSummary): string
  label(room: RoomSummary, now: number): string
}

export function useRoomText(): RoomText {
  const say = useWords(roomsWords)
  const language = useLanguage()
  const dates = useDates()
  return useMemo(() => {
    const lastWords = ({ last, kind }: RoomSummary): string => {
      if (last === undefined) return say('nothingYet')
      if (last.system !== undefined) return systemLineText(last.system, language)
      const text = last.deleted ? say('deleted') : (last.text ?? say('unknownKind'))
      if (last.own) return say('by', { name: say('me'), text })
      return kind === 'direct' ? text : say('by', { name: last.name, text })
    }
    const preview = (room: RoomSummary): string =>
      room.state === 'joining' || room.state === 'left' || room.state === 'removed' ? say(room.state) : lastWords(room)
    return {
      preview,
      label: (room, now) =>
        [
          room.name,
          ...(room.preferences.pinned ? [say('pinned')] : []),
          ...(isMuted(room, now) ? [say('muted')] : []),
          ...(room.unread > 0 ? [say('unread', { count: room.unread })] : []),
          ...(room.mentions > 0 ? [say('mentioned')] : []),
          ...(room.draft === undefined ? [preview(room)] : [`${say('draft')} ${room.draft.text}`]),
          ...(room.last === undefined ? [] : [dates.inList(room.last.t, now)]),
          ...(room.kind === 'direct' || room.reach.of === 0
            ? []
            : [say('reached', { reached: room.reach.reached + 1, of: room.reach.of + 1 })]),
        ].join(', '),
    }
  }, [say, language, dates])
}
