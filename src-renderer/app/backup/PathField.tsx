/** A place on this computer: typed, or in our own window chosen in the system's dialog, which opens where the field already leads. */
import { backupWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { isWholePath, typedPath } from './paths.ts'

export interface PathFieldProps {
  readonly kind: 'folder' | 'backup'
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (path: string) => void
}

export function PathField({ kind, label, hint, value, error, onChange }: PathFieldProps) {
  const say = useWords(backupWords)
  const { desktop } = platform
  const choose = async () => {
    const typed = typedPath(value)
    const chosen = await desktop?.choosePath(kind, isWholePath(typed) ? typed : undefined)
    if (chosen !== undefined) onChange(chosen)
  }
  return (
    <TextField
      label={label}
      hint={hint}
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      end={
        desktop && (
          <Button size="small" aria-label={say(kind === 'folder' ? 'chooseFolder' : 'chooseFile')} onClick={() => void choose()}>
            {say('choose')}
          </Button>
        )
      }
    />
  )
}
