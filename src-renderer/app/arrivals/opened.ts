/**
 * Addresses of files that are here: asked for once, and kept while the profile is open. One that is good no longer is forgotten by whoever
 * finds that out, and asked for anew.
 */
import { useEffect, useState } from 'react'
import type { FileId, MessageId } from '../../../shared/ids/index.ts'
import type { OpenedAttachment } from '../../../shared/messenger/index.ts'
import { call, onLocked } from '../engine/index.ts'

/** A file as a message has it. */
export interface FilePlace {
  readonly file: FileId
  readonly message: MessageId
  readonly index: number
}

type Answer = { readonly ok: true; readonly value: OpenedAttachment } | { readonly ok: false; readonly error: { readonly code: string } }

const opened = new Map<FileId, Promise<Answer>>()
onLocked(() => opened.clear())

/** NOT_HERE: not all of it is here. */
export function openFile({ file, message, index }: FilePlace): Promise<Answer> {
  const known = opened.get(file)
  if (known !== undefined) return known
  const asked = call('attachments.open', { message, index })
  opened.set(file, asked)
  void asked.then((answer) => {
    if (!answer.ok && opened.get(file) === asked) opened.delete(file)
  })
  return asked
}

export function forgetOpened(file: FileId): void {
  opened.delete(file)
}

/** undefined: it is not here, or not known yet. */
export function useOpened(place: FilePlace, isHere: boolean): OpenedAttachment | undefined {
  const [known, setKnown] = useState<{ readonly file: FileId; readonly opened: OpenedAttachment }>()
  const { file, message, index } = place
  useEffect(() => {
    if (!isHere) return
    let isShown = true
    void openFile({ file, message, index }).then((answer) => {
      if (isShown && answer.ok) setKnown({ file, opened: answer.value })
    })
    return () => {
      isShown = false
    }
  }, [file, message, index, isHere])
  return isHere && known?.file === file ? known.opened : undefined
}
