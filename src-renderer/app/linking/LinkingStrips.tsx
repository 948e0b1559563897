/** News about this computer as one of several: what is still coming to it, or that it is one no more. */
import { Laptop, MonitorOff } from 'lucide-react'
import { useState } from 'react'
import { linkingWords, stolenWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Strip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { StolenDialog } from './StolenDialog.tsx'

/** undefined: nothing to say. */
export function useLinkingStrip(): 'revoked' | 'coming' | undefined {
  return useEngine(({ devices }) => (devices?.isRevoked === true ? 'revoked' : devices?.progress === undefined ? undefined : 'coming'))
}

/** Whoever has the words may know better than the computer that said so. */
export function RevokedStrip() {
  const say = useWords(linkingWords)
  const sayStolen = useWords(stolenWords)
  const [isOpen, setOpen] = useState(false)
  const canUndo = platform.isHere ? sayStolen('undo') : undefined
  return (
    <>
      <Strip tone="brick" icon={MonitorOff} action={canUndo} onAction={() => setOpen(true)}>
        {say('revoked')}
      </Strip>
      {isOpen && <StolenDialog onClose={() => setOpen(false)} />}
    </>
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
