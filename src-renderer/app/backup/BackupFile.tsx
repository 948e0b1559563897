/** A backup file and its passphrase, as somebody types them who has both. */
import { backupWords } from '../../../shared/i18n/index.ts'
import { PasswordField } from '../../ui/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { placeOfFault } from './faults.ts'
import { PathField } from './PathField.tsx'
import { isWholePath, typedPath } from './paths.ts'

export interface BackupFile {
  readonly file: string
  readonly passphrase: string
}

export interface FileFaults {
  readonly place?: string
  readonly passphrase?: string
  readonly all?: string
}

/** What is said of it before it is looked at; undefined: nothing is missing. */
export function useMissing(): (typed: BackupFile) => FileFaults | undefined {
  const say = useWords(backupWords)
  return ({ file, passphrase }) => {
    const path = typedPath(file)
    if (path === '') return { place: say('fileEmpty') }
    if (!isWholePath(path)) return { place: say('folderWhole') }
    return passphrase === '' ? { passphrase: say('passphraseEmpty') } : undefined
  }
}

/** A refusal, at the field it is about. */
export function useRefusal(): (code: string) => FileFaults {
  const explain = useErrorText()
  return (code) => ({ [placeOfFault(code)]: explain(code) })
}

export function asAsked({ file, passphrase }: BackupFile): BackupFile {
  return { file: typedPath(file), passphrase }
}

export interface BackupFileFieldsProps {
  readonly typed: BackupFile
  readonly onChange: (typed: BackupFile) => void
  readonly faults: FileFaults
}

export function BackupFileFields({ typed, onChange, faults }: BackupFileFieldsProps) {
  const say = useWords(backupWords)
  return (
    <>
      <PathField
        kind="backup"
        label={say('file')}
        hint={say('fileHint')}
        value={typed.file}
        error={faults.place}
        onChange={(file) => onChange({ ...typed, file })}
      />
      <PasswordField
        label={say('passphrase')}
        value={typed.passphrase}
        error={faults.passphrase}
        onChange={({ currentTarget }) => onChange({ ...typed, passphrase: currentTarget.value })}
      />
    </>
  )
}
