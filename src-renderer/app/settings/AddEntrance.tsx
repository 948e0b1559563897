/** One address more, out of whatever somebody sent; what is wrong with it is said before anything is asked of the engine. */
import { type FormEvent, useState } from 'react'
import { entranceWords } from '../../../shared/i18n/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { Button, Dialog, showToast, TextField } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { type EntranceCode, shownEntrance, typedEntrance } from './typed-entrance.ts'

const FORM = 'add-entrance'

export interface AddEntranceProps {
  readonly typed: readonly string[]
  /** False: it was refused, and that was said. */
  readonly onAdd: (address: string) => Promise<boolean>
  readonly onClose: () => void
}

export function AddEntrance({ typed, onAdd, onClose }: AddEntranceProps) {
  const say = useWords(entranceWords)
  const [text, setText] = useState('')
  const [error, setError] = useState<EntranceCode>()
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const address = typedEntrance(text, typed)
    if (!address.ok) return setError(address.code)
    if (!(await onAdd(address.value))) return
    showToast({ text: say('added', { address: shownEntrance(address.value) }) })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('addTitle')}
      width="question"
      foot={
        <Button kind="main" type="submit" form={FORM}>
          {say('put')}
        </Button>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void add(event)}>
        <TextField
          label={say('address')}
          hint={say('hint')}
          error={error === undefined ? undefined : error === 'full' ? say('full', { count: RESOURCE.RENDEZVOUS_BOOTSTRAP }) : say(error)}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
