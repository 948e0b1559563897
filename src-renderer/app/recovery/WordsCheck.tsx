/**
 * Three of the twelve words, asked for in places that change every time. The engine compares; when all three fit it erases its copy, and from
 * then on the paper is the only one (docs/decisions/022-words-until-checked.md).
 */
import { type FormEvent, useRef, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { WORD_COUNT } from './typed-words.ts'
import styles from './WordsCheck.module.css'

const ASKED = 3

/** Which words are asked for, and what was typed so far: whoever looks at the words once more finds it again. */
export interface Answers {
  readonly places: readonly number[]
  readonly typed: Readonly<Record<number, string>>
  readonly type: (place: number, word: string) => void
}

export function useAnswers(): Answers {
  const [places] = useState(choosePlaces)
  const [typed, setTyped] = useState<Answers['typed']>({})
  return { places, typed, type: (place, word) => setTyped({ ...typed, [place]: word }) }
}

export interface WordsCheckProps {
  readonly answers: Answers
  readonly onBack: () => void
  readonly onDone: () => void
}

export function WordsCheck({ answers: { places, typed, type }, onBack, onDone }: WordsCheckProps) {
  const say = useWords(recoveryWords)
  const explain = useErrorText()
  const [wrong, setWrong] = useState<readonly number[]>([])
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const form = useRef<HTMLFormElement>(null)

  const check = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const answer = await call('profile.checkWords', { answers: places.map((place) => ({ place, word: (typed[place] ?? '').trim() })) })
    setBusy(false)
    setFailure(answer.ok ? undefined : explain(answer.error.code))
    const missed = answer.ok ? answer.value.wrong : []
    setWrong(missed)
    const first = places.find((place) => missed.includes(place))
    if (first !== undefined) return form.current?.querySelectorAll('input')[places.indexOf(first)]?.select()
    if (!answer.ok) return
    refresh('me')
    onDone()
  }

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void check(event)}>
      {places.map((place, index) => (
        <TextField
          key={place}
          label={say('place', { place: place + 1 })}
          value={typed[place] ?? ''}
          autoFocus={index === 0}
          autoCapitalize="none"
          error={wrong.includes(place) ? say('wrong', { place: place + 1 }) : undefined}
          onChange={({ currentTarget }) => {
            type(place, currentTarget.value)
            setWrong(wrong.filter((each) => each !== place))
          }}
        />
      ))}
      {failure !== undefined && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.acts}>
        <Button size="large" kind="quiet" onClick={onBack}>
          {say('showAgain')}
        </Button>
        <Button size="large" kind="main" type="submit" busy={isBusy ? say('checking') : undefined}>
          {say('check')}
        </Button>
      </div>
    </form>
  )
}

/** Three different places, ascending. */
function choosePlaces(): readonly number[] {
  const all = Array.from({ length: WORD_COUNT }, (_, place) => ({ place, order: Math.random() }))
  return all
    .toSorted((a, b) => a.order - b.order)
    .slice(0, ASKED)
    .map(({ place }) => place)
    .toSorted((a, b) => a - b)
}
