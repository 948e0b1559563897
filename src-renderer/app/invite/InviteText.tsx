/** What is sent: a sentence one may change, with the link under it, and the ways to hand it on. */
import { Check, Copy, Link, Printer, Share2 } from 'lucide-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import { Button, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { copyText } from './copy-text.ts'
import styles from './InviteText.module.css'
import { type Invitation, noteHandedOut } from './make-invitation.ts'

export interface InviteTextProps {
  readonly sentence: string
  readonly onChange: (sentence: string) => void
  readonly invitation: Invitation | undefined
  /** What it is for: the first thing in focus. */
  readonly copyRef: RefObject<HTMLButtonElement | null>
  /** For whoever shares it. */
  readonly title: string
}

const COPIED_MS = 2_000
const MARK_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘C' : 'Ctrl+C'

export function InviteText({ sentence, onChange, invitation, copyRef, title }: InviteTextProps) {
  const say = useWords(inviteWords)
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const { done, show } = useDone()
  const whole = invitation === undefined ? '' : messageOf(sentence, invitation.link)

  const copy = async (what: 'sentence' | 'link') => {
    if (invitation === undefined) return
    noteHandedOut(invitation)
    const isCopied = await copyText(what === 'sentence' ? whole : invitation.link)
    show(isCopied ? what : 'byHand')
    if (!isCopied) field.current?.select()
  }
  const share = async () => {
    if (invitation === undefined) return
    noteHandedOut(invitation)
    // Closing the system's sheet is a rejection, and no trouble.
    await navigator.share({ title, text: whole }).catch(() => undefined)
  }
  const printIt = () => {
    if (invitation !== undefined) noteHandedOut(invitation)
    print()
  }

  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {say('sentenceLabel')}
      </label>
      <div className={styles.box}>
        {done === 'byHand' ? (
          <textarea ref={field} id={id} readOnly rows={5} value={whole} className={styles.text} />
        ) : (
          <>
            <textarea
              ref={field}
              id={id}
              rows={2}
              value={sentence}
              onChange={({ currentTarget }) => onChange(currentTarget.value)}
              className={styles.text}
            />
            <span className={styles.link}>{invitation?.link ?? say('making')}</span>
          </>
        )}
      </div>
      <div className={styles.acts}>
        <Button
          ref={copyRef}
          kind="main"
          icon={done === 'sentence' ? Check : Copy}
          onClick={() => void copy('sentence')}
          className={styles.main}
        >
          {say(done === 'sentence' ? 'copied' : 'copySentence')}
        </Button>
        <Button icon={done === 'link' ? Check : Link} onClick={() => void copy('link')}>
          {say(done === 'link' ? 'copied' : 'copyLink')}
        </Button>
        {'share' in navigator && (
          <Button icon={Share2} onClick={() => void share()} className={styles.narrowOnly}>
            {say('share')}
          </Button>
        )}
        <Button icon={Printer} onClick={printIt} className={styles.wideOnly}>
          {say('print')}
        </Button>
      </div>
      <VisuallyHidden role="status">{done === undefined ? '' : done === 'byHand' ? '' : say('copied')}</VisuallyHidden>
      {done === 'byHand' && (
        <p role="status" className={styles.byHand}>
          {say('copyByHand', { keys: MARK_KEYS })}
        </p>
      )}
    </div>
  )
}

/** One paragraph, the link on its own line. */
function messageOf(sentence: string, link: string): string {
  const words = sentence.trim().replaceAll(/\s*\n\s*/gu, ' ')
  return words === '' ? link : `${words}\n${link}`
}

type Done = 'sentence' | 'link' | 'byHand'

/** What was just done; by hand it stays, because there is still something to do. */
function useDone(): { readonly done: Done | undefined; readonly show: (done: Done) => void } {
  const [done, setDone] = useState<Done>()
  useEffect(() => {
    if (done === undefined || done === 'byHand') return undefined
    const timer = setTimeout(() => setDone(undefined), COPIED_MS)
    return () => clearTimeout(timer)
  }, [done])
  return { done, show: setDone }
}
