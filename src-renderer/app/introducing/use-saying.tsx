/** Sends a card or a place, once, as an answer where one is being written; says why it did not go. */
import { type ReactNode, useState } from 'react'
import { parseId, type RoomId } from '../../../shared/ids/index.ts'
import type { InputOf, EngineContract } from '../../../shared/rpc/index.ts'
import { call } from '../engine/index.ts'
import type { WritingMode } from '../room/index.ts'
import { useErrorText } from '../words/index.ts'
import styles from './introducing.module.css'

export interface IntroducingProps {
  readonly room: RoomId
  readonly mode: WritingMode
  readonly onClose: () => void
  /** It is sent: what it answered is answered. */
  readonly onSent: () => void
}

type What = InputOf<EngineContract, 'outbox.say'>['what']

interface Saying {
  readonly isBusy: boolean
  /** Why it was not sent, to be drawn in the form. */
  readonly failure: ReactNode
  readonly send: (what: What) => Promise<void>
}

export function useSaying({ room, mode, onClose, onSent }: IntroducingProps): Saying {
  const errorText = useErrorText()
  const [isBusy, setBusy] = useState(false)
  const [code, setCode] = useState<string>()
  const send = async (what: What) => {
    if (isBusy) return
    setBusy(true)
    setCode(undefined)
    const replyTo = mode.kind === 'reply' ? parseId('message', mode.to.id) : undefined
    const answer = await call('outbox.say', { room, what, ...(replyTo !== undefined && { replyTo }) })
    setBusy(false)
    if (!answer.ok) return setCode(answer.error.code)
    if (replyTo !== undefined) onSent()
    onClose()
  }
  const failure = (
    <p role="alert" className={styles.failure}>
      {code !== undefined && errorText(code)}
    </p>
  )
  return { isBusy, failure, send }
}
