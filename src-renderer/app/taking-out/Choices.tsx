/** One of a few kinds of file, each with a line of what it is good for. */
import { useId } from 'react'
import styles from './TakingOut.module.css'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly text: string
}

export interface ChoicesProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly onChange: (value: Value) => void
}

export function Choices<Value extends string>({ label, value, choices, onChange }: ChoicesProps<Value>) {
  const id = useId()
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={id}
            checked={choice.value === value}
            aria-describedby={`${id}-${choice.value}`}
            aria-label={choice.label}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span className={styles.name}>{choice.label}</span>
            <span id={`${id}-${choice.value}`} className={styles.text}>
              {choice.text}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
