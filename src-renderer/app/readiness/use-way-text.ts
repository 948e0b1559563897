/** A way in words: same Wi-Fi, internet, or whose computer is in between. */
import { readinessWords } from '../../../shared/i18n/index.ts'
import type { ReadyWay } from '../../../shared/messenger/index.ts'
import { useWords } from '../words/index.ts'

export function useWayText(): (way: ReadyWay, through?: string) => string {
  const say = useWords(readinessWords)
  return (way, through = '') => {
    if (way === 'near') return say('wayNear')
    if (way === 'internet') return say('wayInternet')
    return through === '' ? say('wayThroughSomebody') : say('wayThrough', { name: through })
  }
}
