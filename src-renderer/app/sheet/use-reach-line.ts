/** The line under a room's name: who writes just now, else how far the room can be reached (ui.md §6 Room head). */
import { roomWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'
import { useMembers } from '../room/index.ts'
import { useReachText, wayOf } from '../reach/index.ts'
import { useWords } from '../words/index.ts'

export function useReachLine(room: RoomSummary): string {
  const say = useWords(roomWords)
  const reachText = useReachText()
  const typing = useTypingNames(room)
  const [first, second] = typing
  if (first !== undefined) {
    if (typing.length > 2) return say('typingSome', { count: typing.length })
    return second === undefined ? say('typingOne', { name: first }) : say('typingTwo', { first, second })
  }
  const { kind, reach } = room
  if (kind === 'self') return say('reachSelf')
  if (kind === 'direct') {
    if (reach.peer === undefined) return say('directNever')
    const way = wayOf(reach.peer)
    if (way === 'sameNetwork') return say('directNearby')
    if (way === 'internet') return say('directInternet')
    return reachText(reach.peer)
  }
  if (reach.of === 0) return say('nobodyElse')
  if (reach.reached === 0) return say('reachAlone')
  // I am one of them.
  const [reached, of] = [reach.reached + 1, reach.of + 1]
  return reached === of ? say('reachAll', { of }) : say('reachSome', { reached, of })
}

const NOBODY: readonly never[] = []

function useTypingNames({ room, kind, name }: RoomSummary): readonly string[] {
  const typing = useEngine((state) => state.typing.get(room) ?? NOBODY)
  const members = useMembers(room)
  if (typing.length === 0) return NOBODY
  if (kind === 'direct') return [name]
  return typing.flatMap((account) => members.find((member) => member.account === account)?.name ?? [])
}
