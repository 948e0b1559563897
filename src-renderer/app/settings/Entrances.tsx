/** Computers this person wrote down to be asked at; contacts' become known by themselves (RDV-9). What is taken out can be put back. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { entranceWords } from '../../../shared/i18n/index.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { Button, Icon, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { AddEntrance } from './AddEntrance.tsx'
import { shownEntrance } from './typed-entrance.ts'

export function Entrances({ typed }: { readonly typed: Settings['bootstrap'] }) {
  const say = useWords(entranceWords)
  const explain = useErrorText()
  const [isAdding, setAdding] = useState(false)
  const put = async (bootstrap: Settings['bootstrap']): Promise<boolean> => {
    const answer = await call('profile.changeSettings', { bootstrap })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('settings', 'status')
    return answer.ok
  }
  const takeOut = async (address: string) => {
    if (!(await put(typed.filter((each) => each !== address)))) return
    showToast({ text: say('takenOut', { address: shownEntrance(address) }), undo: () => void put(typed) })
  }
  return (
    <Titled title={say('title')}>
      <Panel>
        {typed.map((address) => (
          <PanelRow
            key={address}
            title={<bdi>{shownEntrance(address)}</bdi>}
            text={say('typed')}
            end={
              <Button
                size="small"
                aria-label={say('takeOutName', { address: shownEntrance(address) })}
                onClick={() => void takeOut(address)}
              >
                {say('takeOut')}
              </Button>
            }
          />
        ))}
        <PanelRow start={<Icon icon={Plus} />} title={say('add')} text={say('addText')} onPress={() => setAdding(true)} />
      </Panel>
      {isAdding && <AddEntrance typed={typed} onAdd={(address) => put([...typed, address])} onClose={() => setAdding(false)} />}
    </Titled>
  )
}
