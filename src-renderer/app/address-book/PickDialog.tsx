/** Chooses one person of many: the first ones are shown, and typing finds the others. */
import { type ReactNode, useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import { Avatar, Dialog, ListButton, SearchField } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './PickDialog.module.css'

export interface Pickable {
  readonly id: string
  readonly name: string
  readonly text: string | undefined
  readonly isStone: boolean
}

export interface PickDialogProps {
  readonly title: string
  readonly text: ReactNode
  /** Of what was typed, in the order shown. */
  readonly find: (typed: string) => readonly Pickable[]
  readonly onPick: (id: string) => void
  readonly onClose: () => void
}

const SHOWN = 30

export function PickDialog({ title, text, find, onPick, onClose }: PickDialogProps) {
  const say = useWords(bookWords)
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const found = find(typed)
  const beyond = found.length - SHOWN
  return (
    <Dialog isOpen title={title} text={text} onClose={onClose}>
      <SearchField label={say('pickSearch')} value={typed} onChange={setTyped} />
      {found.length === 0 ? (
        <p className={styles.line} role="status">
          {say('pickNone')}
        </p>
      ) : (
        <ul className={styles.list}>
          {found.slice(0, SHOWN).map((one) => (
            <li key={one.id}>
              <ListButton
                height={60}
                face={<Avatar id={one.id} name={one.name} isStone={one.isStone} />}
                name={<bdi>{one.name}</bdi>}
                text={one.text}
                onClick={() => onPick(one.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {beyond > 0 && <p className={styles.line}>{say('pickMore', { count: beyond.toLocaleString(language) })}</p>}
    </Dialog>
  )
}
