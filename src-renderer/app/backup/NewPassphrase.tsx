/** A passphrase chosen for backups, twice, and what it means to forget it. */
import { backupWords } from '../../../shared/i18n/index.ts'
import { PasswordField, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Backup.module.css'

export interface TypedPassphrase {
  readonly first: string
  readonly again: string
}

export const NOT_TYPED: TypedPassphrase = { first: '', again: '' }

export interface NewPassphraseProps {
  readonly typed: TypedPassphrase
  readonly onChange: (typed: TypedPassphrase) => void
  readonly error?: string | undefined
  readonly errorAgain?: string | undefined
  readonly hint?: string | undefined
}

export function NewPassphrase({ typed, onChange, error, errorAgain, hint }: NewPassphraseProps) {
  const say = useWords(backupWords)
  return (
    <>
      <PasswordField
        label={say('passphrase')}
        hint={hint}
        value={typed.first}
        error={error}
        autoComplete="new-password"
        onChange={({ currentTarget }) => onChange({ ...typed, first: currentTarget.value })}
      />
      <PasswordField
        label={say('again')}
        value={typed.again}
        error={errorAgain}
        autoComplete="new-password"
        onChange={({ currentTarget }) => onChange({ ...typed, again: currentTarget.value })}
      />
      <p className={styles.hint}>
        <Sentences text={say('forget')} />
      </p>
    </>
  )
}
