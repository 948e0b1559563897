/** Asks before an archive goes for good, with everything in it. */
import { useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import { AlertDialog, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useMessageCount } from './use-message-count.ts'

export interface RemoveDialogProps {
  readonly archive: ArchiveView
  readonly onClose: () => void
  readonly onRemoved?: (() => void) | undefined
}

export function RemoveDialog({ archive, onClose, onRemoved }: RemoveDialogProps) {
  const say = useWords(importedWords)
  const explain = useErrorText()
  const counted = useMessageCount()
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    const answer = await call('imports.remove', { archive: archive.archive })
    setBusy(false)
    refresh('archives')
    showToast({ text: answer.ok ? say('removed') : explain(answer.error.code) })
    onClose()
    if (answer.ok) onRemoved?.()
  }
  return (
    <AlertDialog
      isOpen
      title={say('removeTitle', { title: archive.title })}
      text={say('removeText', { messages: counted(archive.messages) })}
      action={say('removeDo')}
      busy={isBusy ? say('removing') : undefined}
      onAction={() => void remove()}
      safe={say('keep')}
      onClose={onClose}
    />
  )
}
