/** What a computer is called, the same on all of them. */
import { type FormEvent, useState } from 'react'
import { linkingWords } from '../../../shared/i18n/index.ts'
import type { OwnDeviceView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

const FORM = 'rename-device'

export function RenameDevice({ device, onClose }: { readonly device: OwnDeviceView; readonly onClose: () => void }) {
  const say = useWords(linkingWords)
  const explain = useErrorText()
  const [name, setName] = useState(device.name)
  const [error, setError] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await call('devices.rename', { device: device.device, name })
    if (!answer.ok) return setError(explain(answer.error.code))
    refresh('devices')
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('rename')}
      width="question"
      foot={
        <Button kind="main" type="submit" form={FORM}>
          {say('save')}
        </Button>
      }
    >
      <form id={FORM} onSubmit={(event) => void save(event)}>
        <TextField
          label={say('name')}
          error={error}
          value={name}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
