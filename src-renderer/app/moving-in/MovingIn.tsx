/** Moving in, as a section of the settings: choosing files, watching them being read, saying who is who, and what came of it. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { movingInWords } from '../../../shared/i18n/index.ts'
import { Note } from '../../ui/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { ChooseFiles } from './ChooseFiles.tsx'
import { Done } from './Done.tsx'
import { Earlier } from './Earlier.tsx'
import { Found } from './Found.tsx'
import { HowTo } from './HowTo.tsx'
import { Progress } from './Progress.tsx'
import { movingIn, resume } from './state.ts'

export function MovingIn() {
  const say = useWords(movingInWords)
  const explain = useErrorText()
  const { view, sent, choices, failure } = useStore(movingIn)
  useEffect(() => void resume(), [])
  const phase = view?.phase
  const why = failure ?? (phase === 'failed' ? (view?.code ?? 'FAILED') : undefined)
  const isOver = view === undefined || phase === 'failed' || phase === 'cancelled'
  return (
    <>
      {why !== undefined && (
        <div role="alert">
          <Note tone="brick" text={explain(why)} />
        </div>
      )}
      {phase === 'cancelled' && <Note text={say('stopped')} />}
      {view !== undefined && (phase === 'gathering' || phase === 'reading' || phase === 'writing') && <Progress view={view} sent={sent} />}
      {view !== undefined && choices !== undefined && phase === 'ready' && <Found view={view} choices={choices} />}
      {view?.batch !== undefined && phase === 'done' && <Done view={view} batch={view.batch} />}
      {isOver && (
        <>
          <ChooseFiles />
          <HowTo />
          <Earlier />
        </>
      )}
    </>
  )
}
