/** If it burnt tonight, whom would I reach? One sentence, the next thing to do, and everybody by name (ui.md §6, Readiness). */
import { nearSummary, readinessWords, readySummary } from '../../../shared/i18n/index.ts'
import type { ReadinessView, ReadyPerson } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows, ReachPanes, type ReachShape, SectionLabel, Sentences } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Page } from '../house/index.ts'
import { go, useRoute } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { DrillPage } from './DrillPage.tsx'
import { NextSteps } from './NextSteps.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import styles from './ReadyPage.module.css'
import { useReadiness } from './use-readiness.ts'

export function ReadyPage() {
  const route = useRoute()
  return route.page === 'ready' && route.part === 'drill' ? <DrillPage /> : <Board />
}

function Board() {
  const say = useWords(readinessWords)
  const view = useReadiness()
  const isRunning = useEngine(({ drill }) => drill?.running !== undefined)
  const hasPeople = view !== undefined && view.people.length > 0
  return (
    <Page
      isAlone
      title={say('title')}
      tools={
        hasPeople && <Button onClick={() => go({ page: 'ready', part: 'drill' })}>{isRunning ? say('drillTitle') : say('practise')}</Button>
      }
    >
      <div className={styles.body}>{view === undefined ? <GhostRows height={60} /> : <Content view={view} />}</div>
    </Page>
  )
}

function Content({ view }: { readonly view: ReadinessView }) {
  const say = useWords(readinessWords)
  const language = useLanguage()
  const sentence = readySummary(view, language)
  const near = view.people.filter(({ worksWithoutInternet }) => worksWithoutInternet).map(({ name }) => name)
  if (view.people.length === 0) {
    return (
      <EmptyState drawing="lit-room" title={say('emptyTitle')} text={sentence}>
        <NextSteps steps={view.steps} isBare />
      </EmptyState>
    )
  }
  return (
    <>
      <section className={styles.summary}>
        <ReachPanes shapes={view.people.map(shapeOf)} />
        <div>
          <h2>
            <Sentences text={sentence} />
          </h2>
          <p>{nearSummary(near, language)}</p>
        </div>
      </section>
      <NextSteps steps={view.steps} />
      <section>
        <SectionLabel size="page" level={2}>
          {say('everybody')}
        </SectionLabel>
        <PeopleTable people={view.people} label={say('everybody')} />
      </section>
    </>
  )
}

/** Lit: would be reached. Half: not they themselves, but somebody keeps what is said to them. */
function shapeOf({ state, alwaysOn }: ReadyPerson): ReachShape {
  if (state === 'reached') return 'straight'
  return alwaysOn === 'kept' ? 'via' : 'none'
}
