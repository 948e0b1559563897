/**
 * Choosing people one knows: a field that narrows the list by name, initial consonants or half syllables, and the chosen ones as chips above
 * it. From the field alone: arrows move, Enter takes and puts back, Backspace in the empty field puts the last one back.
 */
import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { newRoomWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Avatar, classNames, Icon, reachShape, SearchField, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'
import { useReachText } from '../reach/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './ContactPicker.module.css'

export interface ContactPickerProps {
  /** Whom one may choose from. */
  readonly contacts: readonly Contact[]
  readonly chosen: readonly AccountId[]
  readonly onChange: (chosen: readonly AccountId[]) => void
}

export function ContactPicker({ contacts, chosen, onChange }: ContactPickerProps) {
  const say = useWords(newRoomWords)
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [marked, setMarked] = useState<AccountId>()
  const shown = useShown(contacts, text)
  const at = Math.max(
    0,
    shown.findIndex(({ account }) => account === marked),
  )
  const current = shown[at]
  useEffect(() => {
    list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const toggle = ({ account, state }: Contact) => {
    if (state !== 'paired') return
    setMarked(account)
    onChange(chosen.includes(account) ? chosen.filter((each) => each !== account) : [...chosen, account])
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Backspace' && text === '' && chosen.length > 0) return onChange(chosen.slice(0, -1))
    if (event.key === 'Enter') {
      // The field lies in a form: Enter takes somebody and does not send it.
      event.preventDefault()
      if (current !== undefined) toggle(current)
      setText('')
      return
    }
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 5, PageUp: at - 5 }[event.key]
    if (next === undefined || shown.length === 0) return
    event.preventDefault()
    setMarked(shown[Math.min(shown.length - 1, Math.max(0, next))]?.account)
  }
  const takeOut = (account: AccountId) => {
    onChange(chosen.filter((each) => each !== account))
    field.current?.focus()
  }

  return (
    <div className={styles.picker}>
      {chosen.length > 0 && (
        <ul className={styles.chips}>
          {chosen.flatMap((account) => {
            const contact = contacts.find((each) => each.account === account)
            if (contact === undefined) return []
            return [
              <li key={account}>
                <button type="button" className={styles.chip} onClick={() => takeOut(account)}>
                  <Avatar id={account} name={contact.name} picture={contact.picture} size={24} />
                  {contact.name}
                  <VisuallyHidden>{say('takeOut')}</VisuallyHidden>
                  <Icon icon={X} size={14} />
                </button>
              </li>,
            ]
          })}
        </ul>
      )}
      <SearchField
        ref={field}
        label={say('search')}
        value={text}
        onChange={(typed) => {
          setText(typed)
          setMarked(undefined)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current === undefined ? undefined : `${listId}-${current.account}`}
      />
      <ul ref={list} id={listId} role="listbox" aria-multiselectable aria-label={say('contacts')} className={styles.list}>
        {shown.map((contact) => (
          <Option
            key={contact.account}
            id={`${listId}-${contact.account}`}
            contact={contact}
            isChosen={chosen.includes(contact.account)}
            isCurrent={contact === current}
            onPoint={() => setMarked(contact.account)}
            onPress={() => toggle(contact)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.none}>{say('noMatch', { text })}</p>}
      <VisuallyHidden role="status">
        {text === '' ? '' : current === undefined ? say('noMatch', { text }) : say('found', { count: shown.length, name: current.name })}
      </VisuallyHidden>
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly contact: Contact
  readonly isChosen: boolean
  readonly isCurrent: boolean
  readonly onPoint: () => void
  readonly onPress: () => void
}

function Option({ id, contact, isChosen, isCurrent, onPoint, onPress }: OptionProps) {
  const say = useWords(newRoomWords)
  const reachText = useReachText()
  const reach = useEngine((state) => state.status?.contacts.find(({ account }) => account === contact.account))
  const isOff = contact.state !== 'paired'
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      {...(isOff && { 'aria-disabled': true })}
      {...(isCurrent && { 'data-current': true })}
      className={classNames(styles.option, isCurrent && styles.current, isOff && styles.off)}
      onPointerMove={onPoint}
      onClick={onPress}
    >
      <Avatar
        id={contact.account}
        name={contact.name}
        picture={contact.picture}
        size={36}
        {...(reach !== undefined && { reach: reachShape(reach) })}
      />
      <span className={styles.words}>
        <span className={styles.name}>{contact.name}</span>
        <span className={styles.line}>{isOff ? say('notMet') : reach === undefined ? '' : reachText(reach)}</span>
      </span>
      <span className={classNames(styles.check, isChosen && styles.checked)}>{isChosen && <Icon icon={Check} size={14} />}</span>
    </li>
  )
}

function useShown(contacts: readonly Contact[], text: string): readonly Contact[] {
  const language = useLanguage()
  const ordered = useMemo(() => {
    const { compare } = new Intl.Collator(language)
    return contacts.toSorted((a, b) => compare(a.name, b.name))
  }, [contacts, language])
  return text.trim() === '' ? ordered : ordered.filter(({ name }) => matchesName(name, text) !== undefined)
}
