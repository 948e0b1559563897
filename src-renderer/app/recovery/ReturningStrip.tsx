/** Above the list of rooms while the twelve words have brought none back yet: why it is empty, and where to see what helps. */
import { KeyRound } from 'lucide-react'
import { returningWords } from '../../../shared/i18n/index.ts'
import { Strip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'

export function useIsReturning(): boolean {
  return useEngine(({ status, rooms }) => status?.recoveringUntil !== undefined && rooms?.length === 0)
}

export function ReturningStrip() {
  const say = useWords(returningWords)
  return (
    <Strip tone="night" icon={KeyRound} action={say('look')} onAction={() => go({ page: 'people' })}>
      {say('strip')}
    </Strip>
  )
}
