/** A messenger that is not in the list, by its name and where it is; what is wrong with the address is said beside it. */
import { type FormEvent, useState } from 'react'
import { outageWords } from '../../../shared/i18n/index.ts'
import { OUTAGE } from '../../../shared/limits.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

const FORM = 'add-service'

export function AddService({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(outageWords)
  const explain = useErrorText()
  const [service, setService] = useState('')
  const [host, setHost] = useState('')
  const [error, setError] = useState<string>()
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await call('outage.addHost', { service: service.trim() === '' ? host : service, host })
    if (!answer.ok) return setError(explain(answer.error.code))
    refresh('outage')
    onClose()
  }
  return (
    <Dialog
      isOpen
      isGuarded={service !== '' || host !== ''}
      width="question"
      title={say('addTitle')}
      onClose={onClose}
      foot={
        <Button kind="main" type="submit" form={FORM}>
          {say('put')}
        </Button>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void add(event)}>
        <TextField
          label={say('name')}
          maxLength={OUTAGE.NAME_CHARACTERS}
          value={service}
          onChange={({ currentTarget }) => setService(currentTarget.value)}
        />
        <TextField
          label={say('address')}
          hint={say('addressHint')}
          error={error}
          value={host}
          onChange={({ currentTarget }) => {
            setHost(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
