/** What an archive is called; on this computer only. */
import { type FormEvent, useId, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export function RenameDialog({ archive, onClose }: { readonly archive: ArchiveView; readonly onClose: () => void }) {
  const say = useWords(importedWords)
  const explain = useErrorText()
  const form = useId()
  const [title, setTitle] = useState(archive.title)
  const [error, setError] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const typed = title.trim()
    if (typed === '') return setError(say('nameEmpty'))
    if ([...typed].length > INTRINSIC.TITLE_CHARACTERS) return setError(say('nameLong', { most: INTRINSIC.TITLE_CHARACTERS }))
    const answer = await call('imports.change', { archive: archive.archive, title: typed })
    if (!answer.ok) return setError(explain(answer.error.code))
    refresh('archives')
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('renameTitle')}
      width="question"
      foot={
        <Button kind="main" type="submit" form={form}>
          {say('save')}
        </Button>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void save(event)}>
        <TextField
          label={say('name')}
          error={error}
          value={title}
          onChange={({ currentTarget }) => {
            setTitle(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
