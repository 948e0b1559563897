/** What stands in the way of sending, and what to do: a text that is too long, or the reason why the last one came back. */
import { type RefObject, useDeferredValue, useMemo } from 'react'
import { useStore } from 'zustand'
import { composerWords } from '../../../shared/i18n/index.ts'
import { RESOURCE, RPC } from '../../../shared/limits.ts'
import { Button, Sentences } from '../../ui/index.ts'
import type { WritingMode } from '../room/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { trimmed } from './mentions.ts'
import type { RoomField } from './room-field.ts'
import styles from './SendNotes.module.css'
import { fitsOneMessage, splitText } from './split.ts'

export interface SendNotesProps {
  readonly field: RoomField
  readonly mode: WritingMode
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onSent: () => void
}

export function SendNotes({ field, mode, button, onSent }: SendNotesProps) {
  const say = useWords(composerWords)
  const errorText = useErrorText()
  const failure = useStore(field.store, (state) => state.failure)
  const parts = useParts(field)
  return (
    <>
      <div role="alert">
        {failure !== undefined && (
          <p className={styles.failure}>
            <Sentences text={`${say('notSent', { reason: errorText(failure) })} ${say('stillHere')}`} />
          </p>
        )}
      </div>
      <div role="status">
        {parts !== undefined && <TooLong field={field} parts={parts} isEdit={mode.kind === 'edit'} button={button} onSent={onSent} />}
      </div>
    </>
  )
}

interface TooLongProps {
  readonly field: RoomField
  readonly parts: readonly string[]
  readonly isEdit: boolean
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onSent: () => void
}

function TooLong({ field, parts, isEdit, button, onSent }: TooLongProps) {
  const say = useWords(composerWords)
  const { text, mentions } = useStore(field.store)
  const isTooMuch = parts.length > RPC.TEXTS_PER_SEND
  const what = isEdit ? say('shorten') : isTooMuch ? say('tooManyParts', { count: RPC.TEXTS_PER_SEND }) : say('tooLong')
  const also = [
    ...(mentions.length > 0 && !isEdit && !isTooMuch ? [say('namesGo')] : []),
    ...(text.length > RESOURCE.DRAFT_CHARACTERS ? [say('notKept')] : []),
  ]
  const send = () => {
    field.sendParts(parts)
    onSent()
  }
  return (
    <div className={styles.long}>
      <p className={styles.what}>
        <Sentences text={[what, ...also].join(' ')} />{' '}
        <span className={styles.count}>{say('characters', { count: text.length.toLocaleString() })}</span>
      </p>
      {!isEdit && !isTooMuch && (
        <Button ref={button} size="small" onClick={send}>
          {say('split', { count: parts.length })}
        </Button>
      )}
    </div>
  )
}

/** Undefined while the text fits one message. A long text is looked at when there is time, not with every key. */
function useParts(field: RoomField): readonly string[] | undefined {
  const typed = useStore(field.store, (state) => state.text)
  const named = useStore(field.store, (state) => state.mentions.length)
  const text = useDeferredValue(typed)
  return useMemo(() => (fitsOneMessage(trimmed(text, []).text, named) ? undefined : splitText(text)), [text, named])
}
