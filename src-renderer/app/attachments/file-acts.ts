/** What one can do with files of messages. Each act says so when it failed; what has an end to tell tells it. */
import type { shownFileWords, Translate } from '../../../shared/i18n/index.ts'
import { showToast } from '../../ui/index.ts'
import { whileAsked } from '../arrivals/index.ts'
import { call } from '../engine/index.ts'
import type { Attached } from './attached.ts'
import { copyPicture } from './copy-picture.ts'
import { openFile } from './opened-files.ts'
import { type SaveEnd, saveFiles, saveInto } from './save-files.ts'

export interface FileActs {
  get(file: Attached, options?: { readonly first?: boolean }): void
  pause(file: Attached): void
  callOff(file: Attached): void
  save(files: readonly Attached[]): void
  /** Into that folder of this computer. True when all of it is there. */
  saveInto(files: readonly Attached[], folder: string): Promise<boolean>
  copy(file: Attached): void
}

export interface FileActWords {
  readonly say: Translate<typeof shownFileWords>
  readonly explain: (code: string) => string
}

export function fileActs({ say, explain }: FileActWords): FileActs {
  const told = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }): void => {
    if (!answer.ok && answer.error !== undefined) showToast({ text: explain(answer.error.code) })
  }
  const tellSaved = (files: readonly Attached[], ends: readonly SaveEnd[]): boolean => {
    const failed = ends.findIndex(({ end }) => end === 'failed')
    const end = ends[failed]
    if (end?.end === 'failed') {
      const why = end.code === 'NOT_HERE' ? say('notHere') : explain(end.code)
      showToast({ text: `${say('notSaved', { name: files[failed]?.view.name ?? '' })} ${why}` })
      return false
    }
    const saved = ends.flatMap((each) => (each.end === 'saved' ? [each.path] : []))
    const [path] = saved
    if (path === undefined) return false
    showToast({ text: saved.length === 1 ? say('savedAt', { path }) : say('savedSeveral', { count: saved.length }) })
    return true
  }

  return {
    get({ message, index, view }, options = {}) {
      void whileAsked(view.file, call('transfers.fetch', { message, index, ...options })).then(told)
    },
    pause({ message, index }) {
      void call('transfers.pause', { message, index }).then(told)
    },
    callOff({ message, index }) {
      void call('transfers.cancel', { message, index }).then(told)
    },
    save(files) {
      void saveFiles(files).then((ends) => tellSaved(files, ends))
    },
    async saveInto(files, folder) {
      return tellSaved(files, await saveInto(files, folder))
    },
    copy(file) {
      void openFile(file)
        .then((opened) => opened !== undefined && opened.refusal === undefined && copyPicture(opened.address))
        .then((isDone) => showToast({ text: isDone ? say('pictureCopied') : say('notCopied') }))
    },
  }
}
