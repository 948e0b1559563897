/**
 * Files of one message on their way out, in the place they had in the tray: how far each is, and a way back. What takes less than a second says
 * nothing of itself. What cannot go says why, and waits here.
 */
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { sendingWords } from '../../../shared/i18n/index.ts'
import { Button, Icon, ProgressBar, Sentences, showToast, useAfter, VisuallyHidden } from '../../ui/index.ts'
import { TrayFace, useTrayName } from '../tray/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import type { Sending, SendingFile, SendingState } from './sending.ts'
import styles from './SendingStrip.module.css'
import { useFailureText } from './use-failure-text.ts'

const SHOWN_AFTER_MS = 1_000

export function SendingStrip({ sending }: { readonly sending: Sending }) {
  const say = useWords(sendingWords)
  const { files, phase, code } = useStore(sending.store)
  const isDue = useAfter(SHOWN_AFTER_MS)
  const isSlow = isDue || phase === 'away'
  useEffect(
    () =>
      sending.store.subscribe((state) => {
        const count = state.files.reduce((sum, { leftOut }) => sum + leftOut, 0)
        if (state.phase === 'posted' && count > 0) showToast({ text: count === 1 ? say('leftOut1') : say('leftOut', { count }) })
      }),
    [sending, say],
  )
  return (
    <div role="group" aria-label={say('sending')} className={styles.sending}>
      <ul className={styles.files}>
        {files.map((file) => (
          <Tile key={file.item.id} sending={sending} file={file} phase={phase} isSlow={isSlow} />
        ))}
      </ul>
      {phase === 'failed' ? (
        <Failure sending={sending} files={files} code={code} />
      ) : (
        isSlow && (
          <div className={styles.line}>
            <p className={styles.words}>{sending.words.text}</p>
            <span className={styles.far}>
              <Far files={files} phase={phase} />
            </span>
            {phase !== 'posting' && (
              <Button size="small" kind="quiet" onClick={() => sending.giveUp()}>
                {say('stop')}
              </Button>
            )}
          </div>
        )
      )}
      <VisuallyHidden>
        <span role="status">{isSlow && phase !== 'failed' ? say(phase === 'away' ? 'away' : 'sending') : ''}</span>
      </VisuallyHidden>
    </div>
  )
}

interface TileProps {
  readonly sending: Sending
  readonly file: SendingFile
  readonly phase: SendingState['phase']
  readonly isSlow: boolean
}

function Tile({ sending, file, phase, isSlow }: TileProps) {
  const say = useWords(sendingWords)
  const name = useTrayName()(file.item)
  const mayLeaveOut = phase !== 'posting' && (isSlow || phase === 'failed')
  return (
    <li className={styles.tile}>
      <span role="img" aria-label={name} className={styles.face}>
        <TrayFace item={file.item} />
      </span>
      {isSlow && phase !== 'failed' && <ProgressBar value={shareOf(file)} className={styles.bar} />}
      {phase === 'failed' && file.code !== undefined && <span aria-hidden="true" className={styles.failed} />}
      {mayLeaveOut && (
        <button type="button" aria-label={say('leaveOut', { name })} className={styles.remove} onClick={() => sending.leaveOut(file.item)}>
          <Icon icon={X} size={14} />
        </button>
      )}
    </li>
  )
}

/** How far it is, in words. */
function Far({ files, phase }: { readonly files: readonly SendingFile[]; readonly phase: SendingState['phase'] }) {
  const say = useWords(sendingWords)
  const sizeText = useSizes()
  const size = files.reduce((sum, file) => sum + (file.size ?? Number.NaN), 0)
  const done = files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (phase === 'away') return say('away')
  if (phase === 'posting' || files.every(({ handle }) => handle !== undefined)) return say('soon')
  // Of a folder it is not known before its end.
  return Number.isNaN(size) ? say('sending') : say('sendingOf', { done: sizeText(done), size: sizeText(size) })
}

interface FailureProps {
  readonly sending: Sending
  readonly files: readonly SendingFile[]
  readonly code: string | undefined
}

function Failure({ sending, files, code }: FailureProps) {
  const say = useWords(sendingWords)
  const failureText = useFailureText()
  const nameOf = useTrayName()
  return (
    <div className={styles.failure}>
      <div role="alert" className={styles.reasons}>
        {code !== undefined && <Sentences text={`${say('notSent')} ${failureText(code, false)}`} />}
        {files.map(({ item, code: why }) =>
          why === undefined ? null : (
            <p key={item.id}>
              <Sentences text={say('because', { name: nameOf(item), reason: failureText(why, !(item.source instanceof File)) })} />
            </p>
          ),
        )}
      </div>
      <div className={styles.acts}>
        <Button size="small" kind="quiet" onClick={() => sending.giveUp()}>
          {say('takeBack')}
        </Button>
        <Button size="small" onClick={() => sending.again()}>
          {say('again')}
        </Button>
      </div>
    </div>
  )
}

/** 0 to 1. */
function shareOf({ bytes, size, handle }: SendingFile): number {
  if (handle !== undefined) return 1
  return size === undefined || size === 0 ? 0 : Math.min(1, bytes / size)
}
