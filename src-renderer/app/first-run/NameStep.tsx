/** A name, and a picture if wanted. Leaving this step makes the account; the picture follows at once. */
import { type FormEvent, useState } from 'react'
import { firstRunWords } from '../../../shared/i18n/index.ts'
import type { Picture } from '../../../shared/messenger/index.ts'
import { Avatar, Button, TextField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { PicturePicker } from '../picture/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { showWords, toStage } from './stage.ts'
import { Step } from './Step.tsx'

const FORM = 'first-name'

export interface NameStepProps {
  readonly name: string
  readonly setName: (name: string) => void
  readonly picture: Picture | undefined
  readonly setPicture: (picture: Picture | undefined) => void
}

export function NameStep({ name, setName, picture, setPicture }: NameStepProps) {
  const say = useWords(firstRunWords)
  const explain = useErrorText()
  const language = useLanguage()
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (name.trim() === '') return setError(say('nameEmpty'))
    setBusy(true)
    const made = await call('host.create', { name, language })
    if (!made.ok) {
      setBusy(false)
      return setError(explain(made.error.code))
    }
    showWords(made.value.words)
    await call('profile.changeSettings', { language })
    if (picture !== undefined) await call('profile.setPicture', { picture })
  }

  return (
    <Step
      step={2}
      title={say('nameTitle')}
      text={say('nameText')}
      acts={
        <>
          <Button size="large" kind="quiet" onClick={() => toStage('language')}>
            {say('back')}
          </Button>
          <Button size="large" kind="main" type="submit" form={FORM} busy={isBusy ? say('making') : undefined}>
            {say('make')}
          </Button>
        </>
      }
    >
      <PicturePicker hasPicture={picture !== undefined} onChange={setPicture}>
        <Avatar id={name} name={name === '' ? '?' : name} picture={picture} size={88} isStone={name === ''} />
      </PicturePicker>
      <form id={FORM} onSubmit={(event) => void make(event)}>
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          error={error}
          value={name}
          autoFocus
          autoComplete="name"
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
    </Step>
  )
}
