/** What is written down of somebody. */
import { type ReactNode, useId } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { birthdayText } from './birthday.ts'
import styles from './EntryPage.module.css'
import { sourceKey } from './source-names.ts'
import { kindOf } from './value-kinds.ts'

export function EntryFacts({ entry }: { readonly entry: BookEntry }) {
  const say = useWords(bookWords)
  const language = useLanguage()
  const id = useId()
  const { phones, emails, org, birthday, labels, note, sources } = entry
  const from = [...new Set(sources.map((source) => say(sourceKey(source))))]
  const rows: readonly (readonly [title: string, text: ReactNode])[] = [
    ...(phones.length > 0 ? [[say('phones'), <Values key="phones" values={phones} />] as const] : []),
    ...(emails.length > 0 ? [[say('emails'), <Values key="emails" values={emails} />] as const] : []),
    ...(org === '' ? [] : [[say('org'), org] as const]),
    ...(birthday === null ? [] : [[say('birthday'), birthdayText(birthday, language)] as const]),
    ...(labels.length > 0 ? [[say('labels'), labels.join(', ')] as const] : []),
    ...(note === '' ? [] : [[say('note'), note] as const]),
    ...(from.length > 0 ? [[say('sources'), from.join(', ')] as const] : []),
  ]
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" level={3} id={id}>
        {say('facts')}
      </SectionLabel>
      {rows.length === 0 ? (
        <p className={styles.none}>{say('noFacts')}</p>
      ) : (
        <Panel>
          {rows.map(([title, text]) => (
            <PanelRow key={title} title={title} text={<span className={styles.note}>{text}</span>} />
          ))}
        </Panel>
      )}
    </section>
  )
}

/** Numbers and addresses are marked and copied, not called: nothing here leads out of this computer. */
function Values({ values }: { readonly values: BookEntry['phones'] }) {
  return (
    <span className={styles.values}>
      {values.map(({ value, label }) => (
        <span key={`${value} ${label}`}>
          <bdi>{value}</bdi>
          {label !== undefined && <Kind label={label} />}
        </span>
      ))}
    </span>
  )
}

function Kind({ label }: { readonly label: string }) {
  const say = useWords(bookWords)
  const kind = kindOf(label)
  return kind === undefined ? null : <span className={styles.kind}>{'key' in kind ? say(kind.key) : kind.text}</span>
}
