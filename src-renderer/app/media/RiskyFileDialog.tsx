/** Asks before a file is saved that could do something by itself once it is opened. */
import { mediaWords } from '../../../shared/i18n/index.ts'
import { AlertDialog } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'

export interface RiskyFileDialogProps {
  readonly isOpen?: boolean
  readonly name: string
  readonly onSave: () => void
  readonly onClose: () => void
}

export function RiskyFileDialog({ isOpen = true, name, onSave, onClose }: RiskyFileDialogProps) {
  const say = useWords(mediaWords)
  return (
    <AlertDialog
      isOpen={isOpen}
      title={say('riskyTitle', { name })}
      text={say('riskyText')}
      action={say('openAnyway')}
      safe={say('dontOpen')}
      onAction={() => {
        onClose()
        onSave()
      }}
      onClose={onClose}
    />
  )
}
