/** Watching the usual messengers: what one agrees to first, then which, where each is asked at, and into which rooms one tap goes. */
import { useState } from 'react'
import { outageConsent, outageWords } from '../../../shared/i18n/index.ts'
import type { InputOf } from '../../../shared/rpc/index.ts'
import type { EngineContract } from '../../../shared/rpc/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, Dialog, GhostRows, Note, Panel, Sentences, showToast, SwitchRow } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { HereRooms } from './HereRooms.tsx'
import { Services } from './Services.tsx'

/** Enough to tell somebody else's trouble from one's own. */
const WITNESSES = 2

export function OutageSettings() {
  const say = useWords(outageWords)
  const language = useLanguage()
  const explain = useErrorText()
  const outage = useEngine((state) => state.outage)
  const [isAsking, setAsking] = useState(false)
  if (outage === undefined) return <GhostRows height={60} />
  const choose = async (chosen: InputOf<EngineContract, 'outage.choose'>) => {
    const answer = await call('outage.choose', chosen)
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('outage')
  }
  const watched = outage.services.filter(({ isWatched }) => isWatched)
  const off = platform.isHere ? undefined : say('onlyHere')
  return (
    <>
      <Panel>
        <SwitchRow
          title={say('isOn')}
          text={off ?? say('isOnText')}
          isOn={outage.isOn}
          off={off}
          onChange={(isOn) => (isOn ? setAsking(true) : void choose({ isOn: false }))}
        />
      </Panel>
      {outage.isOn && watched.length < WITNESSES && <Note text={say('oneOnly')} />}
      {outage.isOn && outage.ownInternet === 'no' && <Note text={say('ownGone')} />}
      <Services
        outage={outage}
        isFixed={!platform.isHere}
        onWatch={(service, isWatched) => {
          const others = watched.map((each) => each.service).filter((each) => each !== service)
          void choose({ watch: isWatched ? [...others, service] : others })
        }}
      />
      <HereRooms chosen={outage.rooms} isFixed={!platform.isHere} onChoose={(rooms) => void choose({ rooms: [...rooms] })} />
      {isAsking && (
        <Dialog
          isOpen
          width="question"
          title={say('consentTitle')}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button onClick={() => setAsking(false)}>{say('leave')}</Button>
              <Button
                kind="main"
                onClick={() => {
                  setAsking(false)
                  void choose({ isOn: true })
                }}
              >
                {say('agree')}
              </Button>
            </>
          }
        >
          <p>
            <Sentences text={outageConsent[language]} />
          </p>
        </Dialog>
      )}
    </>
  )
}
