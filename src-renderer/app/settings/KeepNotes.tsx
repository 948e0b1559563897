/** Keeping a part of the table for others: a choice of its own, with the number its door has (RDV-1, RDV-9). */
import { type FormEvent, useState } from 'react'
import { entranceWords, type Translate } from '../../../shared/i18n/index.ts'
import type { EngineStatus } from '../../../shared/rpc/index.ts'
import { Button, Dialog, Panel, PanelRow, SwitchRow, TextField } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'

type Serving = EngineStatus['rendezvous']['serving']

/** Above what only the system may use, and in the examples. */
const USUAL_DOOR = 4310
const LOWEST_DOOR = 1024
const HIGHEST_DOOR = 65_535
const FORM = 'door-number'

/** `door`: as chosen, 0 for none. */
export function KeepNotes({ door, serving }: { readonly door: number; readonly serving: Serving }) {
  const say = useWords(entranceWords)
  const change = useChangeSettings()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <Panel>
      <SwitchRow
        title={say('keep')}
        text={say('keepText')}
        isOn={door !== 0}
        onChange={(isOn) => void change({ rendezvousPort: isOn ? USUAL_DOOR : 0 })}
      />
      {door !== 0 && (
        <div role="status">
          <PanelRow
            title={say('door', { door })}
            text={doorText(serving, say)}
            end={
              <Button size="small" aria-label={say('changeName')} onClick={() => setChoosing(true)}>
                {say('change')}
              </Button>
            }
          />
        </div>
      )}
      {isChoosing && (
        <ChooseDoor door={door} onChoose={(rendezvousPort) => void change({ rendezvousPort })} onClose={() => setChoosing(false)} />
      )}
    </Panel>
  )
}

function doorText(serving: Serving, say: Translate<typeof entranceWords>): string {
  if (serving?.code === 'port-taken') return say('doorTaken')
  if (serving?.code !== undefined) return say('doorShut')
  const count = serving?.values ?? 0
  if (count === 0) return say('doorText')
  return `${say('doorText')} ${count === 1 ? say('kept1') : say('kept', { count })}`
}

interface ChooseDoorProps {
  readonly door: number
  readonly onChoose: (door: number) => void
  readonly onClose: () => void
}

function ChooseDoor({ door, onChoose, onClose }: ChooseDoorProps) {
  const say = useWords(entranceWords)
  const [text, setText] = useState(String(door))
  const [isWrong, setWrong] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const chosen = /^\d{4,5}$/.test(text.trim()) ? Number(text) : 0
    if (chosen < LOWEST_DOOR || chosen > HIGHEST_DOOR) return setWrong(true)
    onChoose(chosen)
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('doorTitle')}
      width="question"
      foot={
        <Button kind="main" type="submit" form={FORM}>
          {say('save')}
        </Button>
      }
    >
      <form id={FORM} noValidate onSubmit={save}>
        <TextField
          label={say('doorLabel')}
          hint={say('doorHint')}
          error={isWrong ? say('doorWrong') : undefined}
          inputMode="numeric"
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setWrong(false)
          }}
        />
      </form>
    </Dialog>
  )
}
