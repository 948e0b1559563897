/** Into which folder of this computer files are written: for whoever sits at it with a browser, which has no dialog for that. */
import { type FormEvent, useId, useState } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { isWholePath, typedPath } from '../backup/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import { useFileActs } from './use-file-acts.ts'

export function SaveFolderDialog({ files, onClose }: { readonly files: readonly Attached[]; readonly onClose: () => void }) {
  const say = useWords(shownFileWords)
  const { saveInto } = useFileActs()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const form = useId()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const folder = typedPath(text)
    if (isBusy) return
    if (!isWholePath(folder)) return setError(say('saveFolderWhole'))
    setBusy(true)
    const isDone = await saveInto(files, folder)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog
      isOpen
      width="question"
      onClose={onClose}
      title={say('saveWhere')}
      isGuarded={text !== ''}
      foot={
        <Button kind="main" type="submit" form={form} busy={isBusy ? say('saving') : undefined}>
          {say('save')}
        </Button>
      }
    >
      <form id={form} onSubmit={(event) => void save(event)}>
        <TextField
          label={say('saveFolder')}
          hint={say('saveFolderHint')}
          value={text}
          error={error}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
