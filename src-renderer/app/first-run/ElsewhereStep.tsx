/** A page on the network cannot make a profile: who may is whoever sits at the computer. Says where to go; the page goes on by itself then. */
import { firstRunWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'
import { Step } from './Step.tsx'

export function ElsewhereStep() {
  const say = useWords(firstRunWords)
  return (
    <Step title={say('elsewhereTitle')} text={say('elsewhereText')} acts={null}>
      {null}
    </Step>
  )
}
