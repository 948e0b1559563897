/** A contact card to be sent: whom, and which of their numbers and addresses go along. Of oneself an invitation can. */
import { type FormEvent, useId, useState } from 'react'
import { introducingWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, GhostRows } from '../../ui/index.ts'
import { ChoiceList } from '../choice-list/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './introducing.module.css'
import { type Person, usePeople } from './use-people.tsx'
import { type IntroducingProps, useSaying } from './use-saying.tsx'

export function SendCardDialog({ room, mode, onClose, onSent }: IntroducingProps) {
  const say = useWords(introducingWords)
  const errorText = useErrorText()
  const form = useId()
  const people = usePeople()
  const [chosen, setChosen] = useState<string>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [trouble, setTrouble] = useState<string>()
  const saying = useSaying({ room, mode, onClose, onSent })
  const person = people?.find(({ key }) => key === chosen)
  const goes = (value: string) => !left.has(value)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (person === undefined || saying.isBusy) return
    setTrouble(undefined)
    const link = person.isMe && goes(MY_LINK) ? await call('people.invite', {}) : undefined
    if (link?.ok === false) return setTrouble(link.error.code)
    await saying.send({
      kind: 'card',
      name: person.name,
      phones: person.phones.filter(goes),
      mails: person.mails.filter(goes),
      ...(link !== undefined && { link: link.value.link }),
    })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('cardTitle')}
      text={say('cardText')}
      isGuarded={chosen !== undefined}
      foot={
        <Button
          kind="main"
          type="submit"
          form={form}
          busy={saying.isBusy ? say('busy') : undefined}
          off={person === undefined ? say('pick') : undefined}
        >
          {say('send')}
        </Button>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        {people === undefined ? (
          <GhostRows count={4} height={48} />
        ) : (
          <ChoiceList
            type="radio"
            choices={people.map(({ key, shown, face }) => ({ key, name: shown, face }))}
            isChosen={(key) => key === chosen}
            onChoose={(key) => {
              setChosen(key)
              setLeft(new Set())
            }}
            searchLabel={say('search')}
            noneText={say('none')}
          />
        )}
        {person !== undefined && <Values person={person} goes={goes} onToggle={(value) => setLeft((before) => toggled(before, value))} />}
        {trouble !== undefined && (
          <p role="alert" className={styles.failure}>
            {errorText(trouble)}
          </p>
        )}
        {saying.failure}
      </form>
    </Dialog>
  )
}

/** No number and no address is called so. */
const MY_LINK = ' link'

interface ValuesProps {
  readonly person: Person
  readonly goes: (value: string) => boolean
  readonly onToggle: (value: string) => void
}

function Values({ person: { phones, mails, isMe }, goes, onToggle }: ValuesProps) {
  const say = useWords(introducingWords)
  const values = [...(isMe ? [MY_LINK] : []), ...phones, ...mails]
  if (values.length === 0) return <p className={styles.hint}>{say('nameOnly')}</p>
  return (
    <fieldset className={styles.values}>
      <legend>{say('goesAlong')}</legend>
      {values.map((value) => (
        <label key={value} className={styles.value}>
          <input type="checkbox" checked={goes(value)} onChange={() => onToggle(value)} />
          <bdi>{value === MY_LINK ? say('myLink') : value}</bdi>
        </label>
      ))}
    </fieldset>
  )
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
