/** The first minutes (ui.md §6, Onboarding): a picture on one side, one question at a time on the other. Going back loses nothing. */
import { useState } from 'react'
import { platform } from '../../platform/index.ts'
import type { Picture } from '../../../shared/messenger/index.ts'
import { BackupStep } from './BackupStep.tsx'
import { CheckStep } from './CheckStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { NO_WORDS, useAnswers } from '../recovery/index.ts'
import { LanguageStep } from './LanguageStep.tsx'
import { ElsewhereStep } from './ElsewhereStep.tsx'
import { LinkStep } from './LinkStep.tsx'
import { NameStep } from './NameStep.tsx'
import { RestoreStep } from './RestoreStep.tsx'
import { useFirstRun } from './stage.ts'
import { Welcome } from './Welcome.tsx'
import { WordsStep } from './WordsStep.tsx'

export function FirstRun() {
  const stage = useFirstRun((state) => state.stage) ?? 'language'
  const [name, setName] = useState('')
  const [picture, setPicture] = useState<Picture>()
  const [typed, setTyped] = useState(NO_WORDS)
  const [backup, setBackup] = useState({ file: '', passphrase: '' })
  const answers = useAnswers()
  const steps = () => {
    switch (stage) {
      case 'language':
        return <LanguageStep />
      case 'name':
        return <NameStep {...{ name, setName, picture, setPicture }} />
      case 'words':
        return <WordsStep />
      case 'check':
        return <CheckStep answers={answers} />
      case 'done':
        return <DoneStep />
      case 'link':
        return <LinkStep />
      case 'backup':
        return <BackupStep typed={backup} setTyped={setBackup} />
      case 'restore':
        return <RestoreStep {...{ name, setName, words: typed, setWords: setTyped }} />
    }
  }
  // A profile is made by whoever sits at its computer.
  return <Welcome>{platform.isHere ? steps() : <ElsewhereStep />}</Welcome>
}
