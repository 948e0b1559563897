/** The viewer over the pictures and films of a room, wired: each as far as it has come, what is here by its own address. */
import { useEffect } from 'react'
import { mediaWords, shownFileWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import {
  type Attached,
  isVideo,
  keyOfFile,
  mayCopyPictures,
  saveOrAsk,
  useArrivalOf,
  useFileActs,
  useOpenedFile,
  VideoPlayer,
  wasBroken,
} from '../attachments/index.ts'
import { arrivalAct, arrivalParts } from '../media/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { MediaViewer } from './MediaViewer.tsx'
import styles from './RoomViewer.module.css'
import { useRoomPictures } from './use-room-pictures.ts'
import type { Viewable } from './viewable.ts'

export interface RoomViewerProps {
  readonly room: RoomId
  /** Which one is looked at. */
  readonly shown: Pick<Attached, 'message' | 'index'>
  /** Those at hand, oldest first; the one that is shown is among them. */
  readonly seed: readonly Viewable[]
  /** There are newer ones than those at hand. */
  readonly hasNewer?: boolean
  /** Only those whose names were searched for. */
  readonly search?: string
  readonly onShow: (file: Viewable) => void
  readonly onClose: () => void
  readonly onForward?: ((file: Viewable) => void) | undefined
}

export function RoomViewer({ room, shown, seed, hasNewer = false, search = '', onShow, onClose, onForward }: RoomViewerProps) {
  const { files, lookedAt } = useRoomPictures(room, seed, { hasNewer, search })
  const key = keyOfFile(shown)
  const index = files.findIndex((file) => keyOfFile(file) === key)
  const file = files[index]
  useEffect(() => {
    if (index !== -1) lookedAt(index)
  }, [index, lookedAt])
  useEffect(() => {
    // It was deleted by whoever sent it.
    if (file === undefined) onClose()
  }, [file, onClose])
  return file === undefined ? null : <Looking key={room} {...{ files, file, onShow, onClose, onForward }} />
}

interface LookingProps extends Pick<RoomViewerProps, 'onShow' | 'onClose' | 'onForward'> {
  readonly files: readonly Viewable[]
  readonly file: Viewable
}

function Looking({ files, file, onShow, onClose, onForward }: LookingProps) {
  const say = useWords(shownFileWords)
  const sayOfMedia = useWords(mediaWords)
  const sizeText = useSizes()
  const acts = useFileActs()
  const arrival = useArrivalOf(file)
  const opened = useOpenedFile(file, arrival.kind === 'here')
  const key = keyOfFile(file)
  const byKey = (wanted: string) => files.find((each) => keyOfFile(each) === wanted)
  const isFilm = opened !== undefined && isVideo(opened)
  const isDrawn = opened !== undefined && opened.refusal === undefined
  const act = arrivalAct(arrival)
  const missing = () => {
    if (opened?.refusal !== undefined) return say(opened.refusal)
    // It is here, and its address a moment away.
    if (arrival.kind === 'here' || arrival.kind === 'unknown') return ''
    return arrivalParts(arrival, file.view.size, sayOfMedia, sizeText).join(' · ')
  }
  const save = () => {
    if (!file.view.couldRun && opened?.couldRun !== true) return acts.save([file])
    // A question does not stand over the viewer.
    onClose()
    void saveOrAsk([file], acts.save)
  }
  const press = () => (act === 'toPause' ? acts.pause(file) : acts.get(file, { first: true }))
  return (
    <MediaViewer
      pictures={files.map((each) => ({
        id: keyOfFile(each),
        who: each.who,
        at: each.at,
        preview: each.view.preview,
        ...(each === file && isDrawn && !isFilm && { src: opened.address }),
      }))}
      shown={key}
      onShow={(wanted) => {
        const next = byKey(wanted)
        if (next !== undefined) onShow(next)
      }}
      onClose={onClose}
      onSave={save}
      onCopy={mayCopyPictures() && isDrawn && !isFilm ? () => acts.copy(file) : undefined}
      onForward={onForward && (() => onForward(file))}
      onBroken={() => wasBroken(file)}
      missing={missing()}
      missingAct={act === 'toOpen' || act === 'toWait' ? undefined : { label: sayOfMedia(act), onPress: press }}
    >
      {isFilm && isDrawn && <VideoPlayer key={key} file={file} opened={opened} isStarted className={styles.film} />}
    </MediaViewer>
  )
}
