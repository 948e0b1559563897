/** What one can do with a file of a message from its page. Removing the only copy asks first; what was removed can come again. */
import { Check } from 'lucide-react'
import { useState } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { showToast } from '../../ui/index.ts'
import { openFile } from '../arrivals/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import type { FileItem } from './shared-item.ts'

export interface FileActs {
  readonly get: (item: FileItem) => void
  readonly pause: (item: FileItem) => void
  readonly save: (item: FileItem) => void
  readonly remove: (item: FileItem) => void
  /** Nobody else is known to have it: whoever shows the acts asks. */
  readonly asked: FileItem | undefined
  readonly answer: (isToGo: boolean) => void
}

export function useFileActs(): FileActs {
  const say = useWords(sharedWords)
  const explain = useErrorText()
  const [asked, setAsked] = useState<FileItem>()
  const tell = (code: string) => showToast({ text: explain(code) })

  const get = async ({ message, index }: FileItem) => {
    const answer = await call('transfers.fetch', { message, index })
    if (!answer.ok) tell(answer.error.code)
  }
  const pause = async ({ message, index }: FileItem) => {
    const answer = await call('transfers.pause', { message, index })
    if (!answer.ok) tell(answer.error.code)
  }
  const save = async (item: FileItem) => {
    const { message, index, attachment } = item
    if (platform.desktop !== undefined) {
      const folder = await platform.desktop.choosePath('folder')
      if (folder === undefined) return
      // It is answered when all of it is on the disk.
      const answer = await call('attachments.save', { message, index, folder }, 0)
      return answer.ok ? showToast({ icon: Check, text: say('saved') }) : tell(answer.error.code)
    }
    const answer = await openFile({ file: attachment.file, message, index })
    if (!answer.ok) return tell(answer.error.code)
    const link = document.createElement('a')
    link.href = answer.value.address
    link.download = answer.value.name
    link.click()
  }
  const giveUp = async (item: FileItem, isAnyway: boolean) => {
    const { message, index } = item
    const answer = await call('transfers.giveUp', { message, index, ...(isAnyway && { anyway: true }) })
    if (!answer.ok) return answer.error.code === 'ONLY_COPY' ? setAsked(item) : tell(answer.error.code)
    showToast(isAnyway ? { text: say('removedOnly') } : { text: say('removed'), undo: () => void get(item) })
  }
  return {
    get: (item) => void get(item),
    pause: (item) => void pause(item),
    save: (item) => void save(item),
    remove: (item) => void giveUp(item, false),
    asked,
    answer(isToGo) {
      setAsked(undefined)
      if (isToGo && asked !== undefined) void giveUp(asked, true)
    },
  }
}
