/**
 * Invitations on paper: A4, eight on a sheet, each with its name, a code of 44 mm and three steps, to be cut apart along the lines. The preview
 * is the same sheet, smaller.
 */
import { createPortal } from 'react-dom'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import { QrPicture } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useDates, useWords } from '../words/index.ts'
import type { Made } from './inviting.ts'
import styles from './PrintLetters.module.css'

export const PER_PAGE = 8

/** Only the printer sees it. */
export function PrintLetters({ made }: { readonly made: readonly Made[] }) {
  const pages = Array.from({ length: Math.ceil(made.length / PER_PAGE) }, (_, at) => made.slice(at * PER_PAGE, (at + 1) * PER_PAGE))
  return createPortal(
    <div className={styles.sheet}>
      {pages.map((page) => (
        <Sheet key={page[0]?.entry} made={page} />
      ))}
    </div>,
    document.body,
  )
}

export function PrintPreview({ made }: { readonly made: readonly Made[] }) {
  const say = useWords(invitationsWords)
  return (
    <div className={styles.desk}>
      <div role="img" aria-label={say('preview')} className={styles.paper}>
        <Sheet made={made} />
      </div>
    </div>
  )
}

function Sheet({ made }: { readonly made: readonly Made[] }) {
  return (
    <div className={styles.page}>
      {made.map((one) => (
        <Card key={one.entry} made={one} />
      ))}
    </div>
  )
}

function Card({ made: { name, link, expires } }: { readonly made: Made }) {
  const say = useWords(invitationsWords)
  const dates = useDates()
  const me = useEngine((state) => state.me?.name) ?? ''
  return (
    <div className={styles.card}>
      <QrPicture text={link} label={say('qrOf', { name })} hasMark={false} className={styles.qr} />
      <div className={styles.words}>
        <p className={styles.name}>{say('cardTitle', { name })}</p>
        <p className={styles.from}>{say('cardFrom', { me })}</p>
        <ol className={styles.steps}>
          <li>{say('step1')}</li>
          <li>{say('step2')}</li>
          <li>{say('step3')}</li>
        </ol>
        <p className={styles.until}>{say('cardUntil', { date: dates.date(expires) })}</p>
      </div>
    </div>
  )
}
