/** The files of one message, in the order they stand: pictures and films together in one frame, the others beneath one another. */
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Mosaic } from '../media/index.ts'
import { type Attached, filesOf, isPictured, keyOfFile } from './attached.ts'
import { AttachedFileCard } from './AttachedFileCard.tsx'
import { AttachedPicture } from './AttachedPicture.tsx'
import { AttachedSound } from './AttachedSound.tsx'
import { useDragOut } from './drag-out.ts'
import styles from './MessageFiles.module.css'

export interface MessageFilesProps {
  readonly message: MessageView
  readonly isOwn?: boolean
  readonly isFirst?: boolean
  readonly onShow: (file: Attached) => void
  readonly nextVoiceOf?: ((file: Attached) => Attached | undefined) | undefined
}

export function MessageFiles({ message, isOwn = false, isFirst = false, onShow, nextVoiceOf }: MessageFilesProps) {
  const dragOut = useDragOut()
  const files = filesOf(message)
  const pictured = files.filter(isPictured)
  const others = files.filter((file) => !isPictured(file))
  return (
    <div className={styles.files} data-own={isOwn}>
      {pictured.length > 0 && (
        <Mosaic
          panes={pictured.map((file) => ({ file, width: file.view.width, height: file.view.height }))}
          keyOf={({ file }) => keyOfFile(file)}
          isOwn={isOwn}
          isFirst={isFirst}
        >
          {({ file }, place) => (
            // The menu of the second button is about the file it was pressed on.
            <div data-file={file.index} className={styles.pane} {...dragOut(file)}>
              <AttachedPicture file={file} isAlone={pictured.length === 1} {...place} onShow={() => onShow(file)} />
            </div>
          )}
        </Mosaic>
      )}
      {others.map((file) => (
        <div key={keyOfFile(file)} data-file={file.index} className={styles.other} {...(isHeardOnly(file) ? {} : dragOut(file))}>
          {isHeardOnly(file) ? (
            <AttachedSound file={file} isOwn={isOwn} nextOf={nextVoiceOf} />
          ) : (
            <AttachedFileCard file={file} isOwn={isOwn} />
          )}
        </div>
      ))}
    </div>
  )
}

/** Across its bars one drags through the sound. */
function isHeardOnly({ view: { sort } }: Attached): boolean {
  return sort === 'voice' || sort === 'audio'
}
