/**
 * One field takes anything: a link, a whole message, a picture of a code, what the camera sees. Before anything happens it says who invites
 * to what, and only the button acts.
 */
import { Camera, CameraOff, Image as Picture } from 'lucide-react'
import { useState } from 'react'
import { acceptWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Button, classNames, Dialog, TextArea } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { CameraView, hasCamera } from '../scan/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { clearAcceptDraft, setAcceptDraft, useAcceptDraft } from './accept-draft.ts'
import styles from './AcceptDialog.module.css'
import { InvitationCard } from './InvitationCard.tsx'
import { type ReadInvitation, readInvitation } from './read-invitation.ts'
import { useAcceptance } from './use-acceptance.ts'
import { usePicture } from './use-picture.tsx'
import { useTalk } from './use-talk.ts'

const NOBODY: readonly Contact[] = []

export function AcceptDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(acceptWords)
  const { text, isScanned } = useAcceptDraft()
  const invitation = useReadInvitation(text)
  const { acceptance, accept, reset } = useAcceptance()
  const picture = usePicture((found) => change(found))
  const [isFilming, setFilming] = useState(false)
  const talk = useTalk()
  const trouble = useTrouble(invitation, acceptance.state === 'failed' ? acceptance.code : undefined)
  const isKnown = invitation.kind === 'contact' && invitation.contact?.state === 'paired'

  const change = (next: string, scanned = false) => {
    reset()
    picture.forget()
    setFilming(false)
    setAcceptDraft(next, scanned)
  }
  const leave = () => {
    clearAcceptDraft()
    onClose()
  }
  const act = () => {
    if (invitation.kind !== 'contact' && invitation.kind !== 'room') return
    // Scanning proves something new about somebody known, too.
    if (invitation.kind === 'contact' && isKnown && !isScanned) {
      leave()
      void talk(invitation.account)
    } else void accept(invitation.link, isScanned)
  }

  if (acceptance.state === 'asked') return <Asked isRoom={invitation.kind === 'room'} onClose={leave} />
  const isReady = invitation.kind === 'contact' || invitation.kind === 'room'
  return (
    <Dialog
      isOpen
      isGuarded={text !== ''}
      title={say('title')}
      onClose={leave}
      foot={
        <>
          <Button onClick={leave}>{say('notNow')}</Button>
          {isReady && (
            <Button kind="main" busy={acceptance.state === 'trying' ? say('connecting') : undefined} onClick={act}>
              {say(invitation.kind === 'room' ? 'enter' : isKnown && !isScanned ? 'talk' : 'connect')}
            </Button>
          )}
        </>
      }
    >
      <div className={classNames(styles.field, picture.isOver && styles.over)} {...picture.target}>
        <TextArea
          label={say('field')}
          placeholder={say('placeholder')}
          hint={isReady ? undefined : say('hint')}
          error={picture.trouble ?? trouble}
          rows={3}
          value={text}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
        {picture.isOver && <p className={styles.drop}>{say('drop')}</p>}
      </div>
      {!isReady && (
        <div className={styles.ways}>
          {hasCamera() && (
            <Button icon={isFilming ? CameraOff : Camera} onClick={() => setFilming(!isFilming)}>
              {say(isFilming ? 'cameraStop' : 'camera')}
            </Button>
          )}
          <Button icon={Picture} busy={picture.isReading ? say('reading') : undefined} onClick={picture.choose}>
            {say('picture')}
          </Button>
        </div>
      )}
      {picture.input}
      {isFilming && <CameraView onCode={(found) => change(found, true)} />}
      {isReady && <InvitationCard invitation={invitation} />}
    </Dialog>
  )
}

function Asked({ isRoom, onClose }: { readonly isRoom: boolean; readonly onClose: () => void }) {
  const say = useWords(acceptWords)
  return (
    <Dialog
      isOpen
      width="question"
      title={say('askedTitle')}
      text={say(isRoom ? 'askedRoom' : 'askedContact')}
      onClose={onClose}
      foot={
        <Button kind="main" onClick={onClose}>
          {say('close')}
        </Button>
      }
    />
  )
}

function useReadInvitation(text: string): ReadInvitation {
  const me = useEngine((state) => state.me)
  const contacts = useEngine((state) => state.contacts) ?? NOBODY
  if (me === undefined) return { kind: 'nothing' }
  return readInvitation(text, { me, contacts, now: Date.now() })
}

function useTrouble(invitation: ReadInvitation, code: string | undefined): string | undefined {
  const say = useWords(acceptWords)
  const explain = useErrorText()
  if (code !== undefined) return explain(code)
  if (invitation.kind !== 'trouble') return undefined
  const { trouble } = invitation
  switch (trouble) {
    case 'noLink':
    case 'safetyLink':
    case 'newer':
    case 'clock':
      return say(trouble)
    case 'BAD_LINK':
    case 'EXPIRED':
    case 'OWN_LINK':
    case 'BLOCKED':
    case 'DEVICE_LINK':
      return explain(trouble)
  }
}
