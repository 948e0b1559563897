/** The first minutes (ui.md §6, Onboarding): a picture on one side, one question at a time on the other. Going back loses nothing. */
import { useState } from 'react'
import type { Picture } from '../../../shared/messenger/index.ts'
import { CheckStep } from './CheckStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { LanguageStep } from './LanguageStep.tsx'
import { NameStep } from './NameStep.tsx'
import { RestoreStep } from './RestoreStep.tsx'
import { useFirstRun } from './stage.ts'
import { Welcome } from './Welcome.tsx'
import { WordsStep } from './WordsStep.tsx'

export function FirstRun() {
  const stage = useFirstRun((state) => state.stage) ?? 'language'
  const [name, setName] = useState('')
  const [picture, setPicture] = useState<Picture>()
  return (
    <Welcome>
      {stage === 'language' && <LanguageStep />}
      {stage === 'name' && <NameStep {...{ name, setName, picture, setPicture }} />}
      {stage === 'words' && <WordsStep />}
      {stage === 'check' && <CheckStep />}
      {stage === 'done' && <DoneStep />}
      {stage === 'restore' && <RestoreStep {...{ name, setName }} />}
    </Welcome>
  )
}
