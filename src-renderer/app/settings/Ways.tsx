/** The ways to me and to others: through this computer, through the router, and through what others keep for who has moved. */
import { waysWords } from '../../../shared/i18n/index.ts'
import { Panel, PanelRow, SwitchRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'
import { FarSearch } from './FarSearch.tsx'

export function Ways() {
  const say = useWords(waysWords)
  const settings = useEngine((state) => state.settings)
  const change = useChangeSettings()
  if (settings === undefined) return null
  return (
    <>
      <Panel>
        <SwitchRow title={say('relay')} text={say('relayText')} isOn={settings.relay} onChange={(relay) => void change({ relay })} />
        <PanelRow title={say('relaySeen')} text={say('relaySeenText')} />
        <PanelRow title={say('relayCost')} text={say('relayCostText')} />
      </Panel>
      <Panel>
        <SwitchRow
          title={say('mapping')}
          text={say('mappingText')}
          isOn={settings.portMapping}
          onChange={(portMapping) => void change({ portMapping })}
        />
      </Panel>
      {settings.relay && <Through />}
      <FarSearch />
    </>
  )
}

function Through() {
  const say = useWords(waysWords)
  const dates = useDates()
  const outside = useEngine(({ status }) => status?.outside)
  if (outside === undefined) return null
  const name = (known: string | undefined): string => known ?? say('somebody')
  return (
    <Titled title={say('now')}>
      <Panel>
        {outside.circuits.length === 0 && <PanelRow title={say('nobody')} />}
        {outside.circuits.map(({ from, to, since }) => (
          <PanelRow
            key={`${from.device} ${to.device} ${since}`}
            title={say('pair', { from: name(from.name), to: name(to.name) })}
            text={say('since', { time: dates.inList(since) })}
          />
        ))}
      </Panel>
    </Titled>
  )
}
