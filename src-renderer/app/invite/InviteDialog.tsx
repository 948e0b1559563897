/**
 * The invite sheet (ui.md §6): a code to show, a sentence to send, paper to give; for becoming contacts, or with `room` for coming in there.
 * Who, how many and until when can be chosen; whoever holds the link can use it, and the foot says so.
 */
import { Info } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Button, Dialog, EmptyState, Icon, QrPicture, Sentences } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './InviteDialog.module.css'
import { InviteText } from './InviteText.tsx'
import { JoinedStrip } from './JoinedStrip.tsx'
import { LiveInvites } from './LiveInvites.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { type Terms, USUAL_TERMS } from './terms.ts'
import { TermsRows } from './TermsRows.tsx'
import { useInvitation } from './use-invitation.ts'

export interface InviteDialogProps {
  /** Into which room; absent: to become contacts. */
  readonly room?: RoomId | undefined
  readonly onClose: () => void
}

export function InviteDialog({ room, onClose }: InviteDialogProps) {
  const say = useWords(inviteWords)
  const roomName = useEngine(({ rooms }) => rooms?.find((each) => each.room === room)?.name)
  const me = useEngine((state) => state.me?.name) ?? ''
  const [terms, setTerms] = useState<Terms>(USUAL_TERMS)
  const { making, again, withdrawn } = useInvitation(room, terms)
  const isRoom = room !== undefined
  const copy = useRef<HTMLButtonElement>(null)
  const usual = isRoom ? say('sentenceRoom', { room: roomName ?? '' }) : say('sentence', { name: me })
  const [typed, setTyped] = useState<string>()
  const sentence = typed ?? usual
  return (
    <Dialog
      isOpen
      isBare
      width="wide"
      title={isRoom ? say('titleRoom', { room: roomName ?? '' }) : say('title')}
      onClose={onClose}
      initialFocus={copy}
      className={styles.dialog}
      foot={
        <p className={styles.foot}>
          <Icon icon={Info} size={16} />
          <span>
            <Sentences text={say(isRoom ? (terms.door === 'asked' ? 'footAsked' : 'footAnyone') : 'footPerson')} />
          </span>
        </p>
      }
    >
      {!isRoom && <JoinedStrip onTalk={onClose} />}
      {making.state === 'failed' ? (
        <Failed code={making.code} again={again} />
      ) : making.state === 'withdrawn' ? (
        <EmptyState title={say('revoked')} text={say('revokedText')}>
          <Button onClick={again}>{say('makeNew')}</Button>
        </EmptyState>
      ) : (
        <div className={styles.sheet}>
          <div className={styles.code}>
            {making.state === 'made' ? (
              <QrPicture text={making.invitation.screenLink} label={say('qr')} className={styles.qr} />
            ) : (
              <div className={styles.blank} role="status" aria-label={say('making')} />
            )}
            <p className={styles.note}>{say('qrNote')}</p>
          </div>
          <div className={styles.side}>
            <InviteText
              copyRef={copy}
              sentence={sentence}
              onChange={setTyped}
              invitation={making.state === 'made' ? making.invitation : undefined}
              title={isRoom ? say('printTitleRoom', { room: roomName ?? '' }) : say('printTitle', { name: me })}
            />
            <TermsRows isRoom={isRoom} terms={terms} onChange={setTerms} />
          </div>
        </div>
      )}
      {isRoom && <LiveInvites room={room} onRevoked={withdrawn} />}
      {making.state === 'made' && (
        <PrintSheet
          title={isRoom ? say('printTitleRoom', { room: roomName ?? '' }) : say('printTitle', { name: me })}
          sentence={sentence}
          invitation={making.invitation}
        />
      )}
    </Dialog>
  )
}

function Failed({ code, again }: { readonly code: string; readonly again: () => void }): ReactNode {
  const say = useWords(inviteWords)
  const explain = useErrorText()
  return (
    <EmptyState title={say('failedTitle')} text={explain(code)}>
      <Button onClick={again}>{say('tryAgain')}</Button>
    </EmptyState>
  )
}
