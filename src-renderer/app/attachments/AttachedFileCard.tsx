/** A file or a folder of a message, wired. A press gets it, pauses, goes on; once it is here it is saved, or looked into. */
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { FileCard } from '../media/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import { useOpenedFile } from './opened-files.ts'
import { openFileSurface } from './surface.ts'
import { useArrivalOf } from './use-arrival-of.ts'
import { useFileActs } from './use-file-acts.ts'

export function AttachedFileCard({ file, isOwn = false }: { readonly file: Attached; readonly isOwn?: boolean }) {
  const say = useWords(shownFileWords)
  const { get, pause, save } = useFileActs()
  const { view } = file
  const arrival = useArrivalOf(file)
  const isFolder = view.sort === 'folder'
  const opened = useOpenedFile(file, arrival.kind === 'here' && !isFolder)
  return (
    <FileCard
      isOwn={isOwn}
      file={{
        name: view.name,
        size: view.size,
        // By its content as soon as that is known.
        type: opened?.type ?? view.type,
        isRisky: view.couldRun || opened?.couldRun === true,
        arrival,
        isFolder,
        hint: say(isFolder ? 'pressToLook' : 'pressToSave'),
      }}
      onGet={() => get(file)}
      onPause={() => pause(file)}
      onOpen={() => (isFolder ? openFileSurface({ what: 'folder', file }) : save([file]))}
    />
  )
}
