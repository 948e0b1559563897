/** The messengers that can be watched: a switch each, how it stands, and its addresses, which may be changed. What is taken out can be put back. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { outageStates, outageWords } from '../../../shared/i18n/index.ts'
import { hostText, type OutageView, type WatchedService } from '../../../shared/outage/index.ts'
import { Button, Icon, Panel, PanelRow, SectionLabel, showToast, SwitchRow } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useWidth } from '../house/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import { AddService } from './AddService.tsx'
import styles from './Services.module.css'

export interface ServicesProps {
  readonly outage: OutageView
  /** Seen from elsewhere: nothing can be changed. */
  readonly isFixed: boolean
  readonly onWatch: (service: string, isWatched: boolean) => void
}

export function Services({ outage, isFixed, onWatch }: ServicesProps) {
  const say = useWords(outageWords)
  // One below the head of the page.
  const level = useWidth() === 'narrow' ? 2 : 3
  const [isAdding, setAdding] = useState(false)
  return (
    <section>
      <SectionLabel size="page" level={level}>
        {say('services')}
      </SectionLabel>
      <Panel>
        {outage.services.map((service) => (
          <Service key={service.service} service={service} isOn={outage.isOn} isFixed={isFixed} onWatch={onWatch} />
        ))}
        {!isFixed && <PanelRow start={<Icon icon={Plus} />} title={say('add')} text={say('addText')} onPress={() => setAdding(true)} />}
      </Panel>
      {isAdding && <AddService onClose={() => setAdding(false)} />}
    </section>
  )
}

interface ServiceProps extends Pick<ServicesProps, 'isFixed' | 'onWatch'> {
  readonly service: WatchedService
  readonly isOn: boolean
}

function Service({ service, isOn, isFixed, onWatch }: ServiceProps) {
  const say = useWords(outageWords)
  const language = useLanguage()
  const dates = useDates()
  const [isOpen, setOpen] = useState(false)
  const { name, isWatched, state, since } = service
  const word = outageStates[state][language]
  const text =
    !isOn || !isWatched ? undefined : since === undefined || state === 'ok' ? word : say('since', { state: word, time: dates.time(since) })
  return (
    <div>
      <SwitchRow
        title={name[language]}
        text={text}
        isOn={isWatched}
        off={isFixed ? say('onlyHere') : undefined}
        onChange={(wanted) => onWatch(service.service, wanted)}
      />
      {!isFixed && isWatched && (
        <div className={styles.addresses}>
          <Button
            kind="quiet"
            size="small"
            aria-expanded={isOpen}
            aria-label={say('addressesOf', { name: name[language] })}
            onClick={() => setOpen(!isOpen)}
          >
            {say('addresses')}
          </Button>
          {isOpen && <Hosts service={service} />}
        </div>
      )}
    </div>
  )
}

function Hosts({ service: { service, hosts } }: { readonly service: WatchedService }) {
  const say = useWords(outageWords)
  const explain = useErrorText()
  const put = async (method: 'outage.addHost' | 'outage.removeHost', host: string): Promise<boolean> => {
    const answer = await call(method, { service, host })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('outage')
    return answer.ok
  }
  const takeOut = async (address: string) => {
    if (!(await put('outage.removeHost', address))) return
    showToast({ text: say('takenOut', { address }), undo: () => void put('outage.addHost', address) })
  }
  return (
    <ul>
      {hosts.map(hostText).map((address) => (
        <li key={address}>
          <code>{address}</code>
          <Button kind="quiet" size="small" aria-label={say('takeOutName', { address })} onClick={() => void takeOut(address)}>
            {say('takeOut')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
