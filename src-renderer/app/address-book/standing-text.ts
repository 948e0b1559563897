/** How far it has come with somebody, in words: "10월 3일에 초대했어요". */
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { useDates, useMinute, useWords } from '../words/index.ts'
import { standingOf } from './outside.ts'

export function useStandingText(): (entry: Pick<BookEntry, 'account' | 'joined' | 'invited'>) => string {
  const say = useWords(bookWords)
  const dates = useDates()
  const now = useMinute()
  return (entry) => {
    const standing = standingOf(entry, now)
    switch (standing.is) {
      case 'here':
        return say('isHere')
      case 'joined':
        return say('joinedOn', { date: dates.date(standing.at, now) })
      case 'invited':
        return say('invitedOn', { date: dates.date(standing.at, now) })
      case 'over':
        return say('invitedOver', { date: dates.date(standing.at, now) })
      case 'uninvited':
        return say('notInvited')
    }
  }
}
