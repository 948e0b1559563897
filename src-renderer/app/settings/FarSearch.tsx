/** Finding people through others' always-on computers: one switch, and in words what one agrees to (RDV-1). */
import { farSearchWords, rendezvousStates } from '../../../shared/i18n/index.ts'
import { Panel, PanelRow, SwitchRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'
import { Entrances } from './Entrances.tsx'
import { KeepNotes } from './KeepNotes.tsx'

export function FarSearch() {
  const say = useWords(farSearchWords)
  const language = useLanguage()
  const settings = useEngine((state) => state.settings)
  const rendezvous = useEngine(({ status }) => status?.rendezvous)
  const change = useChangeSettings()
  if (settings === undefined) return null
  const entrances = (count: number) => (count === 0 ? say('entrances0') : count === 1 ? say('entrances1') : say('entrances', { count }))
  // What was told to the service when it was started holds for this run, whatever is chosen here.
  const isForThisRun = !settings.rendezvous || settings.rendezvousPort === 0
  return (
    <>
      <Titled title={say('title')}>
        <Panel>
          <SwitchRow
            title={say('search')}
            text={say('searchText')}
            isOn={settings.rendezvous}
            onChange={(isOn) => void change({ rendezvous: isOn })}
          />
          <PanelRow title={say('sealed')} text={say('sealedText')} />
          <PanelRow title={say('seen')} text={say('seenText')} />
          {settings.rendezvous && rendezvous !== undefined && (
            <div role="status">
              <PanelRow title={say('now')} text={`${rendezvousStates[rendezvous.state][language]}. ${entrances(rendezvous.entrances)}`} />
            </div>
          )}
        </Panel>
        {isForThisRun && rendezvous?.serving !== undefined && (
          <Panel>
            <PanelRow
              title={say('serving')}
              text={rendezvous.serving.values === 1 ? say('servingText1') : say('servingText', { count: rendezvous.serving.values })}
            />
          </Panel>
        )}
      </Titled>
      {settings.rendezvous && <Entrances typed={settings.bootstrap} />}
      {settings.rendezvous && <KeepNotes door={settings.rendezvousPort} serving={rendezvous?.serving} />}
    </>
  )
}
