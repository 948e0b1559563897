/**
 * A file of a message dragged out of our window onto the desktop. The window needs a real file for that and makes one, so a large one may be
 * ready only for the next drag; a browser drags nothing.
 */
import type { DragEvent } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { showToast } from '../../ui/index.ts'
import { arrivalOf } from '../arrivals/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'

export function useDragOut() {
  const say = useWords(shownFileWords)
  return (file: Attached) => {
    const { desktop } = platform
    if (desktop === undefined) return {}
    const onDragStart = (event: DragEvent) => {
      // What the page itself would drag is an address that leads nowhere outside.
      event.preventDefault()
      if (arrivalOf(file.view.file)?.state !== 'here') return
      void desktop.startDrag(file.message, file.index).then((outcome) => {
        if (outcome !== 'dragged') showToast({ text: outcome === 'later' ? say('dragLater') : say('notSaved', { name: file.view.name }) })
      })
    }
    return { draggable: true, onDragStart }
  }
}
