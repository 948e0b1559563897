/** What comes out on paper while the invite sheet is open: A5, a code of 90 mm, the sentence, three steps. Only the printer sees it. */
import { createPortal } from 'react-dom'
import { inviteWords } from '../../../shared/i18n/index.ts'
import { HouseMark, QrPicture } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import type { Invitation } from './make-invitation.ts'
import styles from './PrintSheet.module.css'

export interface PrintSheetProps {
  readonly title: string
  readonly sentence: string
  readonly invitation: Invitation
}

export function PrintSheet({ title, sentence, invitation }: PrintSheetProps) {
  const say = useWords(inviteWords)
  const dates = useDates()
  return createPortal(
    <div className={styles.sheet}>
      <header className={styles.head}>
        <HouseMark size={40} />
        <h1 className={styles.title}>{title}</h1>
      </header>
      <QrPicture text={invitation.link} label={say('qr')} className={styles.qr} />
      <p className={styles.sentence}>{sentence}</p>
      <ol className={styles.steps}>
        <li>{say('printStep1')}</li>
        <li>{say('printStep2')}</li>
        <li>{say('printStep3')}</li>
      </ol>
      <p className={styles.until}>{say('printUntil', { date: dates.day(invitation.expires) })}</p>
    </div>,
    document.body,
  )
}
