/** A picture or a film of a message, wired: how far it has come, what it is once it is here, and what a press does. */
import { useState } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { clockText, PictureTile, stopVoice } from '../media/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import { isVideo } from './drawable.ts'
import { openFile, useOpenedFile, wasBroken } from './opened-files.ts'
import { saveOrAsk } from './save-or-ask.ts'
import { useArrivalOf } from './use-arrival-of.ts'
import { useFileActs } from './use-file-acts.ts'
import { VideoPlayer } from './VideoPlayer.tsx'

export interface AttachedPictureProps {
  readonly file: Attached
  /** "사진 3장 중 2번째". */
  readonly name: string
  readonly more?: number
  /** A film plays where it stands; in a mosaic it is shown large instead. */
  readonly isAlone?: boolean
  readonly onShow: () => void
}

export function AttachedPicture({ file, name, more = 0, isAlone = false, onShow }: AttachedPictureProps) {
  const say = useWords(shownFileWords)
  const { get, pause, save } = useFileActs()
  const [isPlaying, setPlaying] = useState(false)
  const { view } = file
  const arrival = useArrivalOf(file)
  const opened = useOpenedFile(file, arrival.kind === 'here')
  const isFilm = opened === undefined ? view.sort === 'video' : isVideo(opened)
  const refusal = opened?.refusal
  if (isPlaying && isFilm && opened !== undefined && refusal === undefined) {
    return <VideoPlayer file={file} opened={opened} isStarted />
  }
  const show = async () => {
    if (more === 0 && refusal !== undefined) return void saveOrAsk([file], save)
    if (more > 0 || !isFilm || !isAlone) return onShow()
    // It may have come this moment.
    const here = opened ?? (await openFile(file))
    if (here === undefined || !isVideo(here)) return onShow()
    stopVoice()
    setPlaying(true)
  }
  return (
    <PictureTile
      picture={{
        id: String(file.index),
        width: view.width,
        height: view.height,
        size: view.size,
        preview: view.preview,
        src: isFilm || refusal !== undefined ? undefined : opened?.address,
        arrival,
        isVideo: isFilm,
        duration: isFilm && view.durationMs !== undefined ? clockText(view.durationMs) : undefined,
        refusal: refusal && say(refusal),
      }}
      name={isFilm ? name.replace(/^[^\s,]+/, say('video')) : name}
      more={more}
      onGet={() => get(file)}
      onPause={() => pause(file)}
      onShow={() => void show()}
      onBroken={() => wasBroken(file)}
    />
  )
}
