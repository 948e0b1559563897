/** The second line of a room in lists. */
import { useMemo } from 'react'
import { contentLine, roomsWords, systemLineText } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

/** What was said last, with its author in rooms of several. */
export function useRoomText(): (room: RoomSummary) => string {
  const say = useWords(roomsWords)
  const language = useLanguage()
  return useMemo(() => {
    const lastWords = ({ last, kind }: RoomSummary): string => {
      if (last === undefined) return say('nothingYet')
      if (last.system !== undefined) return systemLineText(last.system, language)
      const text = last.deleted ? say('deleted') : (contentLine(last, language) ?? say('unknownKind'))
      if (last.own) return say('by', { name: say('me'), text })
      return kind === 'direct' ? text : say('by', { name: last.name, text })
    }
    return (room) => (room.state === 'joining' || room.state === 'left' || room.state === 'removed' ? say(room.state) : lastWords(room))
  }, [say, language])
}
