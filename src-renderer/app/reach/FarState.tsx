/** What the search through others' computers does now; while it is off and somebody is away, that it is there to be chosen. */
import { Telescope } from 'lucide-react'
import { farSearchWords, rendezvousStates } from '../../../shared/i18n/index.ts'
import type { RendezvousStatus } from '../../../shared/rpc/index.ts'
import { Button, Icon, Panel, PanelRow } from '../../ui/index.ts'
import { go } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

export function FarState({ rendezvous, isSomebodyAway }: { readonly rendezvous: RendezvousStatus; readonly isSomebodyAway: boolean }) {
  const say = useWords(farSearchWords)
  const language = useLanguage()
  if (rendezvous.state !== 'off') {
    return (
      <Panel>
        <div role="status">
          <PanelRow start={<Icon icon={Telescope} />} title={say('search')} text={rendezvousStates[rendezvous.state][language]} />
        </div>
      </Panel>
    )
  }
  if (!isSomebodyAway) return null
  return (
    <Panel>
      <PanelRow
        start={<Icon icon={Telescope} />}
        title={say('offerTitle')}
        text={say('offerText')}
        end={
          <Button size="small" onClick={() => go({ page: 'settings', section: 'ways' })}>
            {say('offer')}
          </Button>
        }
      />
    </Panel>
  )
}
