/** A voice note or another sound of a message, wired: it plays where it stands, and goes on with the next that was not heard. */
import { useMemo } from 'react'
import { fromBase64 } from '../bundles/index.ts'
import { type PlayableVoice, VoiceNote } from '../media/index.ts'
import { type Attached, keyOfFile } from './attached.ts'
import { hearVoice, useIsHeard } from './heard.ts'
import { isSound } from './drawable.ts'
import { openFile, useOpenedFile } from './opened-files.ts'
import { useArrivalOf } from './use-arrival-of.ts'
import { useFileActs } from './use-file-acts.ts'
import { AttachedFileCard } from './AttachedFileCard.tsx'

export interface AttachedSoundProps {
  readonly file: Attached
  readonly isOwn?: boolean
  /** The voice that comes after a file and was not heard yet. */
  readonly nextOf?: ((file: Attached) => Attached | undefined) | undefined
}

export function AttachedSound({ file, isOwn = false, nextOf }: AttachedSoundProps) {
  const { get } = useFileActs()
  const { view } = file
  const arrival = useArrivalOf(file)
  const opened = useOpenedFile(file, arrival.kind === 'here')
  const isHeard = useIsHeard(file)
  const bars = useMemo(() => barsOf(view.waveform), [view.waveform])
  // Whatever its sender says, it is no sound.
  if (opened !== undefined && !isSound(opened)) return <AttachedFileCard file={file} isOwn={isOwn} />
  const isVoice = view.sort === 'voice'
  return (
    <VoiceNote
      isOwn={isOwn}
      voice={{
        id: keyOfFile(file),
        size: view.size,
        durationMs: view.durationMs ?? 0,
        bars,
        src: opened?.address,
        isHeard: isOwn || !isVoice || isHeard,
        arrival,
        name: isVoice ? undefined : view.name,
      }}
      onGet={() => get(file)}
      onHeard={() => hearVoice(file)}
      next={isVoice ? () => nextPlayable(file, nextOf) : undefined}
    />
  )
}

async function nextPlayable(after: Attached, nextOf: AttachedSoundProps['nextOf']): Promise<PlayableVoice | undefined> {
  const next = nextOf?.(after)
  const opened = next && (await openFile(next))
  if (next === undefined || opened === undefined || !isSound(opened)) return undefined
  return {
    id: keyOfFile(next),
    src: opened.address,
    durationMs: next.view.durationMs ?? 0,
    onHeard: () => hearVoice(next),
    next: () => nextPlayable(next, nextOf),
  }
}

/** base64url, one byte a bar. */
function barsOf(waveform: string | undefined): Uint8Array {
  return waveform === undefined ? new Uint8Array() : fromBase64(waveform.replaceAll('-', '+').replaceAll('_', '/'))
}
