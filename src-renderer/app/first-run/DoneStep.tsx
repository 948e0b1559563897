/** The light is on: what to do next. */
import { firstRunWords } from '../../../shared/i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { toStage } from './stage.ts'
import { Step } from './Step.tsx'

export function DoneStep() {
  const say = useWords(firstRunWords)
  const leave = (invite: boolean) => {
    toStage(undefined)
    go(invite ? { page: 'people', part: 'invite' } : { page: 'rooms' })
  }
  return (
    <Step
      step={4}
      title={say('doneTitle')}
      text={say('doneText')}
      acts={
        <>
          <Button size="large" kind="quiet" onClick={() => leave(false)}>
            {say('lookAround')}
          </Button>
          <Button size="large" kind="main" onClick={() => leave(true)}>
            {say('invite')}
          </Button>
        </>
      }
    >
      {null}
    </Step>
  )
}
