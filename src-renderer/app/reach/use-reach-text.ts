/** One line that says how somebody is reached, or since when not and why; in short, without the why. */
import { useMemo } from 'react'
import { reachWords, type Translate } from '../../../shared/i18n/index.ts'
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { reasonOf, wayOf } from './way.ts'

export function useReachWay(): (reach: ContactReach) => string {
  const say = useWords(reachWords)
  const dates = useDates()
  return useMemo(
    () => (reach) => {
      const way = wayOf(reach)
      if (way === 'through') return throughText(say, reach)
      return way === 'away' ? say('since', { time: dates.inList(reach.since) }) : say(way)
    },
    [say, dates],
  )
}

export function useReachText(): (reach: ContactReach) => string {
  const say = useWords(reachWords)
  const dates = useDates()
  return useMemo(
    () => (reach) => {
      const way = wayOf(reach)
      if (way === 'through') return throughText(say, reach)
      if (way !== 'away') return say(way)
      const reason = reasonOf(reach.code)
      const time = dates.inList(reach.since)
      return reason === undefined ? say('since', { time }) : say('sinceWhy', { time, why: say(reason.why) })
    },
    [say, dates],
  )
}

function throughText(say: Translate<typeof reachWords>, { through = '' }: ContactReach): string {
  return through === '' ? say('throughSomebody') : say('throughName', { name: through })
}
