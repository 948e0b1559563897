/**
 * The recorder, in the place of the field (ui.md §6 Voice note): throw away, how loud it is, how long, stop to listen, send. Esc throws away what is
 * shorter than three seconds and asks for what is longer. Why there is no microphone is said here, with what can be done.
 */
import { ArrowUp, Square, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { recorderWords } from '../../../shared/i18n/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { AlertDialog, IconButton, Spinner, VisuallyHidden } from '../../ui/index.ts'
import { clockText } from '../media/index.ts'
import { useWords } from '../words/index.ts'
import type { Hold } from './hold.ts'
import { LevelMeter } from './LevelMeter.tsx'
import { RecorderFault } from './RecorderFault.tsx'
import { type Recording, startRecording, type VoiceRecord } from './recording.ts'
import styles from './Recorder.module.css'
import { Review } from './Review.tsx'

/** From here on a slip of the finger would cost something. */
const WORTH_ASKING_MS = 3_000
const MINUTE_MS = 60_000

export interface RecorderProps {
  /** The press that began it, while it goes on. */
  readonly hold?: Hold | undefined
  readonly onSend: (record: VoiceRecord) => void
  /** Thrown away, sent, or there was no microphone. */
  readonly onClose: () => void
  /** A sound that was recorded elsewhere, where this page has no microphone. */
  readonly onFiles: (files: Iterable<File>) => void
}

export function Recorder(props: RecorderProps) {
  const [recording, setRecording] = useState<Recording>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const started = startRecording()
    setRecording(started)
    return () => started.discard()
  }, [attempt])
  return recording === undefined ? null : <Open key={attempt} {...props} recording={recording} onAgain={() => setAttempt(attempt + 1)} />
}

interface OpenProps extends RecorderProps {
  readonly recording: Recording
  readonly onAgain: () => void
}

function Open({ recording, hold, onSend, onClose, onFiles, onAgain }: OpenProps) {
  const say = useWords(recorderWords)
  const state = useStore(recording.store)
  const group = useRef<HTMLDivElement>(null)
  const [isAsking, setAsking] = useState(false)
  const isHeld = useHeld(hold)
  // Here Esc is heard: at first, and again when the question was answered by going on.
  useEffect(() => {
    if (!isAsking) group.current?.focus()
  }, [isAsking])

  const throwAway = useCallback(() => {
    recording.discard()
    onClose()
  }, [recording, onClose])
  const send = useCallback(() => {
    void recording.stop().then((record) => {
      if (record !== undefined) onSend(record)
      // Let go before the microphone was open: there is nothing to say. Of a fault there is.
      if (recording.store.getState().kind !== 'fault') onClose()
    })
  }, [recording, onSend, onClose])
  useHoldEnd(hold, send, throwAway)

  const askOrThrowAway = () => {
    const isWorth = state.kind === 'done' || state.kind === 'finishing' || (state.kind === 'recording' && state.ms >= WORTH_ASKING_MS)
    if (isWorth) setAsking(true)
    else throwAway()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isAsking) return
    event.preventDefault()
    event.stopPropagation()
    askOrThrowAway()
  }
  if (state.kind === 'gone') return null
  return (
    <div ref={group} role="group" aria-label={say('recorder')} tabIndex={-1} className={styles.recorder} onKeyDown={press}>
      {state.kind === 'fault' ? (
        <RecorderFault code={state.code} onAgain={onAgain} onClose={onClose} onFiles={onFiles} />
      ) : (
        <>
          <IconButton icon={Trash2} kind="brick" label={say('discard')} shortcut="Esc" tooltipSide="top" onClick={askOrThrowAway} />
          {state.kind === 'starting' || state.kind === 'finishing' ? (
            <p role="status" className={styles.words}>
              <Spinner size={18} />
              {say(state.kind === 'starting' ? 'starting' : 'review')}
            </p>
          ) : state.kind === 'recording' ? (
            <>
              <LevelMeter levels={state.levels} />
              <span role="timer" aria-label={say('time')} className={styles.time}>
                {clockText(state.ms)}
              </span>
              {isHeld === undefined ? (
                <IconButton
                  icon={Square}
                  iconSize={18}
                  className={styles.stop}
                  label={say('stop')}
                  tooltipSide="top"
                  onClick={() => void recording.stop()}
                />
              ) : (
                <p className={styles.hint}>{say(isHeld === 'away' ? 'letGo' : 'hold')}</p>
              )}
            </>
          ) : (
            <Review record={state.record} />
          )}
          <IconButton icon={ArrowUp} kind="main" label={say('send')} tooltipSide="top" onClick={send} />
          {state.kind === 'done' && state.why !== 'asked' && (
            <p role="status" className={styles.note}>
              {state.why === 'full' ? say('full', { count: RESOURCE.VOICE_NOTE_MS / MINUTE_MS }) : say('broke')}
            </p>
          )}
          <VisuallyHidden>
            <span role="status">{state.kind === 'recording' ? say('recording') : state.kind === 'done' ? say('review') : ''}</span>
          </VisuallyHidden>
        </>
      )}
      <AlertDialog
        isOpen={isAsking}
        title={say('discardTitle')}
        text={say('discardText')}
        action={say('discard')}
        safe={say('keepOn')}
        onAction={throwAway}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}

/** While the finger is still down: whether it was pulled away. */
function useHeld(hold: Hold | undefined): 'held' | 'away' | undefined {
  const [held, setHeld] = useState(hold?.store.getState())
  useEffect(() => hold?.store.subscribe(setHeld), [hold])
  return held === 'held' || held === 'away' ? held : undefined
}

function useHoldEnd(hold: Hold | undefined, send: () => void, throwAway: () => void): void {
  useEffect(() => {
    if (hold === undefined) return undefined
    const act = (): void => {
      const state = hold.store.getState()
      if (state === 'released') send()
      else if (state === 'dropped') throwAway()
    }
    act()
    return hold.store.subscribe(act)
  }, [hold, send, throwAway])
}
