/** Asks before bytes are taken off this device. Where nobody else is known to have them it says so, and asks once more. */
import { useState } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { AlertDialog, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'

export function RemoveFileDialog({ files, onClose }: { readonly files: readonly Attached[]; readonly onClose: () => void }) {
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  const sizeText = useSizes()
  const [left, setLeft] = useState(files)
  const [isOnly, setOnly] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [first] = left
  if (first === undefined) return null

  const remove = async () => {
    setBusy(true)
    let anyway = isOnly
    for (const [at, { message, index }] of left.entries()) {
      const answer = await call('transfers.giveUp', { message, index, ...(anyway && { anyway }) })
      if (!answer.ok && answer.error.code === 'ONLY_COPY') {
        // What was said of one only copy does not hold for the next.
        setLeft(left.slice(at))
        setOnly(true)
        return setBusy(false)
      }
      if (!answer.ok) {
        showToast({ text: explain(answer.error.code) })
        return onClose()
      }
      anyway = false
    }
    showToast({ text: say('removed') })
    onClose()
  }

  return (
    <AlertDialog
      isOpen
      title={say('removeTitle', { name: first.view.name })}
      text={isOnly ? say('removeOnly') : say('removeText', { size: sizeText(left.reduce((sum, { view }) => sum + view.size, 0)) })}
      action={say(isOnly ? 'removeAnyway' : 'remove')}
      safe={say('keep')}
      busy={isBusy ? say('removing') : undefined}
      onAction={() => void remove()}
      onClose={onClose}
    />
  )
}
