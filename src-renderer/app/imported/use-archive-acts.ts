/** Moving an archive, with the way back; what is refused is said in passing. */
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ArchivePlace, ArchiveView } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export interface ArchiveActs {
  /** `done` is said, with the way back. undefined: it was refused. */
  move(archive: ArchiveView, place: ArchivePlace, done: string): Promise<ArchiveView | undefined>
  takeOut(archive: ArchiveView): Promise<ArchiveView | undefined>
}

export function useArchiveActs(): ArchiveActs {
  const say = useWords(importedWords)
  const explain = useErrorText()

  const put = async (archive: ArchiveView, place: ArchivePlace): Promise<ArchiveView | undefined> => {
    const answer = await call('imports.change', { archive: archive.archive, place })
    refresh('archives')
    if (answer.ok) return answer.value
    showToast({ text: explain(answer.error.code) })
    return undefined
  }
  const move: ArchiveActs['move'] = async (archive, place, done) => {
    const moved = await put(archive, place)
    if (moved !== undefined) showToast({ text: done, undo: () => void put(moved, archive.place) })
    return moved
  }
  return {
    move,
    takeOut: (archive) => move(archive, { at: 'nowhere' }, say('takenOut', { title: archive.title })),
  }
}
