/** News about this computer as one of several: what is still coming to it, or that it is one no more. */
import { Laptop, MonitorOff } from 'lucide-react'
import { linkingWords } from '../../../shared/i18n/index.ts'
import { Strip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

/** undefined: nothing to say. */
export function useLinkingStrip(): 'revoked' | 'coming' | undefined {
  return useEngine(({ devices }) => (devices?.isRevoked === true ? 'revoked' : devices?.progress === undefined ? undefined : 'coming'))
}

export function RevokedStrip() {
  const say = useWords(linkingWords)
  return (
    <Strip tone="brick" icon={MonitorOff}>
      {say('revoked')}
    </Strip>
  )
}

export function ComingStrip() {
  const say = useWords(linkingWords)
  const progress = useEngine(({ devices }) => devices?.progress)
  if (progress === undefined) return null
  const { ready, of } = progress.rooms
  return (
    <Strip tone="night" icon={Laptop}>
      {ready < of ? say('progress', { ready, of }) : say('progressOlder')}
    </Strip>
  )
}
