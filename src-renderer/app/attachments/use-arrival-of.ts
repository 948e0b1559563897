/** How far a file has come, in the words of whoever looks at the page. */
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { shownArrival, useArrival } from '../arrivals/index.ts'
import { useEngine } from '../engine/index.ts'
import type { Arrival } from '../media/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'

export function useArrivalOf({ view }: Attached): Arrival {
  const told = useArrival(view.file)
  const me = useEngine((state) => state.me?.account)
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  return shownArrival(told, { me, say, explain })
}
