/** Taking out, as a section of the settings: all conversations, the address book, and what happened meanwhile. */
import { useState } from 'react'
import { takingOutWords } from '../../../shared/i18n/index.ts'
import { Button, Panel, PanelRow, Sentences, SwitchRow } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Choices } from './Choices.tsx'
import { DayFields } from './DayFields.tsx'
import { openDigest } from './digest-state.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { useAround } from './use-around.ts'

export function TakingOut() {
  const say = useWords(takingOutWords)
  const [asks, setAsks] = useState<'all' | 'contacts'>()
  const close = () => setAsks(undefined)
  return (
    <>
      <p>
        <Sentences text={say('intro')} />
      </p>
      <Panel>
        <PanelRow
          title={say('all')}
          text={`${say('allText')} ${say('oneRoom')}`}
          end={
            <Button size="small" aria-label={say('chooseAll')} onClick={() => setAsks('all')}>
              {say('choose')}
            </Button>
          }
        />
        <PanelRow
          title={say('contacts')}
          text={say('contactsText')}
          end={
            <Button size="small" aria-label={say('chooseContacts')} onClick={() => setAsks('contacts')}>
              {say('choose')}
            </Button>
          }
        />
      </Panel>
      <Panel>
        <PanelRow title={say('digest')} text={say('digestText')} onPress={() => openDigest()} />
      </Panel>
      {asks === 'all' && <ExportAll onClose={close} />}
      {asks === 'contacts' && <ExportContacts onClose={close} />}
    </>
  )
}

function ExportAll({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(takingOutWords)
  const [pictures, setPictures] = useState(true)
  const { fields, around } = useAround()
  const wanted = () => {
    const given = around()
    return given === undefined ? undefined : ({ what: 'all', ...(pictures && { pictures }), ...given } as const)
  }
  return (
    <ExportDialog title={say('allTitle')} wanted={wanted} onClose={onClose}>
      <p>
        <Sentences text={say('allText')} />
      </p>
      <Panel>
        <SwitchRow
          title={say('pictures')}
          text={say(pictures ? 'picturesOfAll' : 'noPicturesText')}
          isOn={pictures}
          onChange={setPictures}
        />
      </Panel>
      <DayFields {...fields} />
    </ExportDialog>
  )
}

function ExportContacts({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(takingOutWords)
  const [format, setFormat] = useState<'vcard3' | 'vcard4' | 'google-csv'>('vcard3')
  return (
    <ExportDialog title={say('contactsTitle')} wanted={() => ({ what: 'contacts', format })} onClose={onClose}>
      <Choices
        label={say('format')}
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'vcard3', label: say('vcard3'), text: say('vcard3Text') },
          { value: 'vcard4', label: say('vcard4'), text: say('vcard4Text') },
          { value: 'google-csv', label: say('csv'), text: say('csvText') },
        ]}
      />
    </ExportDialog>
  )
}
