/** Writing somebody down, or changing what stands there. What is not shown here, such as a birthday, stays as it is. */
import { type FormEvent, useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import { BOOK } from '../../../shared/limits.ts'
import type { BookEntry, EntryId } from '../../../shared/messenger/index.ts'
import { Button, showToast, TextArea, TextField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { refreshBook } from './book.ts'
import styles from './EntryPage.module.css'
import { labelsOf, valuesOf, valuesTrouble } from './typed-values.ts'

export interface EntryFormProps {
  /** Absent: somebody new. */
  readonly entry?: BookEntry
  /** Of whom was saved; undefined: nothing was. */
  readonly onDone: (entry: EntryId | undefined) => void
}

const NONE: BookEntry['phones'] = []

export function EntryForm({ entry, onDone }: EntryFormProps) {
  const say = useWords(bookWords)
  const explain = useErrorText()
  const [name, setName] = useState(entry?.name ?? '')
  const [phones, setPhones] = useState(lines(entry?.phones))
  const [emails, setEmails] = useState(lines(entry?.emails))
  const [org, setOrg] = useState(entry?.org ?? '')
  const [labels, setLabels] = useState(entry?.labels.join(', ') ?? '')
  const [note, setNote] = useState(entry?.note ?? '')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const fields = {
    name: name.trim(),
    phones: valuesOf(phones, entry?.phones ?? NONE),
    emails: valuesOf(emails, entry?.emails ?? NONE),
    org: org.trim(),
    labels: labelsOf(labels),
    note,
  }
  const troubleOf = (values: readonly string[]) => {
    const trouble = valuesTrouble(values)
    return trouble === undefined ? undefined : trouble === 'tooMany' ? say(trouble, { count: BOOK.VALUES }) : say(trouble)
  }
  const troubles = {
    phones: troubleOf(fields.phones.map(({ value }) => value)),
    emails: troubleOf(fields.emails.map(({ value }) => value)),
    labels: troubleOf(fields.labels),
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || Object.values(troubles).some((trouble) => trouble !== undefined)) return
    if (fields.name === '') return setError(say('nameNeeded'))
    setBusy(true)
    const answer = await (entry === undefined ? call('book.add', fields) : call('book.change', { entry: entry.entry, ...fields }))
    if (answer.ok) await refreshBook()
    setBusy(false)
    if (!answer.ok) return setError(explain(answer.error.code))
    showToast({ text: say('saved') })
    onDone(answer.value.entry)
  }
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextField
        autoFocus
        label={say('name')}
        value={name}
        maxLength={BOOK.VALUE_CHARACTERS}
        error={error}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextArea
        rows={2}
        label={say('phones')}
        hint={say('onePerLine')}
        error={troubles.phones}
        inputMode="tel"
        value={phones}
        onChange={({ currentTarget }) => setPhones(currentTarget.value)}
      />
      <TextArea
        rows={2}
        label={say('emails')}
        hint={say('onePerLine')}
        error={troubles.emails}
        inputMode="email"
        value={emails}
        onChange={({ currentTarget }) => setEmails(currentTarget.value)}
      />
      <TextField
        label={say('org')}
        value={org}
        maxLength={BOOK.VALUE_CHARACTERS}
        onChange={({ currentTarget }) => setOrg(currentTarget.value)}
      />
      <TextField
        label={say('labels')}
        hint={say('byCommas')}
        error={troubles.labels}
        value={labels}
        onChange={({ currentTarget }) => setLabels(currentTarget.value)}
      />
      <TextArea
        label={say('note')}
        value={note}
        maxLength={BOOK.NOTE_CHARACTERS}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <div className={styles.formActs}>
        <Button onClick={() => onDone(undefined)}>{say('leave')}</Button>
        <Button kind="main" type="submit" busy={isBusy ? say('saving') : undefined}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

function lines(values: BookEntry['phones'] = NONE): string {
  return values.map(({ value }) => value).join('\n')
}
