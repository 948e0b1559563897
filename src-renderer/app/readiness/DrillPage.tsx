/** Practising: what is to be gone, a ring while it runs with who answers as it happens, and one sentence at the end (ui.md §6, Readiness). */
import { useState } from 'react'
import { drillModes, drillSummary, readinessWords } from '../../../shared/i18n/index.ts'
import type { DrillMode, DrillResult } from '../../../shared/drill/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, GhostRows, Note, Panel, PanelRow, RadioTiles, SectionLabel, Sentences, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { Page } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import { DrillAnswers } from './DrillAnswers.tsx'
import styles from './DrillPage.module.css'
import { DrillRunning } from './DrillRunning.tsx'

export function DrillPage() {
  const say = useWords(readinessWords)
  const drill = useEngine((state) => state.drill)
  return (
    <Page
      isAlone
      title={say('drillTitle')}
      back={{ page: 'ready' }}
      tools={
        <Button kind="quiet" onClick={() => go({ page: 'ready' })}>
          {say('toBoard')}
        </Button>
      }
    >
      <div className={styles.body}>
        {drill === undefined ? (
          <GhostRows height={60} />
        ) : drill.running !== undefined ? (
          <DrillRunning state={drill.running} />
        ) : (
          <>
            <Choice />
            {drill.results[0] !== undefined && <Result result={drill.results[0]} />}
          </>
        )}
      </div>
    </Page>
  )
}

function Choice() {
  const say = useWords(readinessWords)
  const explain = useErrorText()
  const [mode, setMode] = useState<DrillMode>('no-internet')
  const [isStarting, setStarting] = useState(false)
  const texts = { 'no-internet': say('noInternetText'), 'lan-only': say('lanOnlyText'), 'carriers-only': say('keepersOnlyText') } as const
  const start = async () => {
    setStarting(true)
    const answer = await call('drill.start', { mode })
    setStarting(false)
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
  }
  return (
    <section className={styles.choice}>
      <p className={styles.text}>
        <Sentences text={say('drillText')} />
      </p>
      <SectionLabel size="page" level={2}>
        {say('mode')}
      </SectionLabel>
      <RadioTiles
        label={say('mode')}
        value={mode}
        onChange={setMode}
        tiles={[
          { value: 'no-internet', label: say('noInternet') },
          { value: 'lan-only', label: say('lanOnly') },
          { value: 'carriers-only', label: say('keepersOnly') },
        ]}
      />
      <p className={styles.text}>{texts[mode]}</p>
      <SectionLabel size="page" level={2}>
        {say('off')}
      </SectionLabel>
      <Panel>
        {mode === 'carriers-only' ? (
          <PanelRow title={say('offOthers')} />
        ) : (
          <>
            <PanelRow title={say('offFar')} />
            <PanelRow title={say('offThrough')} />
          </>
        )}
      </Panel>
      <p className={styles.text}>
        <Sentences text={say('offWarning')} />
      </p>
      {platform.isHere ? (
        <Button kind="main" className={styles.start} busy={isStarting ? say('starting') : undefined} onClick={() => void start()}>
          {say('start')}
        </Button>
      ) : (
        <Note text={say('onlyHere')} />
      )}
    </section>
  )
}

function Result({ result }: { readonly result: DrillResult }) {
  const say = useWords(readinessWords)
  const language = useLanguage()
  const dates = useDates()
  return (
    <section>
      <SectionLabel size="page" level={2}>
        {say('result')}
      </SectionLabel>
      <div className={styles.result} role="status">
        <strong>
          <Sentences text={drillSummary(result, language)} />
        </strong>
        <span>{`${dates.full(result.startedAt)} · ${drillModes[result.mode][language]}`}</span>
      </div>
      <DrillAnswers people={result.people} isOver />
    </section>
  )
}
