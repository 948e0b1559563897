/** The way in for somebody who has Sarangbang on another computer: no words, six digits on both. */
import { useEffect } from 'react'
import { linkingWords } from '../../../shared/i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { type LinkingActs, LinkingStage } from '../linking/index.ts'
import { useWords } from '../words/index.ts'
import { toStage } from './stage.ts'
import { Step } from './Step.tsx'

const ACTS: LinkingActs = {
  show: () => call('host.linkShow'),
  take: (link) => call('host.linkTake', { link }),
  confirm: (same) => call('host.linkConfirm', { same }),
}

export function LinkStep() {
  const say = useWords(linkingWords)
  const view = useEngine(({ host }) => host?.linking)
  const isReady = useEngine(({ host }) => host?.phase === 'ready')
  // The profile is there: the house opens, with what is still coming in a strip.
  useEffect(() => {
    if (isReady) toStage(undefined)
  }, [isReady])
  const back = () => {
    void call('host.linkCancel')
    toStage('language')
  }
  return (
    <Step
      title={say('title')}
      acts={
        <Button size="large" kind="quiet" onClick={back}>
          {say('back')}
        </Button>
      }
    >
      <LinkingStage view={view} acts={ACTS} text={say('emptyText')} />
    </Step>
  )
}
