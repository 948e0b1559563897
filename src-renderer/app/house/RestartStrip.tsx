/** While the engine starts again, or waits for a new address in a browser: beside what was there, which stays. */
import { Link2, RefreshCw } from 'lucide-react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { Strip } from '../../ui/index.ts'
import { useEngine, useIsRestarting } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

export function RestartStrip({ className }: { readonly className?: string | undefined }) {
  const say = useWords(houseWords)
  const isRefused = useEngine(({ connection }) => connection.phase === 'refused')
  const isRestarting = useIsRestarting()
  if (isRefused) {
    return (
      <Strip tone="night" icon={Link2} className={className}>
        {say('addressNeeded')}
      </Strip>
    )
  }
  if (!isRestarting) return null
  return (
    <Strip tone="night" icon={RefreshCw} className={className}>
      {say('restarting')}
    </Strip>
  )
}
