/** Coming back with words from paper, onto a computer that has nothing yet. */
import { type FormEvent, useState } from 'react'
import { firstRunWords, recoveryWords } from '../../../shared/i18n/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { areWhole, WordFields } from '../recovery/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { toStage } from './stage.ts'
import styles from './RestoreStep.module.css'
import { Step } from './Step.tsx'

const FORM = 'come-back'

export interface RestoreStepProps {
  readonly name: string
  readonly setName: (name: string) => void
  readonly words: readonly string[]
  readonly setWords: (words: readonly string[]) => void
}

export function RestoreStep({ name, setName, words, setWords }: RestoreStepProps) {
  const say = useWords(firstRunWords)
  const recovery = useWords(recoveryWords)
  const explain = useErrorText()
  const language = useLanguage()
  const [failure, setFailure] = useState<string>()
  const [nameError, setNameError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isWhole = areWhole(words)

  const restore = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!isWhole) return setFailure(say('restoreMissing'))
    if (name.trim() === '') return setNameError(say('nameEmpty'))
    setBusy(true)
    const made = await call('host.restore', { words: words.join(' '), name, language })
    if (!made.ok) {
      setBusy(false)
      return setFailure(made.error.code === 'BAD_WORDS' ? recovery('notTogether') : explain(made.error.code))
    }
    toStage('done')
    await call('profile.changeSettings', { language })
  }

  return (
    <Step
      title={say('restoreTitle')}
      text={say('restoreText')}
      acts={
        <>
          <Button size="large" kind="quiet" onClick={() => toStage('language')}>
            {say('back')}
          </Button>
          <Button size="large" kind="main" type="submit" form={FORM} busy={isBusy ? say('restoring') : undefined}>
            {say('restore')}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate className={styles.form} onSubmit={(event) => void restore(event)}>
        <WordFields
          words={words}
          onChange={(next) => {
            setWords(next)
            setFailure(undefined)
          }}
        />
        {failure !== undefined && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        <TextField
          label={say('name')}
          error={nameError}
          value={name}
          autoComplete="name"
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setNameError(undefined)
          }}
        />
      </form>
    </Step>
  )
}
