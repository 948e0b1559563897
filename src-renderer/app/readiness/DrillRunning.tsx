/** A drill that runs: how long still, as a ring and in words, and who has answered. News of answers are read out as a count. */
import { useEffect, useState } from 'react'
import { drillModes, readinessWords } from '../../../shared/i18n/index.ts'
import type { DrillState } from '../../../shared/drill/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, SectionLabel, showToast, VisuallyHidden } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { DrillAnswers } from './DrillAnswers.tsx'
import styles from './DrillRunning.module.css'

const SECOND_MS = 1000
const RADIUS = 52
const ROUND = 2 * Math.PI * RADIUS

export function DrillRunning({ state }: { readonly state: DrillState }) {
  const say = useWords(readinessWords)
  const language = useLanguage()
  const explain = useErrorText()
  const left = useLeft(state.endsAt)
  const part = Math.min(1, left / Math.max(1, state.endsAt - state.startedAt))
  const seconds = Math.ceil(left / SECOND_MS)
  const answered = state.people.filter((person) => person.answered !== undefined || person.keptBy !== undefined).length
  const stop = async () => {
    const answer = await call('drill.stop')
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
  }
  return (
    <>
      <section className={styles.running}>
        <svg viewBox="0 0 120 120" className={styles.ring} aria-hidden="true">
          <circle cx="60" cy="60" r={RADIUS} className={styles.track} />
          <circle cx="60" cy="60" r={RADIUS} className={styles.left} strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - part)} />
        </svg>
        <div className={styles.words}>
          <h2>{drillModes[state.mode][language]}</h2>
          <p>{say('left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}</p>
          <h3>{say('off')}</h3>
          <ul>
            {state.mode === 'carriers-only' ? (
              <li>{say('offOthers')}</li>
            ) : (
              <>
                <li>{say('offFar')}</li>
                <li>{say('offThrough')}</li>
              </>
            )}
          </ul>
        </div>
        {platform.isHere && <Button onClick={() => void stop()}>{say('stop')}</Button>}
      </section>
      <section>
        <SectionLabel size="page" level={2}>
          {say('answers')}
        </SectionLabel>
        <DrillAnswers people={state.people} isOver={false} />
      </section>
      <VisuallyHidden role="status">{answered === 0 ? '' : say('announced', { count: answered })}</VisuallyHidden>
    </>
  )
}

/** Milliseconds until then, told once a second. */
function useLeft(endsAt: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, endsAt - now)
}
