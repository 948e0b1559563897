/** While the engine starts again: beside what was there, which stays. */
import { RefreshCw } from 'lucide-react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { Strip } from '../../ui/index.ts'
import { useIsRestarting } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

export function RestartStrip({ className }: { readonly className?: string | undefined }) {
  const say = useWords(houseWords)
  if (!useIsRestarting()) return null
  return (
    <Strip tone="night" icon={RefreshCw} className={className}>
      {say('restarting')}
    </Strip>
  )
}
