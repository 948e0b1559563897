/** Rooms or people to choose from in a dialog, one or several: a field that narrows them, and a row for each with its face. */
import { type ReactNode, useId, useState } from 'react'
import { SearchField } from '../../ui/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'
import styles from './ChoiceList.module.css'

export interface Choice<Key extends string> {
  readonly key: Key
  readonly name: string
  readonly face: ReactNode
}

export interface ChoiceListProps<Key extends string> {
  /** One takes the place of the one before. */
  readonly type: 'radio' | 'checkbox'
  readonly choices: readonly Choice<Key>[]
  readonly isChosen: (key: Key) => boolean
  readonly onChoose: (key: Key) => void
  readonly searchLabel: string
  /** Said when nothing has the name that was typed. */
  readonly noneText: string
}

export function ChoiceList<Key extends string>(props: ChoiceListProps<Key>) {
  const { type, choices, isChosen, onChoose, searchLabel, noneText } = props
  const group = useId()
  const [wanted, setWanted] = useState('')
  const shown = wanted.trim() === '' ? choices : choices.filter(({ name }) => matchesName(name, wanted) !== undefined)
  return (
    <>
      <SearchField label={searchLabel} value={wanted} onChange={setWanted} />
      <ul className={styles.list}>
        {shown.map(({ key, name, face }) => (
          <li key={key}>
            <label className={styles.choice}>
              <input type={type} name={group} checked={isChosen(key)} onChange={() => onChoose(key)} />
              {face}
              <span>{name}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p role="status" className={styles.none}>
          {noneText}
        </p>
      )}
    </>
  )
}
